-- The present state of a bucket, without a lock, for replays and for refusals before step 3.
create or replace function retake.peek_bucket(p_team text, p_bucket text) returns jsonb language plpgsql volatile as $$
declare
  v_full_at timestamptz;
  v_now timestamptz := retake.clock_now();
begin
  select full_at into v_full_at from retake.buckets where team_id = p_team and bucket = p_bucket;
  return retake.bucket_json(v_full_at, v_now);
end $$;
