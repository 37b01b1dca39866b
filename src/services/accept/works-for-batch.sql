-- Selects the requests of a batch that are certain to be accepted, and takes their tokens. Returns them as works for
-- start_works, each with bucket_state, which is its bucket after its token was taken. The rows of all requests are locked.
-- accept_request judges the rest: uploads, requests that are refused, requests that share a key or a character, and those of
-- a team that has not enough credits, or of a bucket that has not enough tokens, for all of its requests.
create or replace function retake.works_for_batch(p_requests jsonb[]) returns jsonb[] language plpgsql volatile as $$
declare
  v_now timestamptz := retake.clock_now();
  v_works jsonb[];
begin
  with request as (
    select given.r as doc, r.*, make_interval(secs => r.interval_ms / 1000.0) as token,
           count(*) over (partition by r.team, r.key) as same_key,
           count(*) over (partition by r.character) as same_character,
           sum(r.price) over (partition by r.team) as price_of_team,
           count(*) over (partition by r.team, r.bucket) as calls,
           row_number() over (partition by r.team, r.bucket order by r.nth) as call
      from unnest(p_requests) as given (r),
           jsonb_to_record(given.r) as r (
             nth bigint, work text, team text, api_key text, key text, bucket text, burst int, interval_ms int,
             character text, eligible text[], price bigint)
  ), work as (
    select r.*, coalesce(k.parent_id, r.api_key) as payer, b.full_at
      from request r
      join retake.teams t on t.id = r.team
      join retake.buckets b on b.team_id = r.team and b.bucket = r.bucket
      left join retake.api_keys k on k.id = r.api_key
      left join retake.api_keys parent on parent.id = k.parent_id
      left join retake.characters c on c.id = r.character and c.team_id = r.team and c.status <> 'deleted'
     where r.work <> 'upload' and (r.key is null or r.same_key = 1) and (r.character is null or r.same_character = 1)
       and retake.key_problem(k, parent) is null
       and retake.full_at_after(b.full_at, v_now, r.token, r.burst, r.calls) is not null
       and (r.work = 'create' or r.character is null or retake.refuse_character(c, r.work, r.eligible) is null)
       and t.total - t.held >= r.price_of_team
  ), taken as (
    update retake.buckets b set full_at = retake.full_at_after(b.full_at, v_now, due.token, due.burst, due.calls)
      from (select team, bucket, max(token) as token, min(burst) as burst, count(*) as calls from work group by team, bucket) due
     where b.team_id = due.team and b.bucket = due.bucket
  )
  select array_agg(
           w.doc || jsonb_build_object(
             'payer', w.payer,
             'bucket_state', retake.bucket_json(greatest(w.full_at, v_now) + w.call * w.token, v_now))
           order by w.nth)
    into v_works from work w;
  return v_works;
end $$;
