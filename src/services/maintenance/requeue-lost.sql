-- Requeues running syntheses that have lost their job, whatever the cause, and returns their number. Syntheses
-- younger than 30 s are skipped. Returns 0 while another worker runs this function, because both would find the same
-- ones.
create or replace function retake.requeue_lost(p_limit int) returns int language plpgsql volatile as $$
declare
  v_id text;
  v_count int := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('retake.requeue_lost', 0)) then
    return 0;
  end if;
  for v_id in
    select s.id from retake.syntheses s
     where s.status = 'running' and s.created_at < retake.clock_now() - interval '30 seconds'
       and not exists (select from retake_jobs.job j
                        where j.name = 'synthesis' and j.id = md5(s.id)::uuid and j.state in ('created', 'retry', 'active'))
     limit p_limit
  loop
    delete from retake_jobs.job where name = 'synthesis' and id = md5(v_id)::uuid and state in ('completed', 'cancelled', 'failed');
    perform retake.enqueue_syntheses(array[v_id], array[0]);
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;
