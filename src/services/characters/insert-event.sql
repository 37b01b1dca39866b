-- Inserts an event. The caller has just taken its position among the team's events under the team row's lock.
create or replace function retake.insert_event(p retake.characters, p_previous_status text, p_synthesis text, p_seq bigint)
returns void language plpgsql volatile as $$
begin
  insert into retake.events (character_id, version, team_id, team_seq, status, previous_status, synthesis_id, character, created_at)
  values (p.id, p.version, p.team_id, p_seq, p.status, p_previous_status, p_synthesis,
          case when p.status <> 'deleted' then retake.character_json(p) end, p.updated_at);
end $$;
