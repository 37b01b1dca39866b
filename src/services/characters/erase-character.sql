-- Removes the content of a deleted character except its uploads. Sets that an image was made from stay for that
-- image. A running image keeps what it needs until it ends (erase_run).
create or replace function retake.erase_character(p_character text) returns void language plpgsql volatile as $$
begin
  delete from retake.ref_sets s
   where s.character_id = p_character
     and not exists (select from retake.images i where i.character_id = s.character_id and i.ref_set_number = s.number);
  -- A sheet is not part of a set, so it is removed although the set stays.
  update retake.ref_sets set sheet_key = null where character_id = p_character and sheet_key is not null;
  update retake.syntheses set attributes = null, prompt_override = null
   where character_id = p_character and status <> 'running';
  update retake.generations g
     set request = null, vendor_job_id = null, image = case when s.kind = 'image' then g.image when g.image is not null then '{}' end
    from retake.syntheses s
   where s.id = g.synthesis_id and s.character_id = p_character and s.status <> 'running';
end $$;
