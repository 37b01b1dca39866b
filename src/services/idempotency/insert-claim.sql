-- Inserts the claim of (team, key). Returns false when an unexpired one exists. Waits while another statement claims
-- the key.
create or replace function retake.insert_claim(
  p_team text, p_key text, p_operation text, p_target text, p_fingerprint bytea, p_ttl_seconds int
) returns boolean language plpgsql volatile as $$
begin
  insert into retake.idempotency_keys (team_id, key, operation, target, fingerprint, expires_at)
  values (p_team, p_key, p_operation, p_target, p_fingerprint, retake.clock_now() + make_interval(secs => p_ttl_seconds))
  on conflict (team_id, key) do update
     set operation = excluded.operation, target = excluded.target, fingerprint = excluded.fingerprint,
         outcome = null, created_at = retake.clock_now(), expires_at = excluded.expires_at
   where idempotency_keys.expires_at <= retake.clock_now();
  return found;
end $$;
