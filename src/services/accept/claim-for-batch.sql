-- Claims the key of a request in a batch. False: it is known, and claim_key says later what that means. A second request with
-- the same key finds the claim of the first.
create or replace function retake.claim_for_batch(p jsonb) returns boolean language plpgsql volatile as $$
declare
  v_is_accepted boolean;
begin
  select outcome is not null into v_is_accepted from retake.idempotency_keys
   where team_id = p ->> 'team' and key = p ->> 'key' and expires_at > retake.clock_now();
  if found then
    return not v_is_accepted;
  end if;
  return retake.insert_claim(p ->> 'team', p ->> 'key', p ->> 'operation', p ->> 'target', (p ->> 'fingerprint')::bytea,
    (p ->> 'ttl_seconds')::int);
end $$;
