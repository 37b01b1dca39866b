-- Takes back an attempt that certainly was not billed. Any runner may send it again after the delay. If the provider
-- asked for a pause (p_pause_ms > 0), no process calls it before the pause is over, whatever has become of this run.
-- The pause's row, which all workers share, is locked last.
drop function if exists retake.postpone_generation(text, text, uuid, int, int);
create or replace function retake.postpone_generation(
  p_synthesis text, p_pose text, p_runner uuid, p_attempt int, p_delay_ms int, p_provider text, p_pause_ms int
) returns boolean language plpgsql volatile as $$
declare
  v_postponed boolean := false;
begin
  perform from retake.syntheses where id = p_synthesis and status = 'running' and runner = p_runner for no key update;
  if found then
    update retake.generations set status = 'pending', not_before = retake.clock_now() + p_delay_ms * interval '1 millisecond'
     where synthesis_id = p_synthesis and pose = p_pose and status = 'running' and attempt = p_attempt;
    v_postponed := found;
  end if;
  if v_postponed then
    perform retake.append_progress(p_synthesis, p_pose, 'pending');
  end if;
  if p_pause_ms > 0 then
    insert into retake.provider_pauses (provider, paused_until)
    values (p_provider, retake.clock_now() + p_pause_ms * interval '1 millisecond')
        on conflict (provider) do update set paused_until = greatest(provider_pauses.paused_until, excluded.paused_until);
  end if;
  return v_postponed;
end $$;
