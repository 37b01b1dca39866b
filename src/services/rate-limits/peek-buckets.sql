-- Several buckets of a team as they are, in one go, none locked.
create or replace function retake.peek_buckets(p_team text, p_buckets text[]) returns table (name text, state jsonb)
language sql volatile as $$
  select b.name, retake.peek_bucket(p_team, b.name) from unnest(p_buckets) as b (name)
$$;
