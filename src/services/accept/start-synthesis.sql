-- Writes what step 5 of docs/contract.md "Order of checks" lists, credits and key apart: the character moves to
-- synthesizing, the synthesis and its generations exist, the job is queued, the event is told. p is the locked
-- character as it was.
create or replace function retake.start_synthesis(
  p retake.characters, p_synthesis text, p_kind text, p_poses text[], p_price bigint, p_identity_seed bigint,
  p_prompt_override text, p_deadline_ms int, p_open_syntheses int,
  out started retake.characters, out synthesis retake.syntheses
) language plpgsql volatile as $$
declare
  v_now timestamptz := retake.clock_now();
begin
  insert into retake.syntheses (id, team_id, character_id, kind, attributes, prompt_override, price, identity_seed,
                         previous_status, previous_error, base_ref_set, created_at, deadline_at)
  values (p_synthesis, p.team_id, p.id, p_kind, p.attributes, p_prompt_override, p_price, p_identity_seed,
          case when p_kind <> 'create' then p.status end, p.error_message, p.ref_set_number,
          v_now, v_now + p_deadline_ms * interval '1 millisecond')
  returning * into synthesis;
  insert into retake.generations (synthesis_id, pose, position)
  select p_synthesis, pose, position from unnest(p_poses) with ordinality as poses (pose, position);
  perform retake.enqueue_synthesis(p_synthesis, -p_open_syntheses);
  if p_kind = 'create' then
    started := p;
    perform retake.append_event(started, null, p_synthesis);
  else
    update retake.characters set status = 'synthesizing', error_message = null, version = version + 1, updated_at = v_now
     where id = p.id returning * into started;
    perform retake.append_event(started, p.status, p_synthesis);
  end if;
end $$;
