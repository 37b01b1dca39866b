-- Locks the character and then the running synthesis, in the common lock order. No row once it is terminal.
create or replace function retake.lock_synthesis(p_synthesis text) returns setof retake.syntheses language plpgsql volatile as $$
begin
  perform from retake.characters
    where id = (select s.character_id from retake.syntheses s where s.id = p_synthesis and s.kind <> 'image')
    for no key update;
  return query select * from retake.syntheses where id = p_synthesis and status = 'running' for no key update;
end $$;
