-- Ids of syntheses past their deadline, without locks. A separate statement fails each of them and checks it again.
create or replace function retake.overdue_syntheses(p_limit int) returns setof text language sql volatile as $$
  select id from retake.syntheses where status = 'running' and deadline_at <= retake.clock_now() order by deadline_at limit p_limit
$$;
