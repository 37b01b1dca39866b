-- Takes back a claim that this statement has made and not used.
create or replace function retake.forget_claim(p_team text, p_key text) returns void language plpgsql volatile as $$
begin
  delete from retake.idempotency_keys where team_id = p_team and key = p_key and outcome is null;
end $$;
