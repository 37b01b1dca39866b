-- Ends a locked synthesis without its pictures: nobody pays for a set they did not get. The caller moves the character.
-- p_error is null unless p_status is failed.
create or replace function end_synthesis(p syntheses, p_status text, p_error text) returns void language plpgsql volatile as $$
declare
  v_pose text;
begin
  for v_pose in
    with ended as (
      update generations
         set status = 'failed', error_code = coalesce(error_code, p_error, p_status), finished_at = clock_now()
       where synthesis_id = p.id and status in ('pending', 'running')
      returning pose, position)
    select pose from ended order by position
  loop
    perform append_progress(p.id, v_pose, 'failed');
  end loop;
  update syntheses set status = p_status, error_code = p_error, finished_at = clock_now() where id = p.id;
  perform append_progress(p.id, null, null);
  if p.kind = 'image' then
    update images set completed_at = clock_now() where id = p.id;
    perform erase_run(p);
  end if;
  perform resolve_hold(p.team_id, p.id, p.price, 'release');
end $$;
