-- Locks those of the uploads that can become refs, in the order of their ids, as everybody does; returns them as refs in
-- the order asked for. Fewer than asked for: one is unknown, another team's, empty, expired, used or named twice.
create or replace function lock_uploads(p_team text, p_uploads text[]) returns jsonb language sql volatile as $$
  select coalesce(jsonb_agg(u.image || '{"pose": "other"}' order by array_position(p_uploads, u.id)), '[]')
    from (select id, image from uploads
           where id = any (p_uploads) and team_id = p_team and status = 'stored' and expires_at > clock_now()
           order by id for no key update) u
$$;
