-- The accepts by the signatures of 0.1.0, whose gateways run beside newer ones during a rolling upgrade. They name no API
-- key. To be dropped by the version after next.
create or replace function retake.accept_synthesis(
  p_team text, p_key text, p_operation text, p_character text, p_fingerprint bytea, p_ttl_seconds int, p_wait_ms int,
  p_bucket text, p_burst int, p_interval_ms int,
  p_synthesis text, p_kind text, p_poses text[], p_eligible text[], p_price bigint, p_identity_seed bigint,
  p_prompt_override text, p_deadline_ms int,
  out outcome text, out facts jsonb, out bucket jsonb
) language sql volatile as $$
  select a.outcome, a.facts, a.bucket from retake.accept_request(jsonb_build_object(
    'work', p_kind, 'team', p_team, 'key', p_key, 'operation', p_operation, 'target', p_character,
    'fingerprint', p_fingerprint, 'ttl_seconds', p_ttl_seconds, 'wait_ms', p_wait_ms, 'bucket', p_bucket,
    'burst', p_burst, 'interval_ms', p_interval_ms, 'character', p_character, 'id', p_synthesis, 'poses', p_poses,
    'eligible', p_eligible, 'price', p_price, 'identity_seed', p_identity_seed, 'prompt_override', p_prompt_override,
    'deadline_ms', p_deadline_ms)) a
$$;

create or replace function retake.accept_creation(
  p_team text, p_key text, p_operation text, p_fingerprint bytea, p_ttl_seconds int, p_wait_ms int,
  p_bucket text, p_burst int, p_interval_ms int,
  p_character text, p_name text, p_attributes jsonb, p_client_reference_id text, p_aurous_version text,
  p_synthesis text, p_poses text[], p_price bigint, p_identity_seed bigint, p_deadline_ms int,
  out outcome text, out facts jsonb, out bucket jsonb
) language sql volatile as $$
  select a.outcome, a.facts, a.bucket from retake.accept_request(jsonb_build_object(
    'work', 'create', 'team', p_team, 'key', p_key, 'operation', p_operation, 'fingerprint', p_fingerprint,
    'ttl_seconds', p_ttl_seconds, 'wait_ms', p_wait_ms, 'bucket', p_bucket, 'burst', p_burst,
    'interval_ms', p_interval_ms, 'character', p_character, 'name', p_name, 'attributes', p_attributes,
    'client_reference_id', p_client_reference_id, 'aurous_version', p_aurous_version, 'id', p_synthesis,
    'poses', p_poses, 'price', p_price, 'identity_seed', p_identity_seed, 'deadline_ms', p_deadline_ms)) a
$$;

create or replace function retake.accept_image(
  p_team text, p_key text, p_operation text, p_fingerprint bytea, p_ttl_seconds int, p_wait_ms int,
  p_bucket text, p_burst int, p_interval_ms int,
  p_image text, p_character text, p_prompt text, p_width int, p_height int, p_seed bigint, p_aurous_version text,
  p_price bigint, p_identity_seed bigint, p_deadline_ms int,
  out outcome text, out facts jsonb, out bucket jsonb
) language sql volatile as $$
  select a.outcome, a.facts, a.bucket from retake.accept_request(jsonb_build_object(
    'work', 'image', 'team', p_team, 'key', p_key, 'operation', p_operation, 'fingerprint', p_fingerprint,
    'ttl_seconds', p_ttl_seconds, 'wait_ms', p_wait_ms, 'bucket', p_bucket, 'burst', p_burst,
    'interval_ms', p_interval_ms, 'id', p_image, 'character', p_character, 'eligible', array['ready'],
    'prompt', p_prompt, 'width', p_width, 'height', p_height, 'seed', p_seed, 'aurous_version', p_aurous_version,
    'price', p_price, 'identity_seed', p_identity_seed, 'deadline_ms', p_deadline_ms)) a
$$;

create or replace function retake.accept_upload_creation(
  p_team text, p_key text, p_operation text, p_fingerprint bytea, p_ttl_seconds int, p_wait_ms int,
  p_bucket text, p_admitted boolean,
  p_character text, p_name text, p_attributes jsonb, p_client_reference_id text, p_aurous_version text,
  p_uploads text[], p_identity_seed bigint,
  out outcome text, out facts jsonb
) language sql volatile as $$
  select a.outcome, a.facts from retake.accept_request(jsonb_build_object(
    'work', 'upload', 'team', p_team, 'key', p_key, 'operation', p_operation, 'fingerprint', p_fingerprint,
    'ttl_seconds', p_ttl_seconds, 'wait_ms', p_wait_ms, 'bucket', p_bucket, 'admitted', p_admitted,
    'character', p_character, 'name', p_name, 'attributes', p_attributes,
    'client_reference_id', p_client_reference_id, 'aurous_version', p_aurous_version, 'upload_ids', p_uploads,
    'identity_seed', p_identity_seed)) a
$$;
