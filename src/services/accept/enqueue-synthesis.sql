-- The pg-boss job of a synthesis, equal to boss.send() in every column but the clock's (a test keeps it so): the one
-- place that knows pg-boss's columns. The id is made from the synthesis, so there can't be two. The fewer open
-- syntheses a team has, the earlier its next one comes.
create or replace function retake.enqueue_synthesis(p_synthesis text, p_priority int) returns void language plpgsql volatile as $$
begin
  insert into retake_jobs.job (id, name, data, priority, start_after, created_on, expire_seconds, deletion_seconds, keep_until,
                          retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
  select md5(p_synthesis)::uuid, q.name, jsonb_build_object('synthesis_id', p_synthesis), p_priority, now(), now(),
         q.expire_seconds, q.deletion_seconds, now() + q.retention_seconds * interval '1 second', q.retry_limit,
         q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
    from retake_jobs.queue q where q.name = 'synthesis'
  on conflict do nothing;
  if not found then
    raise exception 'no job was enqueued for %', p_synthesis;
  end if;
end $$;
