-- Ends a locked synthesis that has failed or was cancelled and releases its hold. The caller changes the character.
-- p_error is null unless p_status is failed.
create or replace function retake.end_synthesis(p retake.syntheses, p_status text, p_error text) returns void language plpgsql volatile as $$
declare
  v_pose text;
begin
  for v_pose in
    with ended as (
      update retake.generations
         set status = 'failed', error_code = coalesce(error_code, p_error, p_status), finished_at = retake.clock_now()
       where synthesis_id = p.id and status in ('pending', 'running')
      returning pose, position)
    select pose from ended order by position
  loop
    perform retake.append_progress(p.id, v_pose, 'failed');
  end loop;
  update retake.syntheses set status = p_status, error_code = p_error, finished_at = retake.clock_now() where id = p.id;
  perform retake.append_progress(p.id, null, null);
  if p.kind = 'image' then
    update retake.images set completed_at = retake.clock_now() where id = p.id;
    perform retake.erase_run(p);
  end if;
  perform retake.resolve_hold(p.team_id, p.id, p.price, 'release');
end $$;
