-- When a bucket will be full after p_calls more tokens were taken; null when it has fewer. By the generic cell rate
-- algorithm, which stores only that time. p_token is the time after which a token comes back.
create or replace function retake.full_at_after(p_full_at timestamptz, p_now timestamptz, p_token interval, p_burst int, p_calls bigint)
returns timestamptz language sql stable as $$
  select case when greatest(p_full_at, p_now) + p_calls * p_token - p_now <= p_burst * p_token
              then greatest(p_full_at, p_now) + p_calls * p_token end
$$;
