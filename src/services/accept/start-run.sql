-- Writes what step 5 of docs/contract.md "Order of checks" lists, credits and key apart: the character moves to
-- synthesizing, the synthesis and its generations exist, the job is queued, the event is appended. p_character is locked
-- and as it was; that of a creation is new.
create or replace function retake.start_run(p jsonb, p_character retake.characters, p_open_syntheses int, p_event_seq bigint)
returns jsonb language plpgsql volatile as $$
declare
  v_now timestamptz := retake.clock_now();
  v_id text := p ->> 'id';
  v_work text := p ->> 'work';
  v_synthesis retake.syntheses;
  v_started retake.characters;
  v_previous text := case when v_work <> 'create' then p_character.status end;
begin
  insert into retake.syntheses (id, team_id, character_id, kind, attributes, prompt_override, price, identity_seed,
                         previous_status, previous_error, base_ref_set, created_at, deadline_at)
  values (v_id, p_character.team_id, p_character.id, v_work, p_character.attributes, p ->> 'prompt_override',
          (p ->> 'price')::bigint,
          -- A resynthesis keeps the character's appearance; only the shots are new.
          coalesce(retake.current_identity_seed(p_character), (p ->> 'identity_seed')::bigint),
          v_previous, p_character.error_message, p_character.ref_set_number, v_now,
          v_now + (p ->> 'deadline_ms')::int * interval '1 millisecond')
  returning * into v_synthesis;
  insert into retake.generations (synthesis_id, pose, position)
  select v_id, pose, position from jsonb_array_elements_text(p -> 'poses') with ordinality as poses (pose, position);
  perform retake.enqueue_synthesis(v_id, -p_open_syntheses);
  if v_work = 'create' then
    v_started := p_character;
  else
    update retake.characters set status = 'synthesizing', error_message = null, version = version + 1, updated_at = v_now
     where id = p_character.id returning * into v_started;
  end if;
  perform retake.insert_event(v_started, v_previous, v_id, p_event_seq);
  return jsonb_build_object('character', retake.character_json(v_started), 'synthesis', retake.synthesis_json(v_synthesis));
end $$;
