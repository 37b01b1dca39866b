-- Locks the characters, buckets and teams of the requests, without waiting. Returns the nth of those that another statement
-- holds a lock of. What does not exist is not locked; it is judged later.
create or replace function retake.lock_for_batch(p_requests jsonb) returns bigint[] language plpgsql volatile as $$
declare
  v_teams text[] := array(select distinct r.team from jsonb_to_recordset(p_requests) as r (team text));
  v_names text[] := array(select distinct r.bucket from jsonb_to_recordset(p_requests) as r (bucket text));
  v_characters text[] := array(
    select r.character from jsonb_to_recordset(p_requests) as r (character text) where r.character is not null);
  -- Each with the team that asks for it: a request locks no other team's character.
  v_owned text[] := array(
    select r.team || ' ' || r.character from jsonb_to_recordset(p_requests) as r (team text, character text));
  v_locked_characters text[];
  v_locked_buckets text[];
  v_locked_teams text[];
begin
  v_locked_characters := array(
    select c.id from retake.characters c
     where c.id = any (v_characters) and c.team_id || ' ' || c.id = any (v_owned) and c.status <> 'deleted'
     order by c.id for no key update skip locked);
  v_locked_buckets := array(
    select b.team_id || ' ' || b.bucket from retake.buckets b
     where b.team_id = any (v_teams) and b.bucket = any (v_names)
     order by b.team_id, b.bucket for no key update skip locked);
  v_locked_teams := array(
    select t.id from retake.teams t where t.id = any (v_teams) order by t.id for no key update skip locked);
  return array(
    select r.nth from jsonb_to_recordset(p_requests) as r (nth bigint, team text, character text, bucket text)
     where r.team <> all (v_locked_teams)
        or r.team || ' ' || r.bucket <> all (v_locked_buckets)
           and exists (select from retake.buckets b where b.team_id = r.team and b.bucket = r.bucket)
        or r.character <> all (v_locked_characters)
           and exists (select from retake.characters c
                        where c.id = r.character and c.team_id = r.team and c.status <> 'deleted'));
end $$;
