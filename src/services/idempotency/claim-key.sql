-- Claims (team, key) for one call. Verdicts:
--   claimed   the key was unknown or expired: the caller does the work and calls store_outcome or forget_key
--   replayed  the same call was accepted before: facts is its stored outcome; no row was locked or written
--   refused   facts->>'reason' is other_operation, other_body or in_flight (409)
-- The second of two simultaneous calls waits in the insert until the statement of the first one has ended.
create or replace function retake.claim_key(p jsonb, out verdict text, out facts jsonb) language plpgsql volatile as $$
declare
  v_team text := p ->> 'team';
  v_key text := p ->> 'key';
  v_known retake.idempotency_keys;
begin
  select * into v_known from retake.idempotency_keys
   where team_id = v_team and key = v_key and expires_at > retake.clock_now();
  if not found then
    begin
      perform retake.insert_claims(array[p]);
      if found then
        verdict := 'claimed';
        return;
      end if;
    exception when lock_not_available then
      verdict := 'refused';
      facts := jsonb_build_object('kind', 'idempotency_key_in_use', 'reason', 'in_flight');
      return;
    end;
    -- The insert has found and locked an unexpired row, so it can't disappear before it is read.
    select * into strict v_known from retake.idempotency_keys where team_id = v_team and key = v_key;
  end if;

  if v_known.outcome is null then
    -- No claim is committed without an outcome: this one was made by claim_for_batch, in this statement and for this request.
    verdict := 'claimed';
  elsif v_known.operation <> p ->> 'operation' or v_known.target is distinct from p ->> 'target' then
    verdict := 'refused';
    facts := jsonb_build_object('kind', 'idempotency_key_in_use', 'reason', 'other_operation');
  elsif v_known.fingerprint <> (p ->> 'fingerprint')::bytea then
    verdict := 'refused';
    facts := jsonb_build_object('kind', 'idempotency_key_in_use', 'reason', 'other_body');
  else
    -- With synchronous replication, no standby may have the row yet. A commit made after it waits until the standby
    -- has both, so a failover can't undo what a replay has reported.
    if current_setting('synchronous_standby_names') <> '' then
      perform pg_logical_emit_message(true, 'retake', 'replay');
    end if;
    verdict := 'replayed';
    facts := v_known.outcome;
  end if;
end $$;
