-- The present state of several buckets of a team, without locks.
create or replace function retake.peek_buckets(p_team text, p_buckets text[]) returns table (name text, state jsonb)
language sql volatile as $$
  select b.name, retake.peek_bucket(p_team, b.name) from unnest(p_buckets) as b (name)
$$;
