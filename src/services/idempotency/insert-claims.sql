-- Claims the keys of requests, in the common order of keys, and returns their rows. A key that is missing in the result is
-- known and unexpired. Of requests with the same key the first one counts. Waits while another statement claims a key.
create or replace function retake.insert_claims(p_requests jsonb[]) returns setof retake.idempotency_keys
language plpgsql volatile as $$
begin
  return query
  insert into retake.idempotency_keys as known (team_id, key, operation, target, fingerprint, expires_at)
  select distinct on (r.team, r.key)
         r.team, r.key, r.operation, r.target, r.fingerprint, retake.clock_now() + make_interval(secs => r.ttl_seconds)
    from unnest(p_requests) with ordinality as given (request, nth),
         jsonb_to_record(given.request) as r (team text, key text, operation text, target text, fingerprint bytea, ttl_seconds int)
   order by r.team, r.key, given.nth
  on conflict (team_id, key) do update
     set operation = excluded.operation, target = excluded.target, fingerprint = excluded.fingerprint,
         outcome = null, created_at = retake.clock_now(), expires_at = excluded.expires_at
   where known.expires_at <= retake.clock_now()
  returning known.*;
end $$;
