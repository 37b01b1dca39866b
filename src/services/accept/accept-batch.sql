-- Admits several paid requests as one statement. Each is judged by accept_request as if it came alone, one after the other
-- in their order. A request that would have to wait for a lock is blocked: nothing of it is left, and the caller sends it
-- alone.
-- All locks are taken before the first request is judged, phase by phase in the order that every function keeps (key,
-- character, bucket, team). A locked row is skipped. Only the claim of a key that another statement is claiming has to wait:
-- after p_wait_ms the whole statement fails and leaves nothing. There is no subtransaction per request, because PostgreSQL
-- keeps only 64 of them in fast memory.
create or replace function retake.accept_batch(p_requests jsonb, p_wait_ms int)
returns table (nth bigint, outcome text, facts jsonb, bucket jsonb) language plpgsql volatile as $$
declare
  v_fresh jsonb := '[]';
  v_blocked bigint[];
  v_request jsonb;
begin
  perform set_config('lock_timeout', p_wait_ms::text, true);

  -- A request whose key is known is a replay or a conflict, and locks nothing.
  for v_request, nth in
    select given.r, given.nth from jsonb_array_elements(p_requests) with ordinality as given (r, nth)
     order by given.r ->> 'team', given.r ->> 'key', given.nth
  loop
    if v_request ->> 'key' is null or retake.claim_for_batch(v_request) then
      v_fresh := v_fresh || (v_request || jsonb_build_object('nth', nth));
    end if;
  end loop;

  v_blocked := retake.lock_for_batch(v_fresh);
  for v_request in select given.r from jsonb_array_elements(v_fresh) as given (r) where (given.r ->> 'nth')::bigint = any (v_blocked) loop
    perform retake.forget_key(v_request ->> 'team', v_request ->> 'key');
  end loop;

  for v_request, nth in select given.r, given.nth from jsonb_array_elements(p_requests) with ordinality as given (r, nth) loop
    if nth = any (v_blocked) then
      outcome := 'blocked';
      facts := null;
      bucket := null;
    else
      select a.outcome, a.facts, a.bucket into outcome, facts, bucket from retake.accept_request(v_request) a;
    end if;
    return next;
  end loop;
end $$;
