-- The pg-boss jobs of syntheses, equal to boss.send() in every column but the clock's (a test keeps it so): the one
-- place that knows pg-boss's columns. The id is made from the synthesis, so there can't be two. The fewer open
-- syntheses a team has, the earlier its next one comes.
create or replace function retake.enqueue_syntheses(p_syntheses text[], p_priorities int[]) returns void
language plpgsql volatile as $$
declare
  v_made int;
begin
  insert into retake_jobs.job (id, name, data, priority, start_after, created_on, expire_seconds, deletion_seconds, keep_until,
                          retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
  select md5(s.id)::uuid, q.name, jsonb_build_object('synthesis_id', s.id), s.priority, now(), now(),
         q.expire_seconds, q.deletion_seconds, now() + q.retention_seconds * interval '1 second', q.retry_limit,
         q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
    from unnest(p_syntheses, p_priorities) as s (id, priority), retake_jobs.queue q where q.name = 'synthesis'
  on conflict do nothing;
  get diagnostics v_made = row_count;
  if v_made < cardinality(p_syntheses) then
    raise exception 'no job was enqueued for %', array_to_string(p_syntheses, ', ');
  end if;
end $$;
