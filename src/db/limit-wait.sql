-- Bounds the next lock wait of this statement by what is left until p_until (at least 1 ms): lock_timeout starts anew
-- with every wait, so several waits in a row are bounded as a whole only if each is told what is left.
create or replace function retake.limit_wait(p_until timestamptz) returns void language sql volatile as $$
  select set_config('lock_timeout',
    greatest(1, extract(epoch from p_until - clock_timestamp()) * 1000)::int::text, true)
$$;
