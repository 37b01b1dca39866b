-- Locks and returns a character of this team. No row when it is unknown, deleted or another team's, without a
-- distinction.
create or replace function retake.lock_character(p_team text, p_character text) returns setof retake.characters language sql volatile as $$
  select * from retake.characters where id = p_character and team_id = p_team and status <> 'deleted' for no key update
$$;
