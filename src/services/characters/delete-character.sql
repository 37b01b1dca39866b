-- Changes any status to deleted, permanently. A running synthesis is cancelled and its hold released. The row stays
-- without content, because its last event can still be read.
create or replace function retake.delete_character(p_team text, p_character text, out outcome text, out facts jsonb)
language plpgsql volatile as $$
declare
  v_before retake.characters;
  v_deleted retake.characters;
  v_synthesis retake.syntheses;
begin
  select * into v_before from retake.lock_character(p_team, p_character);
  if not found then
    outcome := 'refused'; facts := '{"kind": "not_found"}'; return;
  end if;
  -- Locks all running syntheses, images included. One that ended before is seen here; one that ends later sees the
  -- deletion.
  perform from retake.syntheses s where s.character_id = p_character and s.status = 'running' for no key update;
  select * into v_synthesis from retake.syntheses s
   where s.character_id = p_character and s.kind <> 'image' and s.status = 'running';
  -- Deleted in the order of ids and before the team's row is locked, because a creation may be locking several
  -- uploads.
  delete from retake.uploads where id in (select id from retake.uploads where character_id = p_character order by id for update);
  update retake.characters
     set status = 'deleted', name = '', attributes = null, client_reference_id = null, error_message = null,
         ref_set_number = null, version = version + 1, updated_at = retake.clock_now()
   where id = p_character returning * into v_deleted;
  if v_synthesis.id is not null then
    perform retake.end_synthesis(v_synthesis, 'cancelled', null);
  end if;
  perform retake.erase_character(p_character);
  perform retake.append_event(v_deleted, v_before.status, v_synthesis.id);
  outcome := 'done';
  facts := jsonb_build_object('id', p_character);
end $$;
