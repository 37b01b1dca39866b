-- Ids of syntheses past their deadline, unlocked: each is then failed by its own statement, which looks again.
create or replace function retake.overdue_syntheses(p_limit int) returns setof text language sql volatile as $$
  select id from retake.syntheses where status = 'running' and deadline_at <= retake.clock_now() order by deadline_at limit p_limit
$$;
