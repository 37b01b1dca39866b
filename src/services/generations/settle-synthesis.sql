-- Ends a successful synthesis in one statement: makes the new set current, captures the hold and appends the event.
-- Returns false when it is terminal already, another runner owns it, or a generation is missing.
create or replace function retake.settle_synthesis(p_synthesis text, p_runner uuid) returns boolean language plpgsql volatile as $$
declare
  v_synthesis retake.syntheses;
  v_character retake.characters;
  v_number int;
begin
  select * into v_synthesis from retake.lock_synthesis(p_synthesis);
  if not found or v_synthesis.runner is distinct from p_runner
     or exists (select from retake.generations where synthesis_id = p_synthesis and status <> 'delivered') then
    return false;
  end if;
  update retake.syntheses set status = 'succeeded', finished_at = retake.clock_now() where id = p_synthesis;
  perform retake.append_progress(p_synthesis, null, null);
  if v_synthesis.kind = 'image' then
    update retake.images set image = g.image, completed_at = retake.clock_now(),
                      blob_keys = array[g.image ->> 'key', g.image ->> 'thumb_key']
      from retake.generations g where images.id = p_synthesis and g.synthesis_id = p_synthesis;
    perform retake.erase_run(v_synthesis);
  else
    v_number := retake.add_ref_set(v_synthesis.character_id, v_synthesis.team_id, p_synthesis, v_synthesis.identity_seed,
                            retake.assembled_refs(v_synthesis));
    update retake.characters
       set status = case when (select auto_save from retake.teams where id = v_synthesis.team_id) then 'ready' else 'reviewing' end,
           ref_set_number = v_number, version = version + 1, updated_at = retake.clock_now()
     where id = v_synthesis.character_id
    returning * into v_character;
  end if;
  perform retake.resolve_hold(v_synthesis.team_id, p_synthesis, v_synthesis.price, 'capture');
  if v_synthesis.kind <> 'image' then
    perform retake.append_event(v_character, 'synthesizing', p_synthesis);
  end if;
  return true;
end $$;
