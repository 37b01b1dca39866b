-- A bucket as the caller of an accept gets it: both moments in epoch milliseconds, by the same clock. No p_full_at:
-- it is full.
create or replace function retake.bucket_json(p_full_at timestamptz, p_now timestamptz) returns jsonb language sql immutable as $$
  select jsonb_build_object(
    'full_at_ms', extract(epoch from greatest(p_full_at, p_now)) * 1000,
    'now_ms', extract(epoch from p_now) * 1000)
$$;
