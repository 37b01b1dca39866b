-- Makes an earlier set current. A failed character becomes reviewing, which is the free way out of failed; reviewing
-- and ready stay. Restoring the current set changes nothing unless the character has failed.
create or replace function retake.restore_ref_set(
  p_team text, p_character text, p_number int, p_eligible text[], out outcome text, out facts jsonb
) language plpgsql volatile as $$
declare
  v_before retake.characters;
  v_character retake.characters;
begin
  outcome := 'refused';
  select * into v_before from retake.lock_character(p_team, p_character);
  if not found or not exists (select from retake.ref_sets where character_id = p_character and number = p_number) then
    facts := '{"kind": "not_found"}'; return;
  end if;
  if v_before.status <> all (p_eligible) then
    facts := jsonb_build_object('kind', 'character_state', 'status', v_before.status); return;
  end if;
  v_character := v_before;
  if v_before.status = 'failed' or v_before.ref_set_number is distinct from p_number then
    update retake.characters
       set ref_set_number = p_number, status = case when status = 'failed' then 'reviewing' else status end,
           error_message = null, version = version + 1, updated_at = retake.clock_now()
     where id = p_character returning * into v_character;
    perform retake.append_event(v_character, v_before.status, null);
  end if;
  outcome := 'done';
  facts := retake.character_json(v_character);
end $$;
