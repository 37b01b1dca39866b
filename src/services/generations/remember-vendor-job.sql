-- Records the name of the job that the vendor accepted for this attempt and will bill. The next runner polls that job
-- and orders nothing. Returns false when the synthesis has ended or another runner or attempt has taken over.
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
