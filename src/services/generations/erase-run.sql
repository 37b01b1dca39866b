-- Takes from an image's run, which is ending, the words it was made from, if its character was deleted meanwhile: the
-- deletion left them for as long as it ran. The caller has locked the run, and a deletion under way waits for that.
create or replace function retake.erase_run(p retake.syntheses) returns void language plpgsql volatile as $$
begin
  if exists (select from retake.characters where id = p.character_id and status = 'deleted') then
    update retake.syntheses set attributes = null where id = p.id;
    update retake.generations set request = null, vendor_job_id = null where synthesis_id = p.id;
  end if;
end $$;
