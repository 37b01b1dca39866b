-- Records an attempt before its call is sent: its number and the request. The first attempt's request is stored and
-- returned to all later attempts, with the provider they go to now. While the provider is paused, nothing is
-- recorded, and the remaining pause is returned. With p_attempt, the number of the new attempt, the call may be
-- repeated: a caller that lost the response has sent nothing yet and gets the current state. No row when the
-- synthesis has ended, another runner owns it, or its attempts are used up.
drop function if exists retake.record_sent(text, text, uuid, jsonb, int);
create or replace function retake.record_sent(
  p_synthesis text, p_pose text, p_runner uuid, p_request jsonb, p_max_attempts int, p_provider text,
  p_attempt int
) returns table (attempt int, request jsonb, pause_ms bigint) language plpgsql volatile as $$
begin
  perform from retake.syntheses where id = p_synthesis and status = 'running' and runner = p_runner for no key update;
  if not found then
    return;
  end if;
  return query
    select null::int, null::jsonb, ceil(extract(epoch from p.paused_until - retake.clock_now()) * 1000)::bigint
      from retake.provider_pauses p where p.provider = p_provider and p.paused_until > retake.clock_now();
  if found then
    return;
  end if;
  return query
    select g.attempt, g.request, null::bigint from retake.generations g
     where g.synthesis_id = p_synthesis and g.pose = p_pose and g.status = 'running' and g.attempt = p_attempt;
  if found then
    return;
  end if;
  return query
    update retake.generations g
       set status = 'running', attempt = g.attempt + 1, not_before = null, vendor_job_id = null, sent_at = retake.clock_now(),
           request = coalesce(g.request, p_request) || jsonb_build_object('provider', p_provider)
     where g.synthesis_id = p_synthesis and g.pose = p_pose and g.status in ('pending', 'running')
       and g.attempt < p_max_attempts and g.attempt + 1 = coalesce(p_attempt, g.attempt + 1)
    returning g.attempt, g.request, null::bigint;
  if found then
    perform retake.append_progress(p_synthesis, p_pose, 'running');
  end if;
end $$;

-- The signature that workers of the previous version call during a rolling upgrade.
create or replace function retake.record_sent(
  p_synthesis text, p_pose text, p_runner uuid, p_request jsonb, p_max_attempts int, p_provider text
) returns table (attempt int, request jsonb, pause_ms bigint) language sql volatile as $$
  select attempt, request, pause_ms
    from retake.record_sent(p_synthesis, p_pose, p_runner, p_request, p_max_attempts, p_provider, null);
$$;
