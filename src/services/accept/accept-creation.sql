-- Admits the creation of a synthesized character: steps 2 to 5 of docs/contract.md "Order of checks" as one statement.
-- The character is new, so nobody else can wait for it. Answers like accept_synthesis.
create or replace function retake.accept_creation(
  p_team text, p_key text, p_operation text, p_fingerprint bytea, p_ttl_seconds int, p_wait_ms int,
  p_bucket text, p_burst int, p_interval_ms int,
  p_character text, p_name text, p_attributes jsonb, p_client_reference_id text, p_aurous_version text,
  p_synthesis text, p_poses text[], p_price bigint, p_identity_seed bigint, p_deadline_ms int, p_api_key text,
  out outcome text, out facts jsonb, out bucket jsonb
) language plpgsql volatile as $$
declare
  v_until timestamptz := clock_timestamp() + p_wait_ms * interval '1 millisecond';
  v_now timestamptz;
  v_character retake.characters;
  v_token record;
  v_hold record;
  v_work record;
begin
  perform retake.require_key(p_api_key);

  -- 2. the key: replay, conflict, or ours
  if p_key is not null then
    perform retake.limit_wait(v_until);
    select * into outcome, facts from retake.claim_key(p_team, p_key, p_operation, null, p_fingerprint, p_ttl_seconds);
    if outcome <> 'claimed' then
      perform retake.require_key(p_api_key);
      bucket := retake.peek_bucket(p_team, p_bucket);
      return;
    end if;
  end if;

  -- 3. the token
  perform retake.limit_wait(v_until);
  select * into v_token from retake.take_token(p_team, p_bucket, p_burst, p_interval_ms);
  bucket := v_token.bucket;

  -- 4. the credits
  outcome := 'refused';
  if v_token.admitted then
    perform retake.limit_wait(v_until);
    select * into v_hold from retake.hold_credits(p_team, p_synthesis, p_price, p_api_key);
    facts := v_hold.shortage;
  else
    facts := jsonb_build_object('kind', 'rate_limit_exceeded', 'bucket', p_bucket);
  end if;
  if facts is not null then
    if p_key is not null then
      perform retake.forget_key(p_team, p_key);
    end if;
    return;
  end if;

  -- 5. the work
  v_now := retake.clock_now();
  insert into retake.characters (id, team_id, name, status, attributes, client_reference_id, aurous_version, created_at, updated_at)
  values (p_character, p_team, p_name, 'synthesizing', p_attributes, p_client_reference_id, p_aurous_version, v_now, v_now)
  returning * into v_character;
  select * into v_work from retake.start_synthesis(v_character, p_synthesis, 'create', p_poses, p_price, p_identity_seed, null,
    p_deadline_ms, v_hold.open_syntheses);
  outcome := 'accepted';
  facts := jsonb_build_object('character', retake.character_json(v_work.started), 'synthesis', retake.synthesis_json(v_work.synthesis));
  if p_key is not null then
    perform retake.store_outcome(p_team, p_key, facts);
  end if;
  perform retake.require_key(p_api_key);
end $$;

-- The signature of 0.1.0, whose gateways run beside newer ones during a rolling upgrade: it names no API key.
create or replace function retake.accept_creation(
  p_team text, p_key text, p_operation text, p_fingerprint bytea, p_ttl_seconds int, p_wait_ms int,
  p_bucket text, p_burst int, p_interval_ms int,
  p_character text, p_name text, p_attributes jsonb, p_client_reference_id text, p_aurous_version text,
  p_synthesis text, p_poses text[], p_price bigint, p_identity_seed bigint, p_deadline_ms int,
  out outcome text, out facts jsonb, out bucket jsonb
) language sql volatile as $$
  select a.outcome, a.facts, a.bucket from retake.accept_creation(
    p_team, p_key, p_operation, p_fingerprint, p_ttl_seconds, p_wait_ms, p_bucket, p_burst, p_interval_ms,
    p_character, p_name, p_attributes, p_client_reference_id, p_aurous_version, p_synthesis, p_poses, p_price,
    p_identity_seed, p_deadline_ms, null) a
$$;
