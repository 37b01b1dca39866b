-- Admits the creation of a character from uploads: free, ready at once. Steps 2 to 5 of docs/contract.md "Order of checks"
-- as one statement; its bucket is kept by the process, which took the token (p_admitted) and takes it
-- back unless this call was accepted or refused in step 4.
create or replace function retake.accept_upload_creation(
  p_team text, p_key text, p_operation text, p_fingerprint bytea, p_ttl_seconds int, p_wait_ms int,
  p_bucket text, p_admitted boolean,
  p_character text, p_name text, p_attributes jsonb, p_client_reference_id text, p_aurous_version text,
  p_uploads text[], p_identity_seed bigint, p_api_key text,
  out outcome text, out facts jsonb
) language plpgsql volatile as $$
declare
  v_until timestamptz := clock_timestamp() + p_wait_ms * interval '1 millisecond';
  v_now timestamptz;
  v_character retake.characters;
  v_refs jsonb;
begin
  perform retake.require_key(p_api_key);

  -- 2. the key: replay, conflict, or ours
  if p_key is not null then
    perform retake.limit_wait(v_until);
    select * into outcome, facts from retake.claim_key(p_team, p_key, p_operation, null, p_fingerprint, p_ttl_seconds);
    if outcome <> 'claimed' then
      perform retake.require_key(p_api_key);
      return;
    end if;
  end if;

  -- 3. the token; 4. the uploads: this team's, stored, unexpired, unused, each once
  outcome := 'refused';
  if not p_admitted then
    facts := jsonb_build_object('kind', 'rate_limit_exceeded', 'bucket', p_bucket);
  else
    v_refs := retake.lock_uploads(p_team, p_uploads, v_until);
    if jsonb_array_length(v_refs) < cardinality(p_uploads) then
      facts := jsonb_build_object('kind', 'invalid_input', 'code', 'upload_invalid', 'param', 'upload_ids',
        'message', 'An upload is unknown, not stored yet, expired or used already.');
    end if;
  end if;
  if facts is not null then
    if p_key is not null then
      perform retake.forget_key(p_team, p_key);
    end if;
    return;
  end if;

  -- 5. the work
  v_now := retake.clock_now();
  update retake.uploads set status = 'used', character_id = p_character where id = any (p_uploads);
  insert into retake.characters (id, team_id, name, status, attributes, client_reference_id, ref_set_number, aurous_version,
                          created_at, updated_at)
  values (p_character, p_team, p_name, 'ready', p_attributes, p_client_reference_id, 1, p_aurous_version, v_now, v_now)
  returning * into v_character;
  perform retake.add_ref_set(p_character, p_team, null, p_identity_seed, v_refs);
  perform retake.limit_wait(v_until);
  perform retake.append_event(v_character, null, null);
  outcome := 'accepted';
  facts := jsonb_build_object('character', retake.character_json(v_character), 'synthesis', null);
  if p_key is not null then
    perform retake.store_outcome(p_team, p_key, facts);
  end if;
  perform retake.require_key(p_api_key);
end $$;

-- The signature of 0.1.0, whose gateways run beside newer ones during a rolling upgrade: it names no API key.
create or replace function retake.accept_upload_creation(
  p_team text, p_key text, p_operation text, p_fingerprint bytea, p_ttl_seconds int, p_wait_ms int,
  p_bucket text, p_admitted boolean,
  p_character text, p_name text, p_attributes jsonb, p_client_reference_id text, p_aurous_version text,
  p_uploads text[], p_identity_seed bigint,
  out outcome text, out facts jsonb
) language sql volatile as $$
  select a.outcome, a.facts from retake.accept_upload_creation(
    p_team, p_key, p_operation, p_fingerprint, p_ttl_seconds, p_wait_ms, p_bucket, p_admitted, p_character, p_name,
    p_attributes, p_client_reference_id, p_aurous_version, p_uploads, p_identity_seed, null) a
$$;
