-- Appends the event of p's present version. The team row's lock orders the team's events by commit and without gaps.
-- It is taken after all other row locks, so that it is held for the shortest time.
create or replace function retake.append_event(p retake.characters, p_previous_status text, p_synthesis text)
returns void language plpgsql volatile as $$
declare
  v_seq bigint;
begin
  update retake.teams set event_seq = event_seq + 1 where id = p.team_id returning event_seq into strict v_seq;
  insert into retake.events (character_id, version, team_id, team_seq, status, previous_status, synthesis_id, character, created_at)
  values (p.id, p.version, p.team_id, v_seq, p.status, p_previous_status, p_synthesis,
          case when p.status <> 'deleted' then retake.character_json(p) end, p.updated_at);
end $$;
