-- Locks the characters, buckets and teams of the requests. Returns the nth of those requests that need a row which another
-- statement has locked. It waits for no locked row, except for the bucket and the team of a batch that has only one team. A
-- bucket that does not exist yet is created full, because it must be locked before its team. This waits while another
-- statement creates the bucket. A missing character is judged later.
create or replace function retake.lock_for_batch(p_requests jsonb[]) returns bigint[] language plpgsql volatile as $$
declare
  v_teams text[];
  v_names text[];
  v_characters text[];
  -- Each with the team that asks for it: a request locks no other team's character.
  v_owned text[];
  v_locked_characters text[];
  v_locked_buckets text[];
  v_locked_teams text[];
begin
  select array_agg(r.team), array_agg(r.bucket), array_agg(r.character) filter (where r.character is not null),
         array_agg(r.team || ' ' || r.character)
    into v_teams, v_names, v_characters, v_owned
    from unnest(p_requests) as given (r), jsonb_to_record(given.r) as r (team text, bucket text, character text);
  v_locked_characters := array(
    select c.id from retake.characters c
     where c.id = any (v_characters) and c.team_id || ' ' || c.id = any (v_owned) and c.status <> 'deleted'
     order by c.id for no key update skip locked);
  insert into retake.buckets (team_id, bucket, full_at)
  select distinct r.team, r.bucket, '-infinity'::timestamptz
    from unnest(p_requests) as given (r), jsonb_to_record(given.r) as r (work text, team text, bucket text)
   where r.work <> 'upload'
     and not exists (select from retake.buckets b where b.team_id = r.team and b.bucket = r.bucket)
   order by r.team, r.bucket
  on conflict do nothing;
  -- Two batches of one busy team want the same two rows. Sending the requests of one of them alone would take several times as
  -- long as the wait, and would block the next batch too.
  if (select count(distinct team) = 1 from unnest(v_teams) as team) then
    v_locked_buckets := array(
      select b.team_id || ' ' || b.bucket from retake.buckets b
       where b.team_id = any (v_teams) and b.bucket = any (v_names)
       order by b.team_id, b.bucket for no key update);
    v_locked_teams := array(select t.id from retake.teams t where t.id = any (v_teams) for no key update);
  else
    v_locked_buckets := array(
      select b.team_id || ' ' || b.bucket from retake.buckets b
       where b.team_id = any (v_teams) and b.bucket = any (v_names)
       order by b.team_id, b.bucket for no key update skip locked);
    v_locked_teams := array(
      select t.id from retake.teams t where t.id = any (v_teams) order by t.id for no key update skip locked);
  end if;
  return array(
    select r.nth
      from unnest(p_requests) as given (r),
           jsonb_to_record(given.r) as r (nth bigint, team text, character text, bucket text)
     where r.team <> all (v_locked_teams)
        or r.team || ' ' || r.bucket <> all (v_locked_buckets)
           and exists (select from retake.buckets b where b.team_id = r.team and b.bucket = r.bucket)
        or r.character <> all (v_locked_characters)
           and exists (select from retake.characters c
                        where c.id = r.character and c.team_id = r.team and c.status <> 'deleted'));
end $$;
