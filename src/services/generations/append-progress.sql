-- Records one step of a synthesis that the caller has locked. Progress is not a change of the character, so it raises
-- no version and makes no event.
create or replace function retake.append_progress(p_synthesis text, p_pose text, p_status text)
returns void language sql volatile as $$
  with counted as (
    update retake.syntheses set progress_seq = progress_seq + 1 where id = p_synthesis returning progress_seq
  )
  insert into retake.generation_events (synthesis_id, seq, pose, generation_status, completed, total, created_at)
  select p_synthesis, c.progress_seq, p_pose, p_status,
         (select count(*) from retake.generations g where g.synthesis_id = p_synthesis and g.status = 'delivered'),
         (select count(*) from retake.generations g where g.synthesis_id = p_synthesis),
         retake.clock_now()
    from counted c
$$;
