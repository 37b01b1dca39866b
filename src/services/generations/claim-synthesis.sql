-- Makes p_runner the owner of this synthesis and returns everything a run needs; null once it is terminal. Writes of
-- a former runner match no row from now on.
create or replace function retake.claim_synthesis(p_synthesis text, p_runner uuid) returns jsonb language plpgsql volatile as $$
declare
  v_synthesis retake.syntheses;
begin
  update retake.syntheses set runner = p_runner where id = p_synthesis and status = 'running' returning * into v_synthesis;
  if not found then
    return null;
  end if;
  return jsonb_build_object(
    'id', v_synthesis.id, 'team_id', v_synthesis.team_id, 'character_id', v_synthesis.character_id,
    'kind', v_synthesis.kind,
    'attributes', v_synthesis.attributes, 'prompt_override', v_synthesis.prompt_override,
    'identity_seed', v_synthesis.identity_seed, 'progress_seq', v_synthesis.progress_seq,
    'order', (select jsonb_build_object('prompt', i.prompt, 'width', i.width, 'height', i.height, 'seed', i.seed)
                from retake.images i where i.id = v_synthesis.id),
    'base_refs', coalesce((select s.refs from retake.ref_sets s
                            where s.character_id = v_synthesis.character_id and s.number = v_synthesis.base_ref_set), '[]'),
    'generations', (select jsonb_agg(jsonb_build_object(
        'pose', g.pose, 'status', g.status, 'attempt', g.attempt, 'request', g.request, 'image', g.image,
        'vendor_job_id', g.vendor_job_id,
        'wait_ms', greatest(0, extract(epoch from g.not_before - retake.clock_now()) * 1000)::bigint) order by g.position)
      from retake.generations g where g.synthesis_id = v_synthesis.id));
end $$;
