-- Claims the keys of the requests of a batch. Returns those whose key is claimed now, several with one key included, and those
-- without a key, each with nth, its position in the batch. The others are replays or conflicts, and lock nothing.
create or replace function retake.claim_for_batch(p_requests jsonb[]) returns jsonb[] language plpgsql volatile as $$
declare
  v_fresh jsonb[];
begin
  with request as (
    select given.r || jsonb_build_object('nth', given.nth) as doc, given.nth, given.r ->> 'team' as team, given.r ->> 'key' as key
      from unnest(p_requests) with ordinality as given (r, nth)
  ), claim as (
    select c.team_id, c.key
      from retake.insert_claims(array(
             select r.doc from request r
              where r.key is not null
                and not exists (select from retake.idempotency_keys k
                                 where k.team_id = r.team and k.key = r.key and k.expires_at > retake.clock_now())
              order by r.nth)) c
  )
  select array_agg(r.doc order by r.nth) into v_fresh
    from request r
   where r.key is null or exists (select from claim c where c.team_id = r.team and c.key = r.key);
  return v_fresh;
end $$;
