-- Deletes what has had its time, at most p_limit rows of each kind, skipping what somebody has locked. No promise rests
-- on it: expired keys, tokens and uploads are refused by their own clocks. Returns how many rows went.
create or replace function reap_expired(p_limit int, p_event_days int) returns int language plpgsql volatile as $$
declare
  v_count int;
  v_sum int := 0;
begin
  delete from idempotency_keys where (team_id, key) in (
    select team_id, key from idempotency_keys where expires_at <= clock_now() order by expires_at limit p_limit
       for update skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  delete from events where (character_id, version) in (
    select character_id, version from events where created_at < clock_now() - make_interval(days => p_event_days)
     limit p_limit for update skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  delete from api_keys where id in (
    select id from api_keys where expires_at < clock_now() - interval '1 day' limit p_limit for update skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  delete from uploads where id in (
    select id from uploads where expires_at < clock_now() and status <> 'used' limit p_limit for update skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  return v_sum;
end $$;
