-- Removes the prompt of an image's run that is ending, if its character was deleted meanwhile. The deletion kept it
-- while the run needed it. The caller has locked the run, and a concurrent deletion waits for that lock.
create or replace function retake.erase_run(p retake.syntheses) returns void language plpgsql volatile as $$
begin
  if exists (select from retake.characters where id = p.character_id and status = 'deleted') then
    update retake.syntheses set attributes = null where id = p.id;
    update retake.generations set request = null, vendor_job_id = null where synthesis_id = p.id;
  end if;
end $$;
