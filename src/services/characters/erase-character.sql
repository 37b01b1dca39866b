-- Removes what a deleted character was made of, its uploads apart. Sets that an image was made from stay, for that
-- image; an image still running keeps what it needs until it ends (erase_run).
create or replace function erase_character(p_character text) returns void language plpgsql volatile as $$
begin
  delete from ref_sets s
   where s.character_id = p_character
     and not exists (select from images i where i.character_id = s.character_id and i.ref_set_number = s.number);
  -- A sheet is part of no set, so it goes although a set stays.
  update ref_sets set sheet_key = null where character_id = p_character and sheet_key is not null;
  update syntheses set attributes = null, prompt_override = null
   where character_id = p_character and status <> 'running';
  update generations g
     set request = null, vendor_job_id = null, image = case when s.kind = 'image' then g.image when g.image is not null then '{}' end
    from syntheses s
   where s.id = g.synthesis_id and s.character_id = p_character and s.status <> 'running';
end $$;
