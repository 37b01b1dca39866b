-- Takes one token or reports that there is none, by the generic cell rate algorithm, which stores only when the
-- bucket will be full. The clock is read after the lock was taken, because an earlier time would admit too few calls.
create or replace function retake.take_token(
  p_team text, p_bucket text, p_burst int, p_interval_ms int,
  out admitted boolean, out bucket jsonb
) language plpgsql volatile as $$
declare
  v_full_at timestamptz;
  v_now timestamptz;
  v_later timestamptz;
begin
  select full_at into v_full_at from retake.buckets where team_id = p_team and buckets.bucket = p_bucket for no key update;
  if not found then
    insert into retake.buckets (team_id, bucket, full_at) values (p_team, p_bucket, '-infinity') on conflict do nothing;
    select full_at into strict v_full_at from retake.buckets
     where team_id = p_team and buckets.bucket = p_bucket for no key update;
  end if;
  v_now := retake.clock_now();
  v_later := retake.full_at_after(v_full_at, v_now, make_interval(secs => p_interval_ms / 1000.0), p_burst, 1);
  admitted := v_later is not null;
  if admitted then
    update retake.buckets set full_at = v_later where team_id = p_team and buckets.bucket = p_bucket;
  end if;
  bucket := retake.bucket_json(coalesce(v_later, v_full_at), v_now);
end $$;
