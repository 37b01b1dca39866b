-- Changes running to failed and releases the whole hold. The character fails with the code and keeps its old set.
-- p_runner is null to fail any run (deadline, dead-letter queue). p_pose names the generation that failed, if one
-- did. Returns false when the synthesis is terminal already.
create or replace function retake.fail_synthesis(p_synthesis text, p_runner uuid, p_pose text, p_error text)
returns boolean language plpgsql volatile as $$
declare
  v_synthesis retake.syntheses;
  v_character retake.characters;
begin
  select * into v_synthesis from retake.lock_synthesis(p_synthesis);
  if not found or (p_runner is not null and v_synthesis.runner is distinct from p_runner) then
    return false;
  end if;
  if p_pose is not null then
    update retake.generations set status = 'failed', error_code = p_error, finished_at = retake.clock_now()
     where synthesis_id = p_synthesis and pose = p_pose and status <> 'delivered';
    -- Recorded before the other generations, because this one is the cause of the end.
    if found then
      perform retake.append_progress(p_synthesis, p_pose, 'failed');
    end if;
  end if;
  perform retake.end_synthesis(v_synthesis, 'failed', p_error);
  if v_synthesis.kind <> 'image' then
    update retake.characters set status = 'failed', error_message = p_error, version = version + 1, updated_at = retake.clock_now()
     where id = v_synthesis.character_id returning * into v_character;
    perform retake.append_event(v_character, 'synthesizing', p_synthesis);
  end if;
  return true;
end $$;
