-- Limits the next lock wait of this statement to the time left until p_until (at least 1 ms). lock_timeout starts
-- anew with every wait, so a series of waits is bounded only if the limit is set again before each of them.
create or replace function retake.limit_wait(p_until timestamptz) returns void language sql volatile as $$
  select set_config('lock_timeout',
    greatest(1, extract(epoch from p_until - clock_timestamp()) * 1000)::int::text, true)
$$;
