-- Admits an image: steps 2 to 5 of docs/contract.md "Order of checks" as one statement. An image is a run of kind image
-- with one generation. Its character, if it has one, must be ready; the set and attributes it has now are kept for the
-- image. Answers like accept_synthesis, with facts = {image}.
create or replace function retake.accept_image(
  p_team text, p_key text, p_operation text, p_fingerprint bytea, p_ttl_seconds int, p_wait_ms int,
  p_bucket text, p_burst int, p_interval_ms int,
  p_image text, p_character text, p_prompt text, p_width int, p_height int, p_seed bigint, p_aurous_version text,
  p_price bigint, p_identity_seed bigint, p_deadline_ms int, p_api_key text,
  out outcome text, out facts jsonb, out bucket jsonb
) language plpgsql volatile as $$
declare
  v_until timestamptz := clock_timestamp() + p_wait_ms * interval '1 millisecond';
  v_character retake.characters;
  v_token record;
  v_hold record;
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

  -- The character is locked before the bucket, as everywhere, but judged after it: its set can't go until we are done.
  if p_character is not null then
    perform retake.limit_wait(v_until);
    select * into v_character from retake.lock_character(p_team, p_character);
  end if;

  -- 3. the token
  perform retake.limit_wait(v_until);
  select * into v_token from retake.take_token(p_team, p_bucket, p_burst, p_interval_ms);
  bucket := v_token.bucket;

  -- 4. the character, then the credits
  outcome := 'refused';
  facts := case
    when not v_token.admitted then jsonb_build_object('kind', 'rate_limit_exceeded', 'bucket', p_bucket)
    when p_character is not null and v_character.id is null then jsonb_build_object('kind', 'not_found')
    when v_character.status <> 'ready' then
      jsonb_build_object('kind', 'character_not_ready', 'status', v_character.status)
  end;
  if facts is null then
    perform retake.limit_wait(v_until);
    select * into v_hold from retake.hold_credits(p_team, p_image, p_price, p_api_key);
    facts := v_hold.shortage;
  end if;
  if facts is not null then
    if p_key is not null then
      perform retake.forget_key(p_team, p_key);
    end if;
    return;
  end if;

  -- 5. the work
  facts := jsonb_build_object('image', retake.start_image(v_character, p_team, p_image, p_prompt, p_width, p_height, p_seed,
    p_aurous_version, p_price, coalesce(retake.current_identity_seed(v_character), p_identity_seed), p_deadline_ms));
  perform retake.enqueue_synthesis(p_image, -v_hold.open_syntheses);
  outcome := 'accepted';
  if p_key is not null then
    perform retake.store_outcome(p_team, p_key, facts);
  end if;
  perform retake.require_key(p_api_key);
end $$;

-- The signature of 0.1.0, whose gateways run beside newer ones during a rolling upgrade: it names no API key.
create or replace function retake.accept_image(
  p_team text, p_key text, p_operation text, p_fingerprint bytea, p_ttl_seconds int, p_wait_ms int,
  p_bucket text, p_burst int, p_interval_ms int,
  p_image text, p_character text, p_prompt text, p_width int, p_height int, p_seed bigint, p_aurous_version text,
  p_price bigint, p_identity_seed bigint, p_deadline_ms int,
  out outcome text, out facts jsonb, out bucket jsonb
) language sql volatile as $$
  select a.outcome, a.facts, a.bucket from retake.accept_image(
    p_team, p_key, p_operation, p_fingerprint, p_ttl_seconds, p_wait_ms, p_bucket, p_burst, p_interval_ms, p_image,
    p_character, p_prompt, p_width, p_height, p_seed, p_aurous_version, p_price, p_identity_seed, p_deadline_ms, null) a
$$;
