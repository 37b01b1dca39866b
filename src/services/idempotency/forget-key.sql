-- A refusal binds no key: the claim goes in the statement that made it, so a waiting duplicate is evaluated afresh.
create or replace function retake.forget_key(p_team text, p_key text) returns void language sql volatile as $$
  delete from retake.idempotency_keys where team_id = p_team and key = p_key
$$;
