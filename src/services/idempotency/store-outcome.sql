-- Stores the outcome of an accepted call with its claimed key.
create or replace function retake.store_outcome(p_team text, p_key text, p_outcome jsonb) returns void language sql volatile as $$
  update retake.idempotency_keys set outcome = p_outcome where team_id = p_team and key = p_key
$$;
