-- Admits a paid run for an existing character: steps 2 to 5 of docs/contract.md "Order of checks" as one statement.
-- outcome is accepted (facts = {character, synthesis}), replayed (facts = the same, from the first call) or refused
-- (facts = the refusal). A refusal is a row, not an exception: it leaves nothing but the token it took.
-- Lock order, here and in every other function: key, character, synthesis, uploads, generations, bucket, team.
create or replace function retake.accept_synthesis(
  p_team text, p_key text, p_operation text, p_character text, p_fingerprint bytea, p_ttl_seconds int, p_wait_ms int,
  p_bucket text, p_burst int, p_interval_ms int,
  p_synthesis text, p_kind text, p_poses text[], p_eligible text[], p_price bigint, p_identity_seed bigint,
  p_prompt_override text, p_deadline_ms int, p_api_key text,
  out outcome text, out facts jsonb, out bucket jsonb
) language plpgsql volatile as $$
declare
  v_until timestamptz := clock_timestamp() + p_wait_ms * interval '1 millisecond';
  v_character retake.characters;
  v_token record;
  v_hold record;
  v_work record;
begin
  perform retake.require_key(p_api_key);

  -- 2. the key: replay, conflict, or ours
  if p_key is not null then
    perform retake.limit_wait(v_until);
    select * into outcome, facts from retake.claim_key(p_team, p_key, p_operation, p_character, p_fingerprint, p_ttl_seconds);
    if outcome <> 'claimed' then
      perform retake.require_key(p_api_key);
      bucket := retake.peek_bucket(p_team, p_bucket);
      return;
    end if;
  end if;

  -- The character is locked before the bucket, as everywhere, but judged after it.
  perform retake.limit_wait(v_until);
  select * into v_character from retake.lock_character(p_team, p_character);

  -- 3. the token
  perform retake.limit_wait(v_until);
  select * into v_token from retake.take_token(p_team, p_bucket, p_burst, p_interval_ms);
  bucket := v_token.bucket;

  -- 4. the character, then the credits
  outcome := 'refused';
  facts := case
    when not v_token.admitted then jsonb_build_object('kind', 'rate_limit_exceeded', 'bucket', p_bucket)
    when v_character.id is null then jsonb_build_object('kind', 'not_found')
    when v_character.status <> all (p_eligible) then
      jsonb_build_object('kind', 'character_state', 'status', v_character.status)
    when p_kind = 'regenerate_ref' and not retake.has_synthesized_refs(v_character) then
      jsonb_build_object('kind', 'character_state', 'status', v_character.status, 'reason', 'no_ref_set')
    when v_character.attributes is null then
      jsonb_build_object('kind', 'invalid_input', 'code', 'missing_field', 'param', 'attributes',
                         'message', 'The character has no attributes to synthesize from.')
  end;
  if facts is null then
    perform retake.limit_wait(v_until);
    select * into v_hold from retake.hold_credits(p_team, p_synthesis, p_price, p_api_key);
    facts := v_hold.shortage;
  end if;
  if facts is not null then
    if p_key is not null then
      perform retake.forget_key(p_team, p_key);
    end if;
    return;
  end if;

  -- 5. the work
  select * into v_work from retake.start_synthesis(v_character, p_synthesis, p_kind, p_poses, p_price,
    -- The person stays who he is from set to set; only the shots are new.
    coalesce(retake.current_identity_seed(v_character), p_identity_seed),
    p_prompt_override, p_deadline_ms, v_hold.open_syntheses);
  outcome := 'accepted';
  facts := jsonb_build_object('character', retake.character_json(v_work.started), 'synthesis', retake.synthesis_json(v_work.synthesis));
  if p_key is not null then
    perform retake.store_outcome(p_team, p_key, facts);
  end if;
  perform retake.require_key(p_api_key);
end $$;

-- The signature of 0.1.0, whose gateways run beside newer ones during a rolling upgrade: it names no API key.
create or replace function retake.accept_synthesis(
  p_team text, p_key text, p_operation text, p_character text, p_fingerprint bytea, p_ttl_seconds int, p_wait_ms int,
  p_bucket text, p_burst int, p_interval_ms int,
  p_synthesis text, p_kind text, p_poses text[], p_eligible text[], p_price bigint, p_identity_seed bigint,
  p_prompt_override text, p_deadline_ms int,
  out outcome text, out facts jsonb, out bucket jsonb
) language sql volatile as $$
  select a.outcome, a.facts, a.bucket from retake.accept_synthesis(
    p_team, p_key, p_operation, p_character, p_fingerprint, p_ttl_seconds, p_wait_ms, p_bucket, p_burst,
    p_interval_ms, p_synthesis, p_kind, p_poses, p_eligible, p_price, p_identity_seed, p_prompt_override,
    p_deadline_ms, null) a
$$;
