-- Records the stored image of an attempt. Returns false when the synthesis has ended or another runner or attempt has
-- taken over. The same call may be repeated, for example after a lost response, because the image is already paid
-- for.
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
