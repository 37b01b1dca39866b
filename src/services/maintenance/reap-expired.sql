-- Deletes expired rows, at most p_limit of each kind, and skips locked ones. Returns the number of deleted rows. No
-- promise depends on it, because expired keys, tokens and uploads are refused by their own expiry times.
create or replace function retake.reap_expired(p_limit int, p_event_days int) returns int language plpgsql volatile as $$
declare
  v_count int;
  v_sum int := 0;
begin
  delete from retake.idempotency_keys where (team_id, key) in (
    select team_id, key from retake.idempotency_keys where expires_at <= retake.clock_now() order by expires_at limit p_limit
       for update skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  -- A team's events are deleted together with all earlier ones, so that the remaining events have no gap. Numbers of events
  -- written at the same time may not follow their times; the extra minute keeps such an event for its full 30 days.
  delete from retake.events where (team_id, team_seq) in (
    select e.team_id, e.team_seq
      from (select old.team_id, max(old.team_seq) as last
              from (select team_id, team_seq from retake.events
                     where created_at < retake.clock_now() - make_interval(days => p_event_days, mins => 1)
                     order by created_at limit p_limit) old
             group by old.team_id) gone
      join retake.events e on e.team_id = gone.team_id and e.team_seq <= gone.last
       for update of e skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  -- The steps of an ended run can't be read any more, and no run lasts longer than a day.
  delete from retake.generation_events where (synthesis_id, seq) in (
    select synthesis_id, seq from retake.generation_events where created_at < retake.clock_now() - interval '2 days'
     limit p_limit for update skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  -- An expired token is kept for 7 days, so that its caller gets `token_expired` and requests a new one.
  delete from retake.api_keys where id in (
    select id from retake.api_keys where expires_at < retake.clock_now() - interval '7 days' limit p_limit for update skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  delete from retake.console_codes where hash in (
    select hash from retake.console_codes where expires_at < retake.clock_now() limit p_limit for update skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  delete from retake.uploads where id in (
    select id from retake.uploads where expires_at < retake.clock_now() and status <> 'used' limit p_limit for update skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  return v_sum;
end $$;
