-- Makes a character of locked uploads, ready at once.
create or replace function retake.start_upload_creation(p jsonb, p_refs jsonb)
returns jsonb language plpgsql volatile as $$
declare
  v_now timestamptz := retake.clock_now();
  v_character retake.characters;
begin
  update retake.uploads set status = 'used', character_id = p ->> 'character'
   where id in (select jsonb_array_elements_text(p -> 'upload_ids'));
  insert into retake.characters (id, team_id, name, status, attributes, client_reference_id, ref_set_number, aurous_version,
                          created_at, updated_at)
  values (p ->> 'character', p ->> 'team', p ->> 'name', 'ready', nullif(p -> 'attributes', 'null'),
          p ->> 'client_reference_id', 1, p ->> 'aurous_version', v_now, v_now)
  returning * into v_character;
  perform retake.add_ref_set(v_character.id, v_character.team_id, null, (p ->> 'identity_seed')::bigint, p_refs);
  perform retake.append_event(v_character, null, null);
  return jsonb_build_object('character', retake.character_json(v_character), 'synthesis', null);
end $$;
