-- Records the stored picture of an attempt. False: it came after the end, or from a replaced runner or attempt. Saying
-- it again is harmless and true: who lost the first answer repeats it, for the picture is paid.
create or replace function retake.record_delivered(
  p_synthesis text, p_pose text, p_runner uuid, p_attempt int, p_image jsonb, p_model text, p_provider_request_id text
) returns boolean language plpgsql volatile as $$
begin
  perform from retake.syntheses where id = p_synthesis and status = 'running' and runner = p_runner for no key update;
  if not found then
    return false;
  end if;
  update retake.generations
     set status = 'delivered', image = p_image, model = p_model, provider_request_id = p_provider_request_id,
         finished_at = retake.clock_now()
   where synthesis_id = p_synthesis and pose = p_pose and status = 'running' and attempt = p_attempt;
  if not found then
    return exists (select from retake.generations where synthesis_id = p_synthesis and pose = p_pose and attempt = p_attempt
                      and image = p_image);
  end if;
  perform retake.append_progress(p_synthesis, p_pose, 'delivered');
  return true;
end $$;
