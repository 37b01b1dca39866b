-- A bucket as returned to the caller of an accept: both times in epoch milliseconds of the database's clock. The
-- bucket is full when p_full_at is null.
create or replace function retake.bucket_json(p_full_at timestamptz, p_now timestamptz) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'full_at_ms', extract(epoch from greatest(p_full_at, p_now)) * 1000,
    'now_ms', extract(epoch from p_now) * 1000)
$$;
