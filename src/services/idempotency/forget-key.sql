-- Removes the claim of a refused call in the same statement that made it, because a refusal does not bind a key. A
-- waiting duplicate is then evaluated anew.
create or replace function retake.forget_key(p_team text, p_key text) returns void language sql volatile as $$
  delete from retake.idempotency_keys where team_id = p_team and key = p_key
$$;
