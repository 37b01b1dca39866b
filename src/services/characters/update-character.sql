-- Changes name and attributes where given. Unchanged values do not raise the version. A running synthesis keeps the
-- attributes of its accept.
create or replace function retake.update_character(
  p_team text, p_character text, p_name text, p_change_attributes boolean, p_attributes jsonb,
  out outcome text, out facts jsonb
) language plpgsql volatile as $$
declare
  v_character retake.characters;
  v_name text;
  v_attributes jsonb;
begin
  select * into v_character from retake.lock_character(p_team, p_character);
  if not found then
    outcome := 'refused'; facts := '{"kind": "not_found"}'; return;
  end if;
  v_name := coalesce(p_name, v_character.name);
  v_attributes := case when p_change_attributes then p_attributes else v_character.attributes end;
  if v_name <> v_character.name or v_attributes is distinct from v_character.attributes then
    update retake.characters set name = v_name, attributes = v_attributes, version = version + 1, updated_at = retake.clock_now()
     where id = p_character returning * into v_character;
    perform retake.append_event(v_character, v_character.status, null);
  end if;
  outcome := 'done';
  facts := retake.character_json(v_character);
end $$;
