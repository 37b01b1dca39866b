-- The database's clock, which decides about money, keys, buckets and deadlines. now() is not used, because it does
-- not advance while a statement waits for a lock. Tests replace this function to move time.
create or replace function retake.clock_now() returns timestamptz language sql volatile as $$
  select clock_timestamp()
$$;
