-- Changes reviewing to ready. A ready character keeps its version; any other status is refused.
create or replace function retake.save_character(p_team text, p_character text, p_eligible text[], out outcome text, out facts jsonb)
language plpgsql volatile as $$
declare
  v_character retake.characters;
begin
  select * into v_character from retake.lock_character(p_team, p_character);
  if not found then
    outcome := 'refused'; facts := '{"kind": "not_found"}'; return;
  end if;
  if v_character.status <> all (p_eligible) then
    outcome := 'refused';
    facts := jsonb_build_object('kind', 'character_state', 'status', v_character.status);
    return;
  end if;
  if v_character.status = 'reviewing' then
    update retake.characters set status = 'ready', version = version + 1, updated_at = retake.clock_now()
     where id = v_character.id returning * into v_character;
    perform retake.append_event(v_character, 'reviewing', null);
  end if;
  outcome := 'done';
  facts := retake.character_json(v_character);
end $$;
