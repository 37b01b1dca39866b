-- Admits several paid requests as one statement. Each is answered as if it came alone. A request that would have to wait for
-- a lock is blocked: nothing of it is left, and the caller sends it alone.
-- All locks are taken before the first request is judged, phase by phase in the order that every function keeps (key,
-- character, bucket, team). A locked row is skipped. The statement waits only for a key that another statement is claiming, for
-- a bucket that another one is creating, and, when all requests are of one team, for that team's rows. When such a wait takes
-- longer than p_wait_ms, the whole statement fails and leaves nothing. There is no subtransaction per request, because
-- PostgreSQL keeps only 64 of them in fast memory.
-- The requests that are certain to be accepted are written together. accept_request then judges the others one by one.
-- A generic plan with index look-ups is right for every size, and planning would take longer than the statement.
create or replace function retake.accept_batch(p_requests jsonb, p_wait_ms int)
returns table (nth bigint, outcome text, facts jsonb, bucket jsonb) language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_mergejoin = off set enable_hashjoin = off as $$
declare
  v_fresh jsonb[];
  v_blocked bigint[];
  v_works jsonb[];
  v_accepted bigint[];
  v_request jsonb;
begin
  perform set_config('lock_timeout', p_wait_ms::text, true);
  v_fresh := retake.claim_for_batch(array(select jsonb_array_elements(p_requests)));
  v_blocked := retake.lock_for_batch(v_fresh);
  if cardinality(v_blocked) > 0 then
    perform retake.forget_key(r ->> 'team', r ->> 'key') from unnest(v_fresh) r where (r ->> 'nth')::bigint = any (v_blocked);
    -- A request with the same key as a blocked one has lost its claim too. accept_request claims the key again.
    v_fresh := array(
      select r from unnest(v_fresh) r
       where (r ->> 'nth')::bigint <> all (v_blocked)
         and (r ->> 'key' is null or exists (select from retake.idempotency_keys k
                                              where k.team_id = r ->> 'team' and k.key = r ->> 'key')));
  end if;

  v_works := retake.works_for_batch(v_fresh);
  v_accepted := array(select (w ->> 'nth')::bigint from unnest(v_works) w);
  if cardinality(v_accepted) > 0 then
    return query
      select (w ->> 'nth')::bigint, 'accepted', started.facts, w -> 'bucket_state'
        from retake.start_works(v_works) started join unnest(v_works) w on w ->> 'id' = started.work_id;
  end if;

  for v_request, nth in
    select given.r, given.nth from jsonb_array_elements(p_requests) with ordinality as given (r, nth)
     where given.nth <> all (v_accepted)
     order by given.nth
  loop
    if nth = any (v_blocked) then
      outcome := 'blocked';
      facts := null;
      bucket := null;
    else
      select a.outcome, a.facts, a.bucket into outcome, facts, bucket from retake.accept_request(v_request) a;
    end if;
    return next;
  end loop;

  -- As in accept_request: a key that was revoked while the statement waited for a lock accepts nothing.
  perform retake.require_paying_key(k.id)
     from retake.api_keys k left join retake.api_keys parent on parent.id = k.parent_id
    where k.id in (select r ->> 'api_key' from jsonb_array_elements(p_requests) r) and retake.key_problem(k, parent) is not null;
end $$;
