-- The one clock that decides about money, keys, buckets and deadlines. Not now(): that stands still while a statement
-- waits for a lock. Tests replace this function to move time.
create or replace function retake.clock_now() returns timestamptz language sql volatile as $$
  select clock_timestamp()
$$;
