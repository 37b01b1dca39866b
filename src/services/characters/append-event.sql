-- Appends the event of p's present version. The team row's lock orders the team's events by commit and without gaps.
-- It is taken after all other row locks, so that it is held for the shortest time.
create or replace function retake.append_event(p retake.characters, p_previous_status text, p_synthesis text)
returns void language plpgsql volatile as $$
declare
  v_seq bigint;
begin
  update retake.teams set event_seq = event_seq + 1 where id = p.team_id returning event_seq into strict v_seq;
  perform retake.insert_event(p, p_previous_status, p_synthesis, v_seq);
end $$;
