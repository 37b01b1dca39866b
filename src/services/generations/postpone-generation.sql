-- Takes back an attempt that surely was not billed: it may be sent again after the delay, by whoever runs it then.
create or replace function postpone_generation(
  p_synthesis text, p_pose text, p_runner uuid, p_attempt int, p_delay_ms int
) returns boolean language plpgsql volatile as $$
begin
  perform from syntheses where id = p_synthesis and status = 'running' and runner = p_runner for no key update;
  if not found then
    return false;
  end if;
  update generations set status = 'pending', not_before = clock_now() + p_delay_ms * interval '1 millisecond'
   where synthesis_id = p_synthesis and pose = p_pose and status = 'running' and attempt = p_attempt;
  if not found then
    return false;
  end if;
  perform append_progress(p_synthesis, p_pose, 'pending');
  return true;
end $$;
