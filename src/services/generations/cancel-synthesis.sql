-- Changes synthesizing back to the previous status; a cancelled create becomes failed with 'cancelled'. The hold is
-- released. p_synthesis null means whichever runs. With an id only that run is cancelled, so that a late cancel can't
-- end the next one.
create or replace function retake.cancel_synthesis(
  p_team text, p_character text, p_synthesis text, p_eligible text[], out outcome text, out facts jsonb
) language plpgsql volatile as $$
declare
  v_character retake.characters;
  v_synthesis retake.syntheses;
begin
  outcome := 'refused';
  select * into v_character from retake.lock_character(p_team, p_character);
  if not found or (p_synthesis is not null
      and not exists (select from retake.syntheses where id = p_synthesis and character_id = p_character and kind <> 'image')) then
    facts := '{"kind": "not_found"}'; return;
  end if;
  select * into v_synthesis from retake.syntheses s
   where s.character_id = p_character and s.kind <> 'image' and s.status = 'running'
     and s.id = coalesce(p_synthesis, s.id) for no key update;
  if not found or v_character.status <> all (p_eligible) then
    facts := jsonb_build_object('kind', 'character_state', 'status', v_character.status); return;
  end if;
  update retake.characters
     set status = coalesce(v_synthesis.previous_status, 'failed'),
         error_message = case when v_synthesis.previous_status is null then 'cancelled' else v_synthesis.previous_error end,
         version = version + 1, updated_at = retake.clock_now()
   where id = p_character returning * into v_character;
  perform retake.end_synthesis(v_synthesis, 'cancelled', null);
  perform retake.append_event(v_character, 'synthesizing', v_synthesis.id);
  select * into v_synthesis from retake.syntheses s where s.id = v_synthesis.id;
  outcome := 'done';
  facts := jsonb_build_object('character', retake.character_json(v_character), 'synthesis', retake.synthesis_json(v_synthesis));
end $$;
