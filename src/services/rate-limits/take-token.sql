-- Takes one token or reports that there is none, by the generic cell rate algorithm, which stores only when the
-- bucket will be full. The clock is read after the lock was taken, because an earlier time would admit too few calls.
create or replace function retake.take_token(
  p_team text, p_bucket text, p_burst int, p_interval_ms int,
  out admitted boolean, out bucket jsonb
) language plpgsql volatile as $$
declare
  v_full_at timestamptz;
  v_now timestamptz;
  v_interval interval := make_interval(secs => p_interval_ms / 1000.0);
begin
  select full_at into v_full_at from retake.buckets where team_id = p_team and buckets.bucket = p_bucket for no key update;
  if not found then
    insert into retake.buckets (team_id, bucket, full_at) values (p_team, p_bucket, '-infinity') on conflict do nothing;
    select full_at into strict v_full_at from retake.buckets
     where team_id = p_team and buckets.bucket = p_bucket for no key update;
  end if;
  v_now := retake.clock_now();
  v_full_at := greatest(v_full_at, v_now);
  admitted := v_full_at + v_interval - v_now <= v_interval * p_burst;
  if admitted then
    v_full_at := v_full_at + v_interval;
    update retake.buckets set full_at = v_full_at where team_id = p_team and buckets.bucket = p_bucket;
  end if;
  bucket := retake.bucket_json(v_full_at, v_now);
end $$;
