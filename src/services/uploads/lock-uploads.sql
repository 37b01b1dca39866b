-- Locks the team's uploads with these ids, one after the other in the common order of ids, and waits for all of them
-- together until p_until. Returns the usable ones as refs in the order requested. Fewer rows than requested means
-- that one is unknown, another team's, empty, expired, used or named twice.
drop function if exists retake.lock_uploads(text, text[]);
create or replace function retake.lock_uploads(p_team text, p_uploads text[], p_until timestamptz)
returns jsonb language plpgsql volatile as $$
declare
  v_id text;
begin
  for v_id in select id from unnest(p_uploads) as named (id) order by id loop
    perform retake.limit_wait(p_until);
    perform from retake.uploads where id = v_id and team_id = p_team for no key update;
  end loop;
  return (
    select coalesce(jsonb_agg(u.image || '{"pose": "other"}' order by array_position(p_uploads, u.id)), '[]')
      from retake.uploads u
     where u.id = any (p_uploads) and u.team_id = p_team and u.status = 'stored' and u.expires_at > retake.clock_now());
end $$;
