-- Makes the character of an accepted creation, with the run that draws it.
create or replace function retake.start_creation(p jsonb, p_open_syntheses int, p_event_seq bigint)
returns jsonb language plpgsql volatile as $$
declare
  v_now timestamptz := retake.clock_now();
  v_character retake.characters;
begin
  insert into retake.characters (id, team_id, name, status, attributes, client_reference_id, aurous_version, created_at, updated_at)
  values (p ->> 'character', p ->> 'team', p ->> 'name', 'synthesizing', p -> 'attributes', p ->> 'client_reference_id',
          p ->> 'aurous_version', v_now, v_now)
  returning * into v_character;
  return retake.start_run(p, v_character, p_open_syntheses, p_event_seq);
end $$;
