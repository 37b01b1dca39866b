-- Keeps the name of the job that the vendor took on for this attempt and will bill: whoever runs the synthesis next asks
-- for that job and orders nothing new. False: the synthesis ended, or another runner or attempt is at it.
create or replace function retake.remember_vendor_job(p_synthesis text, p_pose text, p_runner uuid, p_attempt int, p_job text)
returns boolean language plpgsql volatile as $$
begin
  perform from retake.syntheses where id = p_synthesis and status = 'running' and runner = p_runner for no key update;
  if not found then
    return false;
  end if;
  update retake.generations set vendor_job_id = p_job
   where synthesis_id = p_synthesis and pose = p_pose and status = 'running' and attempt = p_attempt;
  return found;
end $$;
