SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA drizzle;
CREATE SCHEMA pgboss;
CREATE TYPE pgboss.job_state AS ENUM (
    'created',
    'retry',
    'active',
    'completed',
    'cancelled',
    'failed'
);
CREATE FUNCTION pgboss.create_queue(queue_name text, options jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $_$
    DECLARE
      tablename varchar := CASE WHEN options->>'partition' = 'true'
                            THEN 'j' || encode(sha224(queue_name::bytea), 'hex')
                            ELSE 'job_common'
                            END;
      queue_created_on timestamptz;
    BEGIN
      WITH q as (
        INSERT INTO pgboss.queue (
          name,
          policy,
          retry_limit,
          retry_delay,
          retry_backoff,
          retry_delay_max,
          expire_seconds,
          retention_seconds,
          deletion_seconds,
          warning_queued,
          dead_letter,
          partition,
          table_name,
          heartbeat_seconds,
          notify,
          created_on,
          updated_on
        )
        VALUES (
          queue_name,
          options->>'policy',
          COALESCE((options->>'retryLimit')::int, 2),
          COALESCE((options->>'retryDelay')::int, 0),
          COALESCE((options->>'retryBackoff')::bool, false),
          (options->>'retryDelayMax')::int,
          COALESCE((options->>'expireInSeconds')::int, 900),
          COALESCE((options->>'retentionSeconds')::int, 1209600),
          COALESCE((options->>'deleteAfterSeconds')::int, 604800),
          COALESCE((options->>'warningQueueSize')::int, 0),
          options->>'deadLetter',
          COALESCE((options->>'partition')::bool, false),
          tablename,
          (options->>'heartbeatSeconds')::int,
          COALESCE((options->>'notify')::bool, false),
          pgboss.job_now(),
          pgboss.job_now()
        )
        ON CONFLICT DO NOTHING
        RETURNING created_on
      )
      SELECT created_on into queue_created_on from q;
      IF queue_created_on IS NULL OR options->>'partition' IS DISTINCT FROM 'true' THEN
        RETURN;
      END IF;
      EXECUTE format('CREATE TABLE pgboss.%I (LIKE pgboss.job INCLUDING DEFAULTS)', tablename);
      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD PRIMARY KEY (name, id)$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i11 ON pgboss.job (name, priority DESC, created_on, start_after) WHERE state < 'active' AND NOT blocked$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i4 ON pgboss.job (name, singleton_on, COALESCE(singleton_key, '')) WHERE state <> 'cancelled' AND singleton_on IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i7 ON pgboss.job (name, group_id) WHERE state = 'active' AND group_id IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i9 ON pgboss.job (name, id) WHERE blocking AND state = 'completed'$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i12 ON pgboss.job (source_root_id) WHERE source_root_id IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i13 ON pgboss.job (name, singleton_key) WHERE state = 'created' AND upsert_by_key$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i14 ON pgboss.job (name, state, blocked, start_after) WHERE state IN ('created', 'retry', 'active', 'failed')$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i15 ON pgboss.job (name, created_on)$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i16 ON pgboss.job (name, completed_on) WHERE completed_on IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i17 ON pgboss.job (name, singleton_key, created_on) WHERE state < 'active' AND singleton_key IS NOT NULL$cmd$, tablename);
      IF options->>'policy' = 'short' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i1 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'created' AND policy = 'short'$cmd$, tablename);
      ELSIF options->>'policy' = 'singleton' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i2 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'active' AND policy = 'singleton'$cmd$, tablename);
      ELSIF options->>'policy' = 'stately' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i3 ON pgboss.job (name, state, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'stately'$cmd$, tablename);
      ELSIF options->>'policy' = 'exclusive' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i6 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'exclusive'$cmd$, tablename);
      ELSIF options->>'policy' = 'key_strict_fifo' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i8 ON pgboss.job (name, singleton_key) WHERE state IN ('active', 'retry', 'failed') AND policy = 'key_strict_fifo'$cmd$, tablename);
        EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i10 ON pgboss.job (name, singleton_key, state DESC, created_on, id) INCLUDE (start_after) WHERE state < 'active' AND NOT blocked AND policy = 'key_strict_fifo'$cmd$, tablename);
        EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT job_key_strict_fifo_singleton_key_check CHECK (NOT (policy = 'key_strict_fifo' AND singleton_key IS NULL))$cmd$, tablename);
      END IF;
      EXECUTE format('ALTER TABLE pgboss.%I ADD CONSTRAINT cjc CHECK (name=%L)', tablename, queue_name);
      EXECUTE format('ALTER TABLE pgboss.job ATTACH PARTITION pgboss.%I FOR VALUES IN (%L)', tablename, queue_name);
    END;
    $_$;
CREATE FUNCTION pgboss.delete_queue(queue_name text) RETURNS void
    LANGUAGE plpgsql
    AS $$
    DECLARE
      v_table varchar;
      v_partition bool;
    BEGIN
      
      SELECT table_name, partition
      FROM pgboss.queue
      WHERE name = queue_name
      INTO v_table, v_partition;
      IF v_partition THEN
        EXECUTE format('DROP TABLE IF EXISTS pgboss.%I', v_table);
      ELSE
        EXECUTE format('DELETE FROM pgboss.%I WHERE name = %L', v_table, queue_name);
      END IF;
    
      DELETE FROM pgboss.queue WHERE name = queue_name;
    END;
    $$;
CREATE FUNCTION pgboss.job_now() RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS $$
      SELECT pg_catalog.now();
    $$;
CREATE FUNCTION pgboss.job_table_format(command text, table_name text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $_$
      SELECT format(
        regexp_replace(
          regexp_replace(command, '\.job\y', '.%1$I', 'g'),
          '\yjob_i(\d+)', '%1$s_i\1', 'g'
        ),
        table_name
      );
    $_$;
CREATE FUNCTION pgboss.job_table_run(command text, tbl_name text DEFAULT NULL::text, queue_name text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
    DECLARE
      tbl RECORD;
    BEGIN
      IF queue_name IS NOT NULL THEN
        SELECT table_name INTO tbl_name FROM pgboss.queue WHERE name = queue_name;
      END IF;
      IF tbl_name IS NOT NULL THEN
        EXECUTE pgboss.job_table_format(command, tbl_name);
        RETURN;
      END IF;
      EXECUTE pgboss.job_table_format(command, 'job_common');
      FOR tbl IN SELECT table_name FROM pgboss.queue WHERE partition = true
      LOOP
        EXECUTE pgboss.job_table_format(command, tbl.table_name);
      END LOOP;
    END;
    $$;
CREATE FUNCTION pgboss.job_table_run_async(command_name text, version integer, command text, tbl_name text DEFAULT NULL::text, queue_name text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
    BEGIN
      IF queue_name IS NOT NULL THEN
        SELECT table_name INTO tbl_name FROM pgboss.queue WHERE name = queue_name;
      END IF;
      IF tbl_name IS NOT NULL THEN
        INSERT INTO pgboss.bam (name, version, status, queue, table_name, command)
        VALUES (
          command_name,
          version,
          'pending',
          queue_name,
          tbl_name,
          pgboss.job_table_format(command, tbl_name)
        );
        RETURN;
      END IF;
      INSERT INTO pgboss.bam (name, version, status, queue, table_name, command)
      SELECT
        command_name,
        version,
        'pending',
        NULL,
        'job_common',
        pgboss.job_table_format(command, 'job_common')
      UNION ALL
      SELECT
        command_name,
        version,
        'pending',
        queue.name,
        queue.table_name,
        pgboss.job_table_format(command, queue.table_name)
      FROM pgboss.queue
      WHERE partition = true;
    END;
    $$;
CREATE FUNCTION public.accept_creation(p_team text, p_key text, p_operation text, p_fingerprint bytea, p_ttl_seconds integer, p_wait_ms integer, p_bucket text, p_burst integer, p_interval_ms integer, p_character text, p_name text, p_attributes jsonb, p_client_reference_id text, p_aurous_version text, p_synthesis text, p_poses text[], p_price bigint, p_identity_seed bigint, p_deadline_ms integer, OUT outcome text, OUT facts jsonb, OUT bucket jsonb) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  v_until timestamptz := clock_timestamp() + p_wait_ms * interval '1 millisecond';
  v_now timestamptz;
  v_character characters;
  v_token record;
  v_hold record;
  v_work record;
begin
  -- 2. the key: replay, conflict, or ours
  if p_key is not null then
    perform limit_wait(v_until);
    select * into outcome, facts from claim_key(p_team, p_key, p_operation, null, p_fingerprint, p_ttl_seconds);
    if outcome <> 'claimed' then
      bucket := peek_bucket(p_team, p_bucket);
      return;
    end if;
  end if;
  -- 3. the token
  perform limit_wait(v_until);
  select * into v_token from take_token(p_team, p_bucket, p_burst, p_interval_ms);
  bucket := v_token.bucket;
  -- 4. the credits
  outcome := 'refused';
  if v_token.admitted then
    perform limit_wait(v_until);
    select * into v_hold from hold_credits(p_team, p_synthesis, p_price);
    facts := v_hold.shortage;
  else
    facts := jsonb_build_object('kind', 'rate_limit_exceeded', 'bucket', p_bucket);
  end if;
  if facts is not null then
    if p_key is not null then
      perform forget_key(p_team, p_key);
    end if;
    return;
  end if;
  -- 5. the work
  v_now := clock_now();
  insert into characters (id, team_id, name, status, attributes, client_reference_id, aurous_version, created_at, updated_at)
  values (p_character, p_team, p_name, 'synthesizing', p_attributes, p_client_reference_id, p_aurous_version, v_now, v_now)
  returning * into v_character;
  select * into v_work from start_synthesis(v_character, p_synthesis, 'create', p_poses, p_price, p_identity_seed, null,
    p_deadline_ms, v_hold.open_syntheses);
  outcome := 'accepted';
  facts := jsonb_build_object('character', character_json(v_work.started), 'synthesis', synthesis_json(v_work.synthesis));
  if p_key is not null then
    perform store_outcome(p_team, p_key, facts);
  end if;
end $$;
CREATE FUNCTION public.accept_image(p_team text, p_key text, p_operation text, p_fingerprint bytea, p_ttl_seconds integer, p_wait_ms integer, p_bucket text, p_burst integer, p_interval_ms integer, p_image text, p_character text, p_prompt text, p_width integer, p_height integer, p_seed bigint, p_aurous_version text, p_price bigint, p_identity_seed bigint, p_deadline_ms integer, OUT outcome text, OUT facts jsonb, OUT bucket jsonb) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  v_until timestamptz := clock_timestamp() + p_wait_ms * interval '1 millisecond';
  v_character characters;
  v_token record;
  v_hold record;
begin
  -- 2. the key: replay, conflict, or ours
  if p_key is not null then
    perform limit_wait(v_until);
    select * into outcome, facts from claim_key(p_team, p_key, p_operation, null, p_fingerprint, p_ttl_seconds);
    if outcome <> 'claimed' then
      bucket := peek_bucket(p_team, p_bucket);
      return;
    end if;
  end if;
  -- The character is locked before the bucket, as everywhere, but judged after it: its set can't go until we are done.
  if p_character is not null then
    perform limit_wait(v_until);
    select * into v_character from lock_character(p_team, p_character);
  end if;
  -- 3. the token
  perform limit_wait(v_until);
  select * into v_token from take_token(p_team, p_bucket, p_burst, p_interval_ms);
  bucket := v_token.bucket;
  -- 4. the judgement, in the contract's order
  outcome := 'refused';
  facts := case
    when not v_token.admitted then jsonb_build_object('kind', 'rate_limit_exceeded', 'bucket', p_bucket)
    when p_character is not null and v_character.id is null then jsonb_build_object('kind', 'not_found')
    when v_character.status <> 'ready' then
      jsonb_build_object('kind', 'character_not_ready', 'status', v_character.status)
  end;
  if facts is null then
    perform limit_wait(v_until);
    select * into v_hold from hold_credits(p_team, p_image, p_price);
    facts := v_hold.shortage;
  end if;
  if facts is not null then
    if p_key is not null then
      perform forget_key(p_team, p_key);
    end if;
    return;
  end if;
  -- 5. the work
  facts := jsonb_build_object('image', start_image(v_character, p_team, p_image, p_prompt, p_width, p_height, p_seed,
    p_aurous_version, p_price, coalesce(current_identity_seed(v_character), p_identity_seed), p_deadline_ms));
  perform enqueue_synthesis(p_image, -v_hold.open_syntheses);
  outcome := 'accepted';
  if p_key is not null then
    perform store_outcome(p_team, p_key, facts);
  end if;
end $$;
CREATE FUNCTION public.accept_synthesis(p_team text, p_key text, p_operation text, p_character text, p_fingerprint bytea, p_ttl_seconds integer, p_wait_ms integer, p_bucket text, p_burst integer, p_interval_ms integer, p_synthesis text, p_kind text, p_poses text[], p_eligible text[], p_price bigint, p_identity_seed bigint, p_prompt_override text, p_deadline_ms integer, OUT outcome text, OUT facts jsonb, OUT bucket jsonb) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  v_until timestamptz := clock_timestamp() + p_wait_ms * interval '1 millisecond';
  v_character characters;
  v_token record;
  v_hold record;
  v_work record;
begin
  -- 2. the key: replay, conflict, or ours
  if p_key is not null then
    perform limit_wait(v_until);
    select * into outcome, facts from claim_key(p_team, p_key, p_operation, p_character, p_fingerprint, p_ttl_seconds);
    if outcome <> 'claimed' then
      bucket := peek_bucket(p_team, p_bucket);
      return;
    end if;
  end if;
  -- The character is locked before the bucket, as everywhere, but judged after it.
  perform limit_wait(v_until);
  select * into v_character from lock_character(p_team, p_character);
  -- 3. the token
  perform limit_wait(v_until);
  select * into v_token from take_token(p_team, p_bucket, p_burst, p_interval_ms);
  bucket := v_token.bucket;
  -- 4. the judgement, in the contract's order
  outcome := 'refused';
  facts := case
    when not v_token.admitted then jsonb_build_object('kind', 'rate_limit_exceeded', 'bucket', p_bucket)
    when v_character.id is null then jsonb_build_object('kind', 'not_found')
    when v_character.status <> all (p_eligible) then
      jsonb_build_object('kind', 'character_state', 'status', v_character.status)
    when p_kind = 'regenerate_ref' and not has_synthesized_refs(v_character) then
      jsonb_build_object('kind', 'character_state', 'status', v_character.status, 'reason', 'no_ref_set')
    when v_character.attributes is null then
      jsonb_build_object('kind', 'invalid_input', 'code', 'missing_field', 'param', 'attributes',
                         'message', 'The character has no attributes to synthesize from.')
  end;
  if facts is null then
    perform limit_wait(v_until);
    select * into v_hold from hold_credits(p_team, p_synthesis, p_price);
    facts := v_hold.shortage;
  end if;
  if facts is not null then
    if p_key is not null then
      perform forget_key(p_team, p_key);
    end if;
    return;
  end if;
  -- 5. the work
  select * into v_work from start_synthesis(v_character, p_synthesis, p_kind, p_poses, p_price,
    -- The person stays who he is from set to set; only the shots are new.
    coalesce(current_identity_seed(v_character), p_identity_seed),
    p_prompt_override, p_deadline_ms, v_hold.open_syntheses);
  outcome := 'accepted';
  facts := jsonb_build_object('character', character_json(v_work.started), 'synthesis', synthesis_json(v_work.synthesis));
  if p_key is not null then
    perform store_outcome(p_team, p_key, facts);
  end if;
end $$;
CREATE FUNCTION public.accept_upload_creation(p_team text, p_key text, p_operation text, p_fingerprint bytea, p_ttl_seconds integer, p_wait_ms integer, p_bucket text, p_admitted boolean, p_character text, p_name text, p_attributes jsonb, p_client_reference_id text, p_aurous_version text, p_uploads text[], p_identity_seed bigint, OUT outcome text, OUT facts jsonb) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  v_until timestamptz := clock_timestamp() + p_wait_ms * interval '1 millisecond';
  v_now timestamptz;
  v_character characters;
  v_refs jsonb;
begin
  -- 2. the key: replay, conflict, or ours
  if p_key is not null then
    perform limit_wait(v_until);
    select * into outcome, facts from claim_key(p_team, p_key, p_operation, null, p_fingerprint, p_ttl_seconds);
    if outcome <> 'claimed' then
      return;
    end if;
  end if;
  -- 3. the token; 4. the uploads: this team's, stored, unexpired, unused, each once
  outcome := 'refused';
  if not p_admitted then
    facts := jsonb_build_object('kind', 'rate_limit_exceeded', 'bucket', p_bucket);
  else
    v_refs := lock_uploads(p_team, p_uploads, v_until);
    if jsonb_array_length(v_refs) < cardinality(p_uploads) then
      facts := jsonb_build_object('kind', 'invalid_input', 'code', 'upload_invalid', 'param', 'upload_ids',
        'message', 'An upload is unknown, not stored yet, expired or used already.');
    end if;
  end if;
  if facts is not null then
    if p_key is not null then
      perform forget_key(p_team, p_key);
    end if;
    return;
  end if;
  -- 5. the work
  v_now := clock_now();
  update uploads set status = 'used', character_id = p_character where id = any (p_uploads);
  insert into characters (id, team_id, name, status, attributes, client_reference_id, ref_set_number, aurous_version,
                          created_at, updated_at)
  values (p_character, p_team, p_name, 'ready', p_attributes, p_client_reference_id, 1, p_aurous_version, v_now, v_now)
  returning * into v_character;
  perform add_ref_set(p_character, p_team, null, p_identity_seed, v_refs);
  perform limit_wait(v_until);
  perform append_event(v_character, null, null);
  outcome := 'accepted';
  facts := jsonb_build_object('character', character_json(v_character), 'synthesis', null);
  if p_key is not null then
    perform store_outcome(p_team, p_key, facts);
  end if;
end $$;
CREATE FUNCTION public.add_ref_set(p_character text, p_team text, p_synthesis text, p_identity_seed bigint, p_refs jsonb) RETURNS integer
    LANGUAGE sql
    AS $$
  insert into ref_sets (character_id, number, team_id, synthesis_id, identity_seed, refs, blob_keys, created_at)
  select p_character, coalesce(max(s.number), 0) + 1, p_team, p_synthesis, p_identity_seed, p_refs,
         (select array_agg(distinct k) from jsonb_array_elements(p_refs) ref,
                 lateral (values (ref ->> 'key'), (ref ->> 'thumb_key')) keys (k)),
         clock_now()
    from ref_sets s where s.character_id = p_character
  returning number
$$;
CREATE FUNCTION public.append_entry(p_team text, p_seq bigint, p_kind text, p_amount bigint, p_synthesis text, p_note text DEFAULT NULL::text) RETURNS void
    LANGUAGE sql
    AS $$
  insert into ledger_entries (team_id, seq, kind, amount, synthesis_id, note, created_at)
  values (p_team, p_seq, p_kind, p_amount, p_synthesis, p_note, clock_now())
$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.characters (
    id text NOT NULL,
    team_id text NOT NULL,
    name text NOT NULL,
    status text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    attributes jsonb,
    client_reference_id text,
    error_message text,
    ref_set_number integer,
    aurous_version text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT characters_error CHECK (((error_message IS NOT NULL) = (status = 'failed'::text))),
    CONSTRAINT characters_refs CHECK (((status <> ALL (ARRAY['reviewing'::text, 'ready'::text])) OR (ref_set_number IS NOT NULL))),
    CONSTRAINT characters_status CHECK ((status = ANY (ARRAY['synthesizing'::text, 'reviewing'::text, 'ready'::text, 'failed'::text, 'deleted'::text])))
);
CREATE FUNCTION public.append_event(p public.characters, p_previous_status text, p_synthesis text) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  v_seq bigint;
begin
  update teams set event_seq = event_seq + 1 where id = p.team_id returning event_seq into strict v_seq;
  insert into events (character_id, version, team_id, team_seq, status, previous_status, synthesis_id, character, created_at)
  values (p.id, p.version, p.team_id, v_seq, p.status, p_previous_status, p_synthesis,
          case when p.status <> 'deleted' then character_json(p) end, p.updated_at);
end $$;
CREATE FUNCTION public.append_progress(p_synthesis text, p_pose text, p_status text) RETURNS void
    LANGUAGE sql
    AS $$
  with counted as (
    update syntheses set progress_seq = progress_seq + 1 where id = p_synthesis returning progress_seq
  )
  insert into generation_events (synthesis_id, seq, pose, generation_status, completed, total, created_at)
  select p_synthesis, c.progress_seq, p_pose, p_status,
         (select count(*) from generations g where g.synthesis_id = p_synthesis and g.status = 'delivered'),
         (select count(*) from generations g where g.synthesis_id = p_synthesis),
         clock_now()
    from counted c
$$;
CREATE TABLE public.syntheses (
    id text NOT NULL,
    team_id text NOT NULL,
    character_id text,
    kind text NOT NULL,
    status text DEFAULT 'running'::text NOT NULL,
    attributes jsonb,
    prompt_override text,
    price bigint NOT NULL,
    identity_seed bigint NOT NULL,
    previous_status text,
    previous_error text,
    base_ref_set integer,
    error_code text,
    runner uuid,
    progress_seq integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    deadline_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT syntheses_character CHECK (((kind = 'image'::text) OR (character_id IS NOT NULL))),
    CONSTRAINT syntheses_error CHECK (((status = 'failed'::text) = (error_code IS NOT NULL))),
    CONSTRAINT syntheses_finished CHECK (((status = 'running'::text) = (finished_at IS NULL))),
    CONSTRAINT syntheses_kind CHECK ((kind = ANY (ARRAY['create'::text, 'resynthesize'::text, 'regenerate_ref'::text, 'image'::text]))),
    CONSTRAINT syntheses_price CHECK ((price > 0)),
    CONSTRAINT syntheses_status CHECK ((status = ANY (ARRAY['running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE FUNCTION public.assembled_refs(p public.syntheses) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
  with made as (
    select g.pose, g.position, g.image || jsonb_build_object('pose', g.pose) as ref
      from generations g where g.synthesis_id = p.id
  )
  select case when p.kind = 'regenerate_ref' then
    (select jsonb_agg(coalesce(made.ref, old.ref) order by old.position)
       from ref_sets s, jsonb_array_elements(s.refs) with ordinality old (ref, position)
       left join made on made.pose = old.ref ->> 'pose'
      where s.character_id = p.character_id and s.number = p.base_ref_set)
  else
    (select jsonb_agg(made.ref order by made.position) from made)
  end
$$;
CREATE FUNCTION public.bucket_json(p_full_at timestamp with time zone, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS $$
  select jsonb_build_object(
    'full_at_ms', extract(epoch from greatest(p_full_at, p_now)) * 1000,
    'now_ms', extract(epoch from p_now) * 1000)
$$;
CREATE FUNCTION public.cancel_synthesis(p_team text, p_character text, p_synthesis text, p_eligible text[], OUT outcome text, OUT facts jsonb) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  v_character characters;
  v_synthesis syntheses;
begin
  outcome := 'refused';
  select * into v_character from lock_character(p_team, p_character);
  if not found or (p_synthesis is not null
      and not exists (select from syntheses where id = p_synthesis and character_id = p_character and kind <> 'image')) then
    facts := '{"kind": "not_found"}'; return;
  end if;
  select * into v_synthesis from syntheses s
   where s.character_id = p_character and s.kind <> 'image' and s.status = 'running'
     and s.id = coalesce(p_synthesis, s.id) for no key update;
  if not found or v_character.status <> all (p_eligible) then
    facts := jsonb_build_object('kind', 'character_state', 'status', v_character.status); return;
  end if;
  update characters
     set status = coalesce(v_synthesis.previous_status, 'failed'),
         error_message = case when v_synthesis.previous_status is null then 'cancelled' else v_synthesis.previous_error end,
         version = version + 1, updated_at = clock_now()
   where id = p_character returning * into v_character;
  perform end_synthesis(v_synthesis, 'cancelled', null);
  perform append_event(v_character, 'synthesizing', v_synthesis.id);
  select * into v_synthesis from syntheses s where s.id = v_synthesis.id;
  outcome := 'done';
  facts := jsonb_build_object('character', character_json(v_character), 'synthesis', synthesis_json(v_synthesis));
end $$;
CREATE FUNCTION public.character_json(p public.characters) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
  select jsonb_build_object(
    'id', p.id, 'team_id', p.team_id, 'name', p.name, 'status', p.status, 'version', p.version,
    'refs', coalesce((select s.refs from ref_sets s where s.character_id = p.id and s.number = p.ref_set_number), '[]'),
    'ref_set_number', p.ref_set_number, 'attributes', p.attributes, 'client_reference_id', p.client_reference_id,
    'error_message', p.error_message, 'aurous_version', p.aurous_version,
    'created_at', p.created_at, 'updated_at', p.updated_at)
$$;
CREATE FUNCTION public.claim_key(p_team text, p_key text, p_operation text, p_target text, p_fingerprint bytea, p_ttl_seconds integer, OUT verdict text, OUT facts jsonb) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  v_known idempotency_keys;
begin
  select * into v_known from idempotency_keys
   where team_id = p_team and key = p_key and expires_at > clock_now();
  if not found then
    begin
      insert into idempotency_keys (team_id, key, operation, target, fingerprint, expires_at)
      values (p_team, p_key, p_operation, p_target, p_fingerprint, clock_now() + make_interval(secs => p_ttl_seconds))
      on conflict (team_id, key) do update
         set operation = excluded.operation, target = excluded.target, fingerprint = excluded.fingerprint,
             outcome = null, created_at = clock_now(), expires_at = excluded.expires_at
       where idempotency_keys.expires_at <= clock_now();
    exception when lock_not_available then
      verdict := 'refused';
      facts := jsonb_build_object('kind', 'idempotency_key_in_use', 'reason', 'in_flight');
      return;
    end;
    if found then
      verdict := 'claimed';
      return;
    end if;
    -- It was alive, and the insert has locked it: nobody can take it away before it is read.
    select * into strict v_known from idempotency_keys where team_id = p_team and key = p_key;
  end if;
  if v_known.operation <> p_operation or v_known.target is distinct from p_target then
    verdict := 'refused';
    facts := jsonb_build_object('kind', 'idempotency_key_in_use', 'reason', 'other_operation');
  elsif v_known.fingerprint <> p_fingerprint then
    verdict := 'refused';
    facts := jsonb_build_object('kind', 'idempotency_key_in_use', 'reason', 'other_body');
  else
    verdict := 'replayed';
    facts := v_known.outcome;
  end if;
end $$;
CREATE FUNCTION public.claim_synthesis(p_synthesis text, p_runner uuid) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
declare
  v_synthesis syntheses;
begin
  update syntheses set runner = p_runner where id = p_synthesis and status = 'running' returning * into v_synthesis;
  if not found then
    return null;
  end if;
  return jsonb_build_object(
    'id', v_synthesis.id, 'team_id', v_synthesis.team_id, 'character_id', v_synthesis.character_id,
    'kind', v_synthesis.kind,
    'attributes', v_synthesis.attributes, 'prompt_override', v_synthesis.prompt_override,
    'identity_seed', v_synthesis.identity_seed, 'progress_seq', v_synthesis.progress_seq,
    'order', (select jsonb_build_object('prompt', i.prompt, 'width', i.width, 'height', i.height, 'seed', i.seed)
                from images i where i.id = v_synthesis.id),
    'base_refs', coalesce((select s.refs from ref_sets s
                            where s.character_id = v_synthesis.character_id and s.number = v_synthesis.base_ref_set), '[]'),
    'generations', (select jsonb_agg(jsonb_build_object(
        'pose', g.pose, 'status', g.status, 'attempt', g.attempt, 'request', g.request, 'image', g.image,
        'vendor_job_id', g.vendor_job_id,
        'wait_ms', greatest(0, extract(epoch from g.not_before - clock_now()) * 1000)::bigint) order by g.position)
      from generations g where g.synthesis_id = v_synthesis.id));
end $$;
CREATE FUNCTION public.clock_now() RETURNS timestamp with time zone
    LANGUAGE sql
    AS $$
  select clock_timestamp()
$$;
CREATE FUNCTION public.create_fixture(p_team text, p_character text, p_name text, p_status text, p_attributes jsonb, p_identity_seed bigint, p_refs jsonb) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
declare
  v_now timestamptz := clock_now();
  v_character characters;
begin
  insert into characters (id, team_id, name, status, attributes, aurous_version, created_at, updated_at)
  select p_character, t.id, p_name, 'synthesizing', p_attributes, t.aurous_version, v_now, v_now
    from teams t where t.id = p_team
  returning * into v_character;
  if not found then
    return false;
  end if;
  if p_status <> 'ready' then
    perform append_event(v_character, null, null);
  end if;
  update characters
     set ref_set_number = add_ref_set(p_character, p_team, null, p_identity_seed, p_refs), status = p_status,
         version = case when p_status = 'ready' then 1 else 2 end,
         error_message = case when p_status = 'failed' then 'provider_unavailable' end
   where id = p_character returning * into v_character;
  perform append_event(v_character, case when p_status <> 'ready' then 'synthesizing' end, null);
  return true;
end $$;
CREATE FUNCTION public.create_team(p_id text, p_name text, p_auto_save boolean, p_aurous_version text, p_credits bigint, p_max bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  insert into teams (id, name, auto_save, aurous_version) values (p_id, p_name, p_auto_save, p_aurous_version);
  if p_credits > 0 then
    perform grant_credits(p_id, p_credits, 'first credits', p_max);
  end if;
end $$;
CREATE FUNCTION public.current_identity_seed(p public.characters) RETURNS bigint
    LANGUAGE sql STABLE
    AS $$
  select s.identity_seed from ref_sets s where s.character_id = p.id and s.number = p.ref_set_number
$$;
CREATE FUNCTION public.delete_character(p_team text, p_character text, OUT outcome text, OUT facts jsonb) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  v_before characters;
  v_deleted characters;
  v_synthesis syntheses;
begin
  select * into v_before from lock_character(p_team, p_character);
  if not found then
    outcome := 'refused'; facts := '{"kind": "not_found"}'; return;
  end if;
  -- All that run, images too: the end of one that comes first is seen here, one that comes later sees the deletion.
  perform from syntheses s where s.character_id = p_character and s.status = 'running' for no key update;
  select * into v_synthesis from syntheses s
   where s.character_id = p_character and s.kind <> 'image' and s.status = 'running';
  -- In the order of their ids and before the team's row: a creation that waits for several uploads may have one of these.
  delete from uploads where id in (select id from uploads where character_id = p_character order by id for update);
  update characters
     set status = 'deleted', name = '', attributes = null, client_reference_id = null, error_message = null,
         ref_set_number = null, version = version + 1, updated_at = clock_now()
   where id = p_character returning * into v_deleted;
  if v_synthesis.id is not null then
    perform end_synthesis(v_synthesis, 'cancelled', null);
  end if;
  perform erase_character(p_character);
  perform append_event(v_deleted, v_before.status, v_synthesis.id);
  outcome := 'done';
  facts := jsonb_build_object('id', p_character);
end $$;
CREATE FUNCTION public.end_synthesis(p public.syntheses, p_status text, p_error text) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  v_pose text;
begin
  for v_pose in
    with ended as (
      update generations
         set status = 'failed', error_code = coalesce(error_code, p_error, p_status), finished_at = clock_now()
       where synthesis_id = p.id and status in ('pending', 'running')
      returning pose, position)
    select pose from ended order by position
  loop
    perform append_progress(p.id, v_pose, 'failed');
  end loop;
  update syntheses set status = p_status, error_code = p_error, finished_at = clock_now() where id = p.id;
  perform append_progress(p.id, null, null);
  if p.kind = 'image' then
    update images set completed_at = clock_now() where id = p.id;
    perform erase_run(p);
  end if;
  perform resolve_hold(p.team_id, p.id, p.price, 'release');
end $$;
CREATE FUNCTION public.enqueue_synthesis(p_synthesis text, p_priority integer) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  insert into pgboss.job (id, name, data, priority, start_after, created_on, expire_seconds, deletion_seconds, keep_until,
                          retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
  select md5(p_synthesis)::uuid, q.name, jsonb_build_object('synthesis_id', p_synthesis), p_priority, now(), now(),
         q.expire_seconds, q.deletion_seconds, now() + q.retention_seconds * interval '1 second', q.retry_limit,
         q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
    from pgboss.queue q where q.name = 'synthesis'
  on conflict do nothing;
  if not found then
    raise exception 'no job was enqueued for %', p_synthesis;
  end if;
end $$;
CREATE TABLE public.ledger_entries (
    team_id text NOT NULL,
    seq bigint NOT NULL,
    kind text NOT NULL,
    amount bigint NOT NULL,
    synthesis_id text,
    note text,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT ledger_entries_amount CHECK ((amount > 0)),
    CONSTRAINT ledger_entries_kind CHECK ((kind = ANY (ARRAY['grant'::text, 'hold'::text, 'capture'::text, 'release'::text]))),
    CONSTRAINT ledger_entries_synthesis CHECK (((kind = 'grant'::text) = (synthesis_id IS NULL)))
);
CREATE FUNCTION public.entry_json(p public.ledger_entries) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $_$
  select jsonb_build_object(
    'id', format('entry_%s_%s', substring(p.team_id from '_(.*)$'), p.seq), 'kind', p.kind, 'amount', p.amount,
    'synthesis_id', p.synthesis_id, 'note', p.note, 'created_at', p.created_at)
$_$;
CREATE FUNCTION public.erase_character(p_character text) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  delete from ref_sets s
   where s.character_id = p_character
     and not exists (select from images i where i.character_id = s.character_id and i.ref_set_number = s.number);
  -- A sheet is part of no set, so it goes although a set stays.
  update ref_sets set sheet_key = null where character_id = p_character and sheet_key is not null;
  update syntheses set attributes = null, prompt_override = null
   where character_id = p_character and status <> 'running';
  update generations g
     set request = null, vendor_job_id = null, image = case when s.kind = 'image' then g.image when g.image is not null then '{}' end
    from syntheses s
   where s.id = g.synthesis_id and s.character_id = p_character and s.status <> 'running';
end $$;
CREATE FUNCTION public.erase_run(p public.syntheses) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  if exists (select from characters where id = p.character_id and status = 'deleted') then
    update syntheses set attributes = null where id = p.id;
    update generations set request = null, vendor_job_id = null where synthesis_id = p.id;
  end if;
end $$;
CREATE FUNCTION public.fail_synthesis(p_synthesis text, p_runner uuid, p_pose text, p_error text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
declare
  v_synthesis syntheses;
  v_character characters;
begin
  select * into v_synthesis from lock_synthesis(p_synthesis);
  if not found or (p_runner is not null and v_synthesis.runner is distinct from p_runner) then
    return false;
  end if;
  if p_pose is not null then
    update generations set status = 'failed', error_code = p_error, finished_at = clock_now()
     where synthesis_id = p_synthesis and pose = p_pose and status <> 'delivered';
    -- Told before the others, whose end it is the cause of.
    if found then
      perform append_progress(p_synthesis, p_pose, 'failed');
    end if;
  end if;
  perform end_synthesis(v_synthesis, 'failed', p_error);
  if v_synthesis.kind <> 'image' then
    update characters set status = 'failed', error_message = p_error, version = version + 1, updated_at = clock_now()
     where id = v_synthesis.character_id returning * into v_character;
    perform append_event(v_character, 'synthesizing', p_synthesis);
  end if;
  return true;
end $$;
CREATE FUNCTION public.forget_key(p_team text, p_key text) RETURNS void
    LANGUAGE sql
    AS $$
  delete from idempotency_keys where team_id = p_team and key = p_key
$$;
CREATE FUNCTION public.grant_credits(p_team text, p_amount bigint, p_note text, p_max bigint) RETURNS TABLE(total bigint, held bigint)
    LANGUAGE plpgsql
    AS $$
declare
  v_team teams;
begin
  update teams t set total = t.total + p_amount, entry_seq = t.entry_seq + 1
   where t.id = p_team and t.total + p_amount <= p_max
  returning * into v_team;
  if found then
    perform append_entry(p_team, v_team.entry_seq, 'grant', p_amount, null, p_note);
    return query select v_team.total, v_team.held;
  end if;
end $$;
CREATE FUNCTION public.has_synthesized_refs(p public.characters) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select exists (select from ref_sets s
                  where s.character_id = p.id and s.number = p.ref_set_number
                    and (select array_agg(ref ->> 'pose') from jsonb_array_elements(s.refs) ref)
                        @> array['portrait', 'front', 'side', 'back'])
$$;
CREATE FUNCTION public.hold_credits(p_team text, p_synthesis text, p_price bigint, OUT held boolean, OUT shortage jsonb, OUT open_syntheses integer) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  v_team teams;
begin
  select * into strict v_team from teams t where t.id = p_team for no key update;
  held := v_team.total - v_team.held >= p_price;
  if held then
    update teams t
       set held = t.held + p_price, open_syntheses = t.open_syntheses + 1, entry_seq = t.entry_seq + 1
     where t.id = p_team
    returning * into v_team;
    open_syntheses := v_team.open_syntheses;
    perform append_entry(p_team, v_team.entry_seq, 'hold', p_price, p_synthesis);
  else
    shortage := jsonb_build_object('kind', 'insufficient_credits', 'required', p_price,
      'available', v_team.total - v_team.held, 'held', v_team.held);
  end if;
end $$;
CREATE TABLE public.images (
    id text NOT NULL,
    team_id text NOT NULL,
    character_id text,
    ref_set_number integer,
    prompt text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    seed bigint,
    image jsonb,
    blob_keys text[] DEFAULT '{}'::text[] NOT NULL,
    aurous_version text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    completed_at timestamp with time zone
);
CREATE FUNCTION public.image_json(p public.images) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
  select jsonb_build_object(
    'id', p.id, 'team_id', p.team_id,
    'status', case when s.status = 'succeeded' then 'succeeded'
                   when s.status <> 'running' then 'failed'
                   when g.attempt > 0 then 'processing'
                   else 'pending' end,
    'prompt', p.prompt, 'character_id', p.character_id, 'ref_set_number', p.ref_set_number, 'image', p.image,
    'width', coalesce((p.image ->> 'width')::int, p.width), 'height', coalesce((p.image ->> 'height')::int, p.height),
    'seed', p.seed, 'error_message', s.error_code, 'cost', s.price, 'aurous_version', p.aurous_version,
    'created_at', p.created_at, 'completed_at', p.completed_at)
    from syntheses s join generations g on g.synthesis_id = s.id
   where s.id = p.id
$$;
CREATE FUNCTION public.limit_wait(p_until timestamp with time zone) RETURNS void
    LANGUAGE sql
    AS $$
  select set_config('lock_timeout',
    greatest(1, extract(epoch from p_until - clock_timestamp()) * 1000)::int::text, true)
$$;
CREATE FUNCTION public.lock_character(p_team text, p_character text) RETURNS SETOF public.characters
    LANGUAGE sql
    AS $$
  select * from characters where id = p_character and team_id = p_team and status <> 'deleted' for no key update
$$;
CREATE FUNCTION public.lock_synthesis(p_synthesis text) RETURNS SETOF public.syntheses
    LANGUAGE plpgsql
    AS $$
begin
  perform from characters
    where id = (select s.character_id from syntheses s where s.id = p_synthesis and s.kind <> 'image')
    for no key update;
  return query select * from syntheses where id = p_synthesis and status = 'running' for no key update;
end $$;
CREATE FUNCTION public.lock_uploads(p_team text, p_uploads text[], p_until timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
declare
  v_id text;
begin
  for v_id in select id from unnest(p_uploads) as named (id) order by id loop
    perform limit_wait(p_until);
    perform from uploads where id = v_id and team_id = p_team for no key update;
  end loop;
  return (
    select coalesce(jsonb_agg(u.image || '{"pose": "other"}' order by array_position(p_uploads, u.id)), '[]')
      from uploads u
     where u.id = any (p_uploads) and u.team_id = p_team and u.status = 'stored' and u.expires_at > clock_now());
end $$;
CREATE FUNCTION public.overdue_syntheses(p_limit integer) RETURNS SETOF text
    LANGUAGE sql
    AS $$
  select id from syntheses where status = 'running' and deadline_at <= clock_now() order by deadline_at limit p_limit
$$;
CREATE FUNCTION public.peek_bucket(p_team text, p_bucket text) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
declare
  v_full_at timestamptz;
  v_now timestamptz := clock_now();
begin
  select full_at into v_full_at from buckets where team_id = p_team and bucket = p_bucket;
  return bucket_json(v_full_at, v_now);
end $$;
CREATE FUNCTION public.peek_buckets(p_team text, p_buckets text[]) RETURNS TABLE(name text, state jsonb)
    LANGUAGE sql
    AS $$
  select b.name, peek_bucket(p_team, b.name) from unnest(p_buckets) as b (name)
$$;
CREATE FUNCTION public.postpone_generation(p_synthesis text, p_pose text, p_runner uuid, p_attempt integer, p_delay_ms integer, p_provider text, p_pause_ms integer) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
declare
  v_postponed boolean := false;
begin
  perform from syntheses where id = p_synthesis and status = 'running' and runner = p_runner for no key update;
  if found then
    update generations set status = 'pending', not_before = clock_now() + p_delay_ms * interval '1 millisecond'
     where synthesis_id = p_synthesis and pose = p_pose and status = 'running' and attempt = p_attempt;
    v_postponed := found;
  end if;
  if v_postponed then
    perform append_progress(p_synthesis, p_pose, 'pending');
  end if;
  if p_pause_ms > 0 then
    insert into provider_pauses (provider, paused_until)
    values (p_provider, clock_now() + p_pause_ms * interval '1 millisecond')
        on conflict (provider) do update set paused_until = greatest(provider_pauses.paused_until, excluded.paused_until);
  end if;
  return v_postponed;
end $$;
CREATE FUNCTION public.reap_expired(p_limit integer, p_event_days integer) RETURNS integer
    LANGUAGE plpgsql
    AS $$
declare
  v_count int;
  v_sum int := 0;
begin
  delete from idempotency_keys where (team_id, key) in (
    select team_id, key from idempotency_keys where expires_at <= clock_now() order by expires_at limit p_limit
       for update skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  -- A team's events go in their order, so that what is kept never has a gap: with each old one all before it. Two that
  -- were written at the same time may have numbers the other way round, hence the minute.
  delete from events where (team_id, team_seq) in (
    select e.team_id, e.team_seq
      from (select old.team_id, max(old.team_seq) as last
              from (select team_id, team_seq from events
                     where created_at < clock_now() - make_interval(days => p_event_days, mins => 1)
                     order by created_at limit p_limit) old
             group by old.team_id) gone
      join events e on e.team_id = gone.team_id and e.team_seq <= gone.last
       for update of e skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  -- Nobody can ask for the steps of a run that has ended; none lasts longer than a day.
  delete from generation_events where (synthesis_id, seq) in (
    select synthesis_id, seq from generation_events where created_at < clock_now() - interval '2 days'
     limit p_limit for update skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  delete from api_keys where id in (
    select id from api_keys where expires_at < clock_now() - interval '1 day' limit p_limit for update skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  delete from uploads where id in (
    select id from uploads where expires_at < clock_now() and status <> 'used' limit p_limit for update skip locked);
  get diagnostics v_count = row_count; v_sum := v_sum + v_count;
  return v_sum;
end $$;
CREATE FUNCTION public.record_delivered(p_synthesis text, p_pose text, p_runner uuid, p_attempt integer, p_image jsonb, p_model text, p_provider_request_id text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
begin
  perform from syntheses where id = p_synthesis and status = 'running' and runner = p_runner for no key update;
  if not found then
    return false;
  end if;
  update generations
     set status = 'delivered', image = p_image, model = p_model, provider_request_id = p_provider_request_id,
         finished_at = clock_now()
   where synthesis_id = p_synthesis and pose = p_pose and status = 'running' and attempt = p_attempt;
  if not found then
    return exists (select from generations where synthesis_id = p_synthesis and pose = p_pose and attempt = p_attempt
                      and image = p_image);
  end if;
  perform append_progress(p_synthesis, p_pose, 'delivered');
  return true;
end $$;
CREATE FUNCTION public.record_sent(p_synthesis text, p_pose text, p_runner uuid, p_request jsonb, p_max_attempts integer, p_provider text) RETURNS TABLE(attempt integer, request jsonb, pause_ms bigint)
    LANGUAGE sql
    AS $$
  select attempt, request, pause_ms
    from record_sent(p_synthesis, p_pose, p_runner, p_request, p_max_attempts, p_provider, null);
$$;
CREATE FUNCTION public.record_sent(p_synthesis text, p_pose text, p_runner uuid, p_request jsonb, p_max_attempts integer, p_provider text, p_attempt integer) RETURNS TABLE(attempt integer, request jsonb, pause_ms bigint)
    LANGUAGE plpgsql
    AS $$
begin
  perform from syntheses where id = p_synthesis and status = 'running' and runner = p_runner for no key update;
  if not found then
    return;
  end if;
  return query
    select null::int, null::jsonb, ceil(extract(epoch from p.paused_until - clock_now()) * 1000)::bigint
      from provider_pauses p where p.provider = p_provider and p.paused_until > clock_now();
  if found then
    return;
  end if;
  return query
    select g.attempt, g.request, null::bigint from generations g
     where g.synthesis_id = p_synthesis and g.pose = p_pose and g.status = 'running' and g.attempt = p_attempt;
  if found then
    return;
  end if;
  return query
    update generations g
       set status = 'running', attempt = g.attempt + 1, not_before = null, vendor_job_id = null, sent_at = clock_now(),
           request = coalesce(g.request, p_request) || jsonb_build_object('provider', p_provider)
     where g.synthesis_id = p_synthesis and g.pose = p_pose and g.status in ('pending', 'running')
       and g.attempt < p_max_attempts and g.attempt + 1 = coalesce(p_attempt, g.attempt + 1)
    returning g.attempt, g.request, null::bigint;
  if found then
    perform append_progress(p_synthesis, p_pose, 'running');
  end if;
end $$;
CREATE FUNCTION public.record_sheet(p_character text, p_number integer, p_key text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
begin
  perform from characters where id = p_character and status <> 'deleted' for no key update;
  if not found then
    return false;
  end if;
  update ref_sets set sheet_key = p_key where character_id = p_character and number = p_number;
  return found;
end $$;
CREATE TABLE public.ref_sets (
    character_id text NOT NULL,
    number integer NOT NULL,
    team_id text NOT NULL,
    synthesis_id text,
    identity_seed bigint NOT NULL,
    refs jsonb NOT NULL,
    blob_keys text[] NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    sheet_key text
);
CREATE FUNCTION public.ref_set_json(p public.ref_sets) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
  select jsonb_build_object(
    'character_id', p.character_id, 'number', p.number, 'synthesis_id', p.synthesis_id, 'refs', p.refs,
    'created_at', p.created_at)
$$;
CREATE FUNCTION public.remember_vendor_job(p_synthesis text, p_pose text, p_runner uuid, p_attempt integer, p_job text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
begin
  perform from syntheses where id = p_synthesis and status = 'running' and runner = p_runner for no key update;
  if not found then
    return false;
  end if;
  update generations set vendor_job_id = p_job
   where synthesis_id = p_synthesis and pose = p_pose and status = 'running' and attempt = p_attempt;
  return found;
end $$;
CREATE FUNCTION public.requeue_lost(p_limit integer) RETURNS integer
    LANGUAGE plpgsql
    AS $$
declare
  v_id text;
  v_count int := 0;
begin
  if not pg_try_advisory_xact_lock(hashtext('requeue_lost')) then
    return 0;
  end if;
  for v_id in
    select s.id from syntheses s
     where s.status = 'running' and s.created_at < clock_now() - interval '30 seconds'
       and not exists (select from pgboss.job j
                        where j.name = 'synthesis' and j.id = md5(s.id)::uuid and j.state in ('created', 'retry', 'active'))
     limit p_limit
  loop
    delete from pgboss.job where name = 'synthesis' and id = md5(v_id)::uuid and state in ('completed', 'cancelled', 'failed');
    perform enqueue_synthesis(v_id, 0);
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;
CREATE FUNCTION public.resolve_hold(p_team text, p_synthesis text, p_price bigint, p_kind text) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  v_seq bigint;
begin
  update teams t
     set held = t.held - p_price,
         total = t.total - case when p_kind = 'capture' then p_price else 0 end,
         open_syntheses = t.open_syntheses - 1,
         entry_seq = t.entry_seq + 1
   where t.id = p_team
  returning t.entry_seq into strict v_seq;
  perform append_entry(p_team, v_seq, p_kind, p_price, p_synthesis);
end $$;
CREATE FUNCTION public.restore_ref_set(p_team text, p_character text, p_number integer, p_eligible text[], OUT outcome text, OUT facts jsonb) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  v_before characters;
  v_character characters;
begin
  outcome := 'refused';
  select * into v_before from lock_character(p_team, p_character);
  if not found or not exists (select from ref_sets where character_id = p_character and number = p_number) then
    facts := '{"kind": "not_found"}'; return;
  end if;
  if v_before.status <> all (p_eligible) then
    facts := jsonb_build_object('kind', 'character_state', 'status', v_before.status); return;
  end if;
  v_character := v_before;
  if v_before.status = 'failed' or v_before.ref_set_number is distinct from p_number then
    update characters
       set ref_set_number = p_number, status = case when status = 'failed' then 'reviewing' else status end,
           error_message = null, version = version + 1, updated_at = clock_now()
     where id = p_character returning * into v_character;
    perform append_event(v_character, v_before.status, null);
  end if;
  outcome := 'done';
  facts := character_json(v_character);
end $$;
CREATE FUNCTION public.save_character(p_team text, p_character text, p_eligible text[], OUT outcome text, OUT facts jsonb) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  v_character characters;
begin
  select * into v_character from lock_character(p_team, p_character);
  if not found then
    outcome := 'refused'; facts := '{"kind": "not_found"}'; return;
  end if;
  if v_character.status <> all (p_eligible) then
    outcome := 'refused';
    facts := jsonb_build_object('kind', 'character_state', 'status', v_character.status);
    return;
  end if;
  if v_character.status = 'reviewing' then
    update characters set status = 'ready', version = version + 1, updated_at = clock_now()
     where id = v_character.id returning * into v_character;
    perform append_event(v_character, 'reviewing', null);
  end if;
  outcome := 'done';
  facts := character_json(v_character);
end $$;
CREATE FUNCTION public.settle_synthesis(p_synthesis text, p_runner uuid) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
declare
  v_synthesis syntheses;
  v_character characters;
  v_number int;
begin
  select * into v_synthesis from lock_synthesis(p_synthesis);
  if not found or v_synthesis.runner is distinct from p_runner
     or exists (select from generations where synthesis_id = p_synthesis and status <> 'delivered') then
    return false;
  end if;
  update syntheses set status = 'succeeded', finished_at = clock_now() where id = p_synthesis;
  perform append_progress(p_synthesis, null, null);
  if v_synthesis.kind = 'image' then
    update images set image = g.image, completed_at = clock_now(),
                      blob_keys = array[g.image ->> 'key', g.image ->> 'thumb_key']
      from generations g where images.id = p_synthesis and g.synthesis_id = p_synthesis;
    perform erase_run(v_synthesis);
  else
    v_number := add_ref_set(v_synthesis.character_id, v_synthesis.team_id, p_synthesis, v_synthesis.identity_seed,
                            assembled_refs(v_synthesis));
    update characters
       set status = case when (select auto_save from teams where id = v_synthesis.team_id) then 'ready' else 'reviewing' end,
           ref_set_number = v_number, version = version + 1, updated_at = clock_now()
     where id = v_synthesis.character_id
    returning * into v_character;
  end if;
  perform resolve_hold(v_synthesis.team_id, p_synthesis, v_synthesis.price, 'capture');
  if v_synthesis.kind <> 'image' then
    perform append_event(v_character, 'synthesizing', p_synthesis);
  end if;
  return true;
end $$;
CREATE FUNCTION public.start_image(p public.characters, p_team text, p_image text, p_prompt text, p_width integer, p_height integer, p_seed bigint, p_aurous_version text, p_price bigint, p_identity_seed bigint, p_deadline_ms integer) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
declare
  v_now timestamptz := clock_now();
  v_image images;
begin
  insert into syntheses (id, team_id, character_id, kind, attributes, price, identity_seed, base_ref_set, created_at,
                         deadline_at)
  values (p_image, p_team, p.id, 'image', p.attributes, p_price, p_identity_seed, p.ref_set_number, v_now,
          v_now + p_deadline_ms * interval '1 millisecond');
  insert into generations (synthesis_id, pose, position) values (p_image, 'image', 1);
  insert into images (id, team_id, character_id, ref_set_number, prompt, width, height, seed, aurous_version, created_at)
  values (p_image, p_team, p.id, p.ref_set_number, p_prompt, p_width, p_height, p_seed, p_aurous_version, v_now)
  returning * into v_image;
  return image_json(v_image);
end $$;
CREATE FUNCTION public.start_synthesis(p public.characters, p_synthesis text, p_kind text, p_poses text[], p_price bigint, p_identity_seed bigint, p_prompt_override text, p_deadline_ms integer, p_open_syntheses integer, OUT started public.characters, OUT synthesis public.syntheses) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  v_now timestamptz := clock_now();
begin
  insert into syntheses (id, team_id, character_id, kind, attributes, prompt_override, price, identity_seed,
                         previous_status, previous_error, base_ref_set, created_at, deadline_at)
  values (p_synthesis, p.team_id, p.id, p_kind, p.attributes, p_prompt_override, p_price, p_identity_seed,
          case when p_kind <> 'create' then p.status end, p.error_message, p.ref_set_number,
          v_now, v_now + p_deadline_ms * interval '1 millisecond')
  returning * into synthesis;
  insert into generations (synthesis_id, pose, position)
  select p_synthesis, pose, position from unnest(p_poses) with ordinality as poses (pose, position);
  perform enqueue_synthesis(p_synthesis, -p_open_syntheses);
  if p_kind = 'create' then
    started := p;
    perform append_event(started, null, p_synthesis);
  else
    update characters set status = 'synthesizing', error_message = null, version = version + 1, updated_at = v_now
     where id = p.id returning * into started;
    perform append_event(started, p.status, p_synthesis);
  end if;
end $$;
CREATE FUNCTION public.store_outcome(p_team text, p_key text, p_outcome jsonb) RETURNS void
    LANGUAGE sql
    AS $$
  update idempotency_keys set outcome = p_outcome where team_id = p_team and key = p_key
$$;
CREATE FUNCTION public.synthesis_json(p public.syntheses) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
  select jsonb_build_object(
    'id', p.id, 'character_id', p.character_id, 'kind', p.kind, 'status', p.status, 'cost', p.price,
    'error_code', p.error_code, 'started_at', p.created_at, 'finished_at', p.finished_at,
    'generations', (select jsonb_agg(jsonb_build_object('pose', g.pose, 'status', g.status, 'attempt', g.attempt)
                                     order by g.position)
                      from generations g where g.synthesis_id = p.id))
$$;
CREATE FUNCTION public.take_token(p_team text, p_bucket text, p_burst integer, p_interval_ms integer, OUT admitted boolean, OUT bucket jsonb) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  v_full_at timestamptz;
  v_now timestamptz;
  v_interval interval := make_interval(secs => p_interval_ms / 1000.0);
begin
  select full_at into v_full_at from buckets where team_id = p_team and buckets.bucket = p_bucket for no key update;
  if not found then
    insert into buckets (team_id, bucket, full_at) values (p_team, p_bucket, '-infinity') on conflict do nothing;
    select full_at into strict v_full_at from buckets
     where team_id = p_team and buckets.bucket = p_bucket for no key update;
  end if;
  v_now := clock_now();
  v_full_at := greatest(v_full_at, v_now);
  admitted := v_full_at + v_interval - v_now <= v_interval * p_burst;
  if admitted then
    v_full_at := v_full_at + v_interval;
    update buckets set full_at = v_full_at where team_id = p_team and buckets.bucket = p_bucket;
  end if;
  bucket := bucket_json(v_full_at, v_now);
end $$;
CREATE FUNCTION public.take_turn(p_name text, p_interval_seconds integer) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
begin
  insert into settings as s (name, value) values (p_name, to_jsonb(clock_now()))
      on conflict (name) do update set value = excluded.value
   where (s.value #>> '{}')::timestamptz <= clock_now() - make_interval(secs => p_interval_seconds);
  return found;
end $$;
CREATE FUNCTION public.update_character(p_team text, p_character text, p_name text, p_change_attributes boolean, p_attributes jsonb, OUT outcome text, OUT facts jsonb) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  v_character characters;
  v_name text;
  v_attributes jsonb;
begin
  select * into v_character from lock_character(p_team, p_character);
  if not found then
    outcome := 'refused'; facts := '{"kind": "not_found"}'; return;
  end if;
  v_name := coalesce(p_name, v_character.name);
  v_attributes := case when p_change_attributes then p_attributes else v_character.attributes end;
  if v_name <> v_character.name or v_attributes is distinct from v_character.attributes then
    update characters set name = v_name, attributes = v_attributes, version = version + 1, updated_at = clock_now()
     where id = p_character returning * into v_character;
    perform append_event(v_character, v_character.status, null);
  end if;
  outcome := 'done';
  facts := character_json(v_character);
end $$;
CREATE TABLE drizzle.migrations (
    id integer NOT NULL,
    hash text NOT NULL,
    created_at bigint
);
CREATE SEQUENCE drizzle.migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE drizzle.migrations_id_seq OWNED BY drizzle.migrations.id;
CREATE TABLE pgboss.bam (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    version integer NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    queue text,
    table_name text NOT NULL,
    command text NOT NULL,
    error text,
    created_on timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    started_on timestamp with time zone,
    completed_on timestamp with time zone
);
CREATE TABLE pgboss.instance (
    id uuid NOT NULL,
    name text,
    host text NOT NULL,
    pid integer NOT NULL,
    version text NOT NULL,
    node_version text NOT NULL,
    application_name text,
    heartbeat_seconds integer NOT NULL,
    supervise boolean NOT NULL,
    schedule boolean NOT NULL,
    migrate boolean NOT NULL,
    persist_queue_stats boolean NOT NULL,
    persist_warnings boolean NOT NULL,
    pool_max integer,
    pool_total integer,
    pool_idle integer,
    pool_waiting integer,
    workers jsonb DEFAULT '[]'::jsonb NOT NULL,
    metrics jsonb,
    config jsonb DEFAULT '{}'::jsonb NOT NULL,
    crash_restarts integer DEFAULT 0 NOT NULL,
    crash_restarts_since timestamp with time zone,
    started_on timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat_on timestamp with time zone DEFAULT now() NOT NULL,
    stopped_on timestamp with time zone
);
CREATE TABLE pgboss.job (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    data jsonb,
    state pgboss.job_state DEFAULT 'created'::pgboss.job_state NOT NULL,
    retry_limit integer DEFAULT 2 NOT NULL,
    retry_count integer DEFAULT 0 NOT NULL,
    retry_delay integer DEFAULT 0 NOT NULL,
    retry_backoff boolean DEFAULT false NOT NULL,
    retry_delay_max integer,
    expire_seconds integer DEFAULT 900 NOT NULL,
    deletion_seconds integer DEFAULT 604800 NOT NULL,
    singleton_key text,
    singleton_on timestamp without time zone,
    group_id text,
    group_tier text,
    start_after timestamp with time zone DEFAULT now() NOT NULL,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    started_on timestamp with time zone,
    completed_on timestamp with time zone,
    keep_until timestamp with time zone DEFAULT (now() + '336:00:00'::interval) NOT NULL,
    output jsonb,
    dead_letter text,
    policy text,
    heartbeat_on timestamp with time zone,
    heartbeat_seconds integer,
    blocked boolean DEFAULT false NOT NULL,
    blocking boolean DEFAULT false NOT NULL,
    pending_dependencies integer DEFAULT 0 NOT NULL,
    source_name text,
    source_id uuid,
    source_created_on timestamp with time zone,
    source_retry_count integer,
    source_output jsonb,
    source_root_id uuid,
    trace_context jsonb,
    upsert_by_key boolean
)
PARTITION BY LIST (name);
CREATE TABLE pgboss.job_common (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    data jsonb,
    state pgboss.job_state DEFAULT 'created'::pgboss.job_state NOT NULL,
    retry_limit integer DEFAULT 2 NOT NULL,
    retry_count integer DEFAULT 0 NOT NULL,
    retry_delay integer DEFAULT 0 NOT NULL,
    retry_backoff boolean DEFAULT false NOT NULL,
    retry_delay_max integer,
    expire_seconds integer DEFAULT 900 NOT NULL,
    deletion_seconds integer DEFAULT 604800 NOT NULL,
    singleton_key text,
    singleton_on timestamp without time zone,
    group_id text,
    group_tier text,
    start_after timestamp with time zone DEFAULT now() NOT NULL,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    started_on timestamp with time zone,
    completed_on timestamp with time zone,
    keep_until timestamp with time zone DEFAULT (now() + '336:00:00'::interval) NOT NULL,
    output jsonb,
    dead_letter text,
    policy text,
    heartbeat_on timestamp with time zone,
    heartbeat_seconds integer,
    blocked boolean DEFAULT false NOT NULL,
    blocking boolean DEFAULT false NOT NULL,
    pending_dependencies integer DEFAULT 0 NOT NULL,
    source_name text,
    source_id uuid,
    source_created_on timestamp with time zone,
    source_retry_count integer,
    source_output jsonb,
    source_root_id uuid,
    trace_context jsonb,
    upsert_by_key boolean,
    CONSTRAINT job_key_strict_fifo_singleton_key_check CHECK ((NOT ((policy = 'key_strict_fifo'::text) AND (singleton_key IS NULL))))
);
CREATE TABLE pgboss.job_dependency (
    child_name text NOT NULL,
    child_id uuid NOT NULL,
    parent_name text NOT NULL,
    parent_id uuid NOT NULL
);
CREATE TABLE pgboss.queue (
    name text NOT NULL,
    policy text NOT NULL,
    retry_limit integer NOT NULL,
    retry_delay integer NOT NULL,
    retry_backoff boolean NOT NULL,
    retry_delay_max integer,
    expire_seconds integer NOT NULL,
    retention_seconds integer NOT NULL,
    deletion_seconds integer NOT NULL,
    dead_letter text,
    partition boolean NOT NULL,
    table_name text NOT NULL,
    deferred_count integer DEFAULT 0 NOT NULL,
    blocked_count integer DEFAULT 0 NOT NULL,
    queued_count integer DEFAULT 0 NOT NULL,
    ready_count integer DEFAULT 0 NOT NULL,
    warning_queued integer DEFAULT 0 NOT NULL,
    active_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    total_count integer DEFAULT 0 NOT NULL,
    retained_count integer,
    retained_on timestamp with time zone,
    created_delta integer DEFAULT 0 NOT NULL,
    completed_delta integer DEFAULT 0 NOT NULL,
    failed_delta integer DEFAULT 0 NOT NULL,
    delta_on timestamp with time zone,
    delta_seconds integer,
    wait_bins integer[],
    run_bins integer[],
    ready_oldest_seconds integer,
    ready_history integer[] DEFAULT '{}'::integer[] NOT NULL,
    heartbeat_seconds integer,
    notify boolean DEFAULT false NOT NULL,
    singletons_active text[],
    monitor_claim_on timestamp with time zone,
    monitor_on timestamp with time zone,
    maintain_on timestamp with time zone,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    updated_on timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT queue_check CHECK ((dead_letter IS DISTINCT FROM name))
);
CREATE TABLE pgboss.queue_stats (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    deferred_count integer DEFAULT 0 NOT NULL,
    queued_count integer DEFAULT 0 NOT NULL,
    ready_count integer DEFAULT 0 NOT NULL,
    active_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    total_count integer DEFAULT 0 NOT NULL,
    created_delta integer,
    completed_delta integer,
    failed_delta integer,
    delta_seconds integer,
    delta_on timestamp with time zone,
    wait_bins integer[],
    run_bins integer[],
    ready_oldest_seconds integer,
    captured_on timestamp with time zone DEFAULT now() NOT NULL
)
PARTITION BY RANGE (captured_on);
CREATE TABLE pgboss.queue_stats_20261130 (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    deferred_count integer DEFAULT 0 NOT NULL,
    queued_count integer DEFAULT 0 NOT NULL,
    ready_count integer DEFAULT 0 NOT NULL,
    active_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    total_count integer DEFAULT 0 NOT NULL,
    created_delta integer,
    completed_delta integer,
    failed_delta integer,
    delta_seconds integer,
    delta_on timestamp with time zone,
    wait_bins integer[],
    run_bins integer[],
    ready_oldest_seconds integer,
    captured_on timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE pgboss.queue_stats_20261201 (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    deferred_count integer DEFAULT 0 NOT NULL,
    queued_count integer DEFAULT 0 NOT NULL,
    ready_count integer DEFAULT 0 NOT NULL,
    active_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    total_count integer DEFAULT 0 NOT NULL,
    created_delta integer,
    completed_delta integer,
    failed_delta integer,
    delta_seconds integer,
    delta_on timestamp with time zone,
    wait_bins integer[],
    run_bins integer[],
    ready_oldest_seconds integer,
    captured_on timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE pgboss.schedule (
    name text NOT NULL,
    key text DEFAULT ''::text NOT NULL,
    kind text DEFAULT 'cron'::text NOT NULL,
    cron text NOT NULL,
    timezone text DEFAULT 'UTC'::text,
    data jsonb,
    options jsonb,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    updated_on timestamp with time zone DEFAULT now() NOT NULL,
    last_job_id uuid,
    CONSTRAINT schedule_kind_check CHECK ((kind = ANY (ARRAY['cron'::text, 'rrule'::text])))
);
CREATE TABLE pgboss.subscription (
    event text NOT NULL,
    name text NOT NULL,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    updated_on timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE pgboss.version (
    version integer NOT NULL,
    cron_on timestamp with time zone,
    bam_on timestamp with time zone,
    flow_on timestamp with time zone,
    reindex_on timestamp with time zone,
    monitor_backoff_on timestamp with time zone
);
CREATE TABLE pgboss.warning (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    type text NOT NULL,
    message text NOT NULL,
    data jsonb,
    created_on timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.api_keys (
    id text NOT NULL,
    team_id text NOT NULL,
    parent_id text,
    hash bytea NOT NULL,
    preview text NOT NULL,
    scope text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT api_keys_scope CHECK ((scope = ANY (ARRAY['read'::text, 'write'::text, 'full'::text])))
);
CREATE TABLE public.buckets (
    team_id text NOT NULL,
    bucket text NOT NULL,
    full_at timestamp with time zone NOT NULL
);
CREATE TABLE public.events (
    character_id text NOT NULL,
    version integer NOT NULL,
    team_id text NOT NULL,
    team_seq bigint NOT NULL,
    status text NOT NULL,
    previous_status text,
    synthesis_id text,
    "character" jsonb,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT events_version CHECK ((version > 0))
);
CREATE TABLE public.generation_events (
    synthesis_id text NOT NULL,
    seq integer NOT NULL,
    pose text,
    generation_status text,
    completed integer NOT NULL,
    total integer NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
CREATE TABLE public.generations (
    synthesis_id text NOT NULL,
    pose text NOT NULL,
    "position" integer NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    request jsonb,
    image jsonb,
    model text,
    provider_request_id text,
    error_code text,
    not_before timestamp with time zone,
    sent_at timestamp with time zone,
    finished_at timestamp with time zone,
    vendor_job_id text,
    CONSTRAINT generations_image CHECK (((status = 'delivered'::text) = (image IS NOT NULL))),
    CONSTRAINT generations_sent CHECK (((status <> 'running'::text) OR ((attempt > 0) AND (request IS NOT NULL)))),
    CONSTRAINT generations_status CHECK ((status = ANY (ARRAY['pending'::text, 'running'::text, 'delivered'::text, 'failed'::text]))),
    CONSTRAINT generations_vendor_job CHECK (((vendor_job_id IS NULL) OR ((attempt > 0) AND (status <> 'pending'::text))))
);
CREATE TABLE public.idempotency_keys (
    team_id text NOT NULL,
    key text NOT NULL,
    operation text NOT NULL,
    target text,
    fingerprint bytea NOT NULL,
    outcome jsonb,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.provider_pauses (
    provider text NOT NULL,
    paused_until timestamp with time zone NOT NULL
);
CREATE TABLE public.settings (
    name text NOT NULL,
    value jsonb NOT NULL
);
CREATE TABLE public.sql_functions (
    file text NOT NULL,
    hash text NOT NULL
);
CREATE TABLE public.teams (
    id text NOT NULL,
    name text NOT NULL,
    auto_save boolean DEFAULT false NOT NULL,
    aurous_version text NOT NULL,
    total bigint DEFAULT 0 NOT NULL,
    held bigint DEFAULT 0 NOT NULL,
    open_syntheses integer DEFAULT 0 NOT NULL,
    event_seq bigint DEFAULT 0 NOT NULL,
    entry_seq bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT teams_credits_not_negative CHECK (((held >= 0) AND ((total - held) >= 0))),
    CONSTRAINT teams_open_syntheses_not_negative CHECK ((open_syntheses >= 0))
);
CREATE TABLE public.uploads (
    id text NOT NULL,
    team_id text NOT NULL,
    filename text NOT NULL,
    content_type text NOT NULL,
    status text DEFAULT 'waiting'::text NOT NULL,
    image jsonb,
    character_id text,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    url_expires_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT uploads_image CHECK (((status = 'waiting'::text) = (image IS NULL))),
    CONSTRAINT uploads_status CHECK ((status = ANY (ARRAY['waiting'::text, 'stored'::text, 'used'::text])))
);
ALTER TABLE ONLY pgboss.job ATTACH PARTITION pgboss.job_common DEFAULT;
ALTER TABLE ONLY pgboss.queue_stats ATTACH PARTITION pgboss.queue_stats_20261130 FOR VALUES FROM ('2026-11-30 00:00:00+00') TO ('2026-12-01 00:00:00+00');
ALTER TABLE ONLY pgboss.queue_stats ATTACH PARTITION pgboss.queue_stats_20261201 FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2026-12-02 00:00:00+00');
ALTER TABLE ONLY drizzle.migrations ALTER COLUMN id SET DEFAULT nextval('drizzle.migrations_id_seq'::regclass);
INSERT INTO drizzle.migrations VALUES
	(1, 'd6d839f4506c1ad02f2295c170b537193433ab203c244317e1d13d9e06220bfa', 1795476430258),
	(2, 'b573e616bc33615275c4cdec8e9ddfb095f20f1aeea92a9a0f63117312ed7f00', 1795650866450),
	(3, 'a7c1e4e80f0be1322b988ac757c149d90955e6cc69d4d60c592238cd0dd80c6d', 1795651720705);
INSERT INTO pgboss.instance VALUES
	('5e646ab7-6862-40ba-aa1d-1166516ff554', NULL, 'vm', 32757, '12.38.0', 'v24.21.0', 'retake migrate', 30, false, false, true, false, false, NULL, NULL, NULL, NULL, '[]', '{"cpu": null, "rss": 123482112, "cgroup": 1, "cpuLimit": 2, "heapUsed": 33079744, "heapLimit": 4496293888, "loopDelay": null, "memoryUsed": null, "memoryLimit": 25276502016, "cpuThrottled": null, "loopDelayMax": null, "loopUtilization": null}', '{"adapter": "custom", "backend": "postgres", "migrate": true, "reindex": true, "schedule": false, "supervise": false, "createSchema": true, "useListenNotify": false, "bamIntervalSeconds": 60, "flowIntervalSeconds": 5, "warningRetentionDays": 365, "monitorIntervalSeconds": 5, "queueStatRetentionDays": 7, "reindexIntervalSeconds": 86400, "instanceHeartbeatSeconds": 30, "superviseIntervalSeconds": 5, "cronWorkerIntervalSeconds": 5, "queueCacheIntervalSeconds": 60, "cronMonitorIntervalSeconds": 30, "maintenanceIntervalSeconds": 86400, "clockMonitorIntervalSeconds": 600}', 0, NULL, '2026-11-30 08:50:52.616774+00', '2026-11-30 08:50:52.616774+00', '2026-11-30 08:50:52.66459+00'),
	('0fc27689-29fa-499d-9877-edc27f73dfda', NULL, 'vm', 528, '12.38.0', 'v24.21.0', 'retake', 30, true, false, false, false, false, NULL, NULL, NULL, NULL, '[]', '{"cpu": null, "rss": 138543104, "cgroup": 1, "cpuLimit": 2, "heapUsed": 44497048, "heapLimit": 4496293888, "loopDelay": null, "memoryUsed": null, "memoryLimit": 25276502016, "cpuThrottled": null, "loopDelayMax": null, "loopUtilization": null}', '{"adapter": "custom", "backend": "postgres", "migrate": false, "reindex": true, "schedule": false, "supervise": true, "createSchema": false, "useListenNotify": true, "bamIntervalSeconds": 60, "flowIntervalSeconds": 5, "warningRetentionDays": 365, "monitorIntervalSeconds": 5, "queueStatRetentionDays": 7, "reindexIntervalSeconds": 86400, "instanceHeartbeatSeconds": 30, "superviseIntervalSeconds": 5, "cronWorkerIntervalSeconds": 5, "queueCacheIntervalSeconds": 60, "cronMonitorIntervalSeconds": 30, "maintenanceIntervalSeconds": 86400, "clockMonitorIntervalSeconds": 600}', 0, NULL, '2026-11-30 08:51:13.521887+00', '2026-11-30 08:51:13.521887+00', NULL);
INSERT INTO pgboss.job_common VALUES
	('c172837e-a49c-86c1-571c-c0af24096f96', 'synthesis', -2, '{"synthesis_id": "syn_01M8NTDFBES3D2590QJP75J749"}', 'completed', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:17.488305+00', '2026-11-30 08:51:17.488305+00', '2026-11-30 08:51:17.603009+00', '2026-11-30 08:51:18.261468+00', '2026-12-14 08:51:17.488305+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:17.603009+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('79598684-675d-e98e-2317-d1b732cef903', 'synthesis', -1, '{"synthesis_id": "syn_01M8NTDEBYWVG34BJ7PXN1XAWY"}', 'completed', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:16.51928+00', '2026-11-30 08:51:16.51928+00', '2026-11-30 08:51:16.763217+00', '2026-11-30 08:51:18.324061+00', '2026-12-14 08:51:16.51928+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:16.763217+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('e20ec894-4f01-6cc6-d091-62d2fa100915', 'synthesis', -1, '{"synthesis_id": "syn_01M8NTDGRV3PFZDD1HG2STPFXF"}', 'completed', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:18.939831+00', '2026-11-30 08:51:18.939831+00', '2026-11-30 08:51:19.019455+00', '2026-11-30 08:51:19.725455+00', '2026-12-14 08:51:18.939831+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:19.019455+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('804bbab8-63c0-5553-07b2-e94540c18a57', 'synthesis', -2, '{"synthesis_id": "syn_01M8NTDGWVC0S4Y6JE2FBT4JS6"}', 'completed', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:19.06863+00', '2026-11-30 08:51:19.06863+00', '2026-11-30 08:51:19.171906+00', '2026-11-30 08:51:19.979547+00', '2026-12-14 08:51:19.06863+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:19.171906+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('899be8b4-3197-13c1-0c23-6ab98ff698a5', 'synthesis', -1, '{"synthesis_id": "syn_01M8NTDHVPXQBV25VXS8DHPAWZ"}', 'completed', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:20.054361+00', '2026-11-30 08:51:20.054361+00', '2026-11-30 08:51:20.068076+00', '2026-11-30 08:51:20.436819+00', '2026-12-14 08:51:20.054361+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:20.068076+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('7ec97559-8aea-386b-d722-d5aa4c7fcbbb', 'synthesis', -1, '{"synthesis_id": "syn_01M8NTDJ9ED9AA297Q4T5J6YG1"}', 'completed', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:20.494836+00', '2026-11-30 08:51:20.494836+00', '2026-11-30 08:51:20.521189+00', '2026-11-30 08:51:20.779238+00', '2026-12-14 08:51:20.494836+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:20.521189+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('1b179c1a-0614-3906-d8d5-03e5ec99fcba', 'synthesis', -1, '{"synthesis_id": "img_01M8NTDJP03NEW26NHYQGRRVD7"}', 'completed', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:20.896815+00', '2026-11-30 08:51:20.896815+00', '2026-11-30 08:51:20.930518+00', '2026-11-30 08:51:21.31099+00', '2026-12-14 08:51:20.896815+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:20.930518+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('d0260897-b3b3-78ef-2766-79d89fe3b285', 'synthesis', -1, '{"synthesis_id": "img_01M8NTDK33WNENHNBEDQKRSRBY"}', 'completed', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:21.315906+00', '2026-11-30 08:51:21.315906+00', '2026-11-30 08:51:21.361757+00', '2026-11-30 08:51:21.549147+00', '2026-12-14 08:51:21.315906+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:21.361757+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('6407ae3a-69d3-12e0-6a1e-db077591353c', 'synthesis', -1, '{"synthesis_id": "syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB"}', 'completed', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:21.577552+00', '2026-11-30 08:51:21.577552+00', '2026-11-30 08:51:21.615574+00', '2026-11-30 08:51:22.378305+00', '2026-12-14 08:51:21.577552+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:21.615574+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('9ffadf70-1317-6380-6f57-0311efd6bcb8', 'synthesis', -1, '{"synthesis_id": "syn_01M8NTDM63K91TPTF49GX43H9Q"}', 'completed', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:22.435835+00', '2026-11-30 08:51:22.435835+00', '2026-11-30 08:51:22.493628+00', '2026-11-30 08:51:22.673305+00', '2026-12-14 08:51:22.435835+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:22.493628+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('074e32ed-2009-25c0-d0dd-58cfc17910be', 'synthesis', -1, '{"synthesis_id": "syn_01M8NTDMESVMGNEKAABC240MA1"}', 'completed', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:22.715286+00', '2026-11-30 08:51:22.715286+00', '2026-11-30 08:51:22.740044+00', '2026-11-30 08:51:22.822655+00', '2026-12-14 08:51:22.715286+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:22.740044+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('d3f10aa7-0f6e-b20a-dc02-095a2f88038e', 'synthesis', -1, '{"synthesis_id": "syn_01M8NTDMMK701VEJGT2ZERW78X"}', 'completed', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:22.899676+00', '2026-11-30 08:51:22.899676+00', '2026-11-30 08:51:22.930498+00', '2026-11-30 08:51:23.340369+00', '2026-12-14 08:51:22.899676+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:22.930498+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('d704adea-bc68-840b-b69d-b3308753c630', 'synthesis', -1, '{"synthesis_id": "syn_01M8NTDVNGSN2C677NEQC57WP7"}', 'completed', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:30.096766+00', '2026-11-30 08:51:30.096766+00', '2026-11-30 08:51:30.114746+00', '2026-11-30 08:51:30.537138+00', '2026-12-14 08:51:30.096766+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:30.114746+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('3b6ff5d3-4e56-0221-6d71-e9224c6baa23', 'synthesis', -1, '{"synthesis_id": "syn_01M8NTDWHSCEDACA169FYT1RS5"}', 'active', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.002622+00', '2026-11-30 08:51:31.002622+00', '2026-11-30 08:51:31.013252+00', NULL, '2026-12-14 08:51:31.002622+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:31.013252+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('eaeb8154-c523-bc73-e53e-9f80f187520e', 'synthesis', -2, '{"synthesis_id": "syn_01M8NTDWJPVJW5RV848845XXM4"}', 'active', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.030671+00', '2026-11-30 08:51:31.030671+00', '2026-11-30 08:51:31.042544+00', NULL, '2026-12-14 08:51:31.030671+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:31.042544+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('111df28c-6a7a-6fac-e037-8e9c85570168', 'synthesis', -3, '{"synthesis_id": "syn_01M8NTDWMW140B5AFM75AFBC0N"}', 'active', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.100788+00', '2026-11-30 08:51:31.100788+00', '2026-11-30 08:51:31.116685+00', NULL, '2026-12-14 08:51:31.100788+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:31.116685+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('4ff2437e-f468-5143-8d9c-5a0fb08a9645', 'synthesis', -4, '{"synthesis_id": "syn_01M8NTDWNEZGTDV8ZXRW07VZHK"}', 'active', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.142977+00', '2026-11-30 08:51:31.142977+00', '2026-11-30 08:51:31.174046+00', NULL, '2026-12-14 08:51:31.142977+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:31.174046+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('029de4fe-d4de-4687-80df-2e5a76608187', 'synthesis', -5, '{"synthesis_id": "syn_01M8NTDWV9TF9BT036XKAC89FS"}', 'active', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.306386+00', '2026-11-30 08:51:31.306386+00', '2026-11-30 08:51:31.332837+00', NULL, '2026-12-14 08:51:31.306386+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:31.332837+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('ce998d79-5a4e-5d5f-7645-a7641c21d566', 'synthesis', -6, '{"synthesis_id": "img_01M8NTDWZ25NDWX3XHJ3VKV7X6"}', 'active', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.432846+00', '2026-11-30 08:51:31.432846+00', '2026-11-30 08:51:31.44785+00', NULL, '2026-12-14 08:51:31.432846+00', NULL, 'synthesis_dead', 'standard', '2026-11-30 08:51:31.44785+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('f0aabdd8-e37b-021c-3bb5-6f3fa14cdb3e', 'synthesis', -7, '{"synthesis_id": "syn_01M8NTE3S654TZ3FQ5E97M0V2F"}', 'created', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:38.427638+00', '2026-11-30 08:51:38.427638+00', NULL, NULL, '2026-12-14 08:51:38.427638+00', NULL, 'synthesis_dead', 'standard', NULL, 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('296587a9-2647-c1fb-41c8-ace069531461', 'synthesis', -8, '{"synthesis_id": "syn_01M8NTE40ZYD3X28NHQKJT4KQ3"}', 'created', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:38.673565+00', '2026-11-30 08:51:38.673565+00', NULL, NULL, '2026-12-14 08:51:38.673565+00', NULL, 'synthesis_dead', 'standard', NULL, 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('3134cfaf-e42e-bb69-ba87-9edcdddcf5c8', 'synthesis', -1, '{"synthesis_id": "img_01M8NTE48E7CYE6QR4NSMA2A1F"}', 'created', 10, 0, 1, true, 30, 86399, 604800, NULL, NULL, NULL, NULL, '2026-11-30 08:51:38.89629+00', '2026-11-30 08:51:38.89629+00', NULL, NULL, '2026-12-14 08:51:38.89629+00', NULL, 'synthesis_dead', 'standard', NULL, 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pgboss.queue VALUES
	('synthesis', 'standard', 10, 1, true, 30, 86399, 1209600, 604800, 'synthesis_dead', false, 'job_common', 0, 0, 0, 0, 0, 0, 0, 12, 2, '2026-11-30 08:51:18.820691+00', 0, 0, 0, NULL, NULL, NULL, NULL, NULL, '{0,0,0}', 10, false, NULL, '2026-11-30 08:51:28.817552+00', '2026-11-30 08:51:28.820691+00', '2026-11-30 08:51:18.591976+00', '2026-11-30 08:50:52.662429+00', '2026-11-30 08:50:52.662429+00'),
	('synthesis_dead', 'standard', 2, 0, false, NULL, 900, 1209600, 604800, NULL, false, 'job_common', 0, 0, 0, 0, 0, 0, 0, 0, 0, '2026-11-30 08:51:18.820691+00', 0, 0, 0, NULL, NULL, NULL, NULL, NULL, '{0,0,0}', 10, false, NULL, '2026-11-30 08:51:28.817552+00', '2026-11-30 08:51:28.820691+00', '2026-11-30 08:51:18.591976+00', '2026-11-30 08:50:52.64685+00', '2026-11-30 08:50:52.64685+00');
INSERT INTO pgboss.version VALUES
	(46, NULL, '2026-11-30 08:50:52.598085+00', '2026-11-30 08:51:28.538549+00', '2026-11-30 08:51:18.681143+00', NULL);
INSERT INTO public.api_keys VALUES
	('key_01M8NTCSS6TEEGYD41SBFXHJS9', 'team_01M8NTCQENRWSXYTG5CMH89GA9', NULL, '\x8a49938dabb116220b0ab894456a08a900d1e3cfa6222b9a4c8bb2ffeeb6d14c', 'al_live_4de9f1', 'full', '2026-11-30 08:50:55.409531+00', NULL, NULL),
	('key_01M8NTCYHPQT1MY3WMDRE4KRZ9', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', NULL, '\x7a82e801fe2cb131a98cd7034fd3e9d2f1defc64ec7da8282a77be0b5352aa9a', 'al_live_e19ad7', 'full', '2026-11-30 08:51:00.342846+00', NULL, NULL),
	('key_01M8NTD429KB4K2PMG410BHD89', 'team_01M8NTD1KRV6EFWP5CDGNME0E3', NULL, '\xc6d6beb35d28c13fda1f53edfcba1169cae9a3caf5e64757ef3205c74c4f5ca8', 'al_live_13bd0c', 'full', '2026-11-30 08:51:05.946585+00', NULL, NULL),
	('key_01M8NTD89M97HXVNXTNSREYHWE', 'team_01M8NTD66PDMXGR586661P2AGA', NULL, '\x9209345f5f38db07a7a85ce5edc78b276970b3b77b57e411a1f7bb8861fef20a', 'al_live_54e17a', 'full', '2026-11-30 08:51:10.313542+00', NULL, NULL),
	('key_01M8NTDPCDCTX8KT5661J6GHCC', 'team_01M8NTCQENRWSXYTG5CMH89GA9', NULL, '\x989752b00114f81e04c90aae150d997830f7ceb0d409fe978701c1bf92821095', 'al_live_c4b485', 'read', '2026-11-30 08:51:24.694485+00', NULL, NULL),
	('key_01M8NTDQHV073NHBSAFCYZD3HP', 'team_01M8NTCQENRWSXYTG5CMH89GA9', NULL, '\x7609f996634fdc3d56d17dc02d3d1c683b7c062aac8bdb91277668f2730b38fd', 'al_live_44121a', 'write', '2026-11-30 08:51:25.894168+00', NULL, NULL),
	('key_01M8NTDQNTKZMHHBR4D3CW2E5X', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'key_01M8NTCSS6TEEGYD41SBFXHJS9', '\x2c84d1746ae27e506ece97c2ce62031d04b6365cedf639fafd024d7e210e25a7', 'al_live_c107cf', 'read', '2026-11-30 08:51:26.01544+00', '2026-12-01 08:51:26.01544+00', NULL),
	('key_01M8NTDQPJ6R81ZJAW785E0G1T', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'key_01M8NTCSS6TEEGYD41SBFXHJS9', '\xdd0275c53dfdbd1737799d2ecde24a769b7ecf711916121940ba5d806be79ec0', 'al_live_dd46d8', 'write', '2026-11-30 08:51:26.035649+00', '2026-12-01 08:51:26.035649+00', NULL),
	('key_01M8NTDSXVV9QQ8JPJHCJKE832', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'key_01M8NTDSTTSDGKYSYB4VKA0K0V', '\x65f74fcd5cfb9e22c1a901b6e1a35445a780c156332ed7a54a5af55bb73ccc1d', 'al_live_00982e', 'write', '2026-11-30 08:51:28.316362+00', '2026-12-01 08:51:28.316362+00', NULL),
	('key_01M8NTDSTTSDGKYSYB4VKA0K0V', 'team_01M8NTCQENRWSXYTG5CMH89GA9', NULL, '\xeb2a450a8aeda612e41908483cf6fd5aae9a381a1d049443d7eeaaf5a3e3be47', 'al_live_7613bb', 'full', '2026-11-30 08:51:28.243752+00', NULL, '2026-11-30 08:51:29.70501+00');
INSERT INTO public.buckets VALUES
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'images_post', '2026-11-30 08:51:22.898365+00'),
	('team_01M8NTD66PDMXGR586661P2AGA', 'characters_synthesize', '2026-11-30 08:51:32.900315+00'),
	('team_01M8NTD1KRV6EFWP5CDGNME0E3', 'characters_synthesize', '2026-11-30 08:51:33.372526+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'characters_synthesize', '2026-11-30 08:52:56.583963+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 'images_post', '2026-11-30 08:51:32.44204+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 'characters_synthesize', '2026-11-30 08:52:50.097466+00'),
	('team_01M8NTD66PDMXGR586661P2AGA', 'images_post', '2026-11-30 08:51:39.905285+00');
INSERT INTO public.characters VALUES
	('char_01M8NTDG8YX3TJVWTKJRZQ7H0V', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'Up', 'ready', 1, NULL, 'ref-1', NULL, 1, '2026-05-15', '2026-11-30 08:51:18.437453+00', '2026-11-30 08:51:18.437453+00'),
	('char_01M8NTDGKH8G7EYK42QS1JRBX8', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'Up', 'ready', 1, '{"hair_color": "red"}', 'ref-1', NULL, 1, '2026-05-15', '2026-11-30 08:51:18.781676+00', '2026-11-30 08:51:18.781676+00'),
	('char_01M8NTDEBYWVG34BJ7PXN1XAWX', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'Ann', 'ready', 7, '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, NULL, 3, '2026-05-15', '2026-11-30 08:51:16.602669+00', '2026-11-30 08:51:20.861973+00'),
	('char_01M8NTDKB9FJ3Y9GBF60ZRKFZA', 'team_01M8NTCQENRWSXYTG5CMH89GA9', '', 'deleted', 3, NULL, NULL, NULL, NULL, '2026-05-15', '2026-11-30 08:51:21.593438+00', '2026-11-30 08:51:22.400034+00'),
	('char_01M8NTDM63K91TPTF49GX43H9P', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'Refused', 'failed', 2, '{"age": 30, "gender": "female", "additional_details": "refused for its content"}', NULL, 'content_rejected', NULL, '2026-05-15', '2026-11-30 08:51:22.436886+00', '2026-11-30 08:51:22.668488+00'),
	('char_01M8NTDMESVMGNEKAABC240MA0', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'Cancelled', 'failed', 2, '{"age": 30, "gender": "female", "additional_details": "unanswered(portrait)"}', NULL, 'cancelled', NULL, '2026-05-15', '2026-11-30 08:51:22.716339+00', '2026-11-30 08:51:22.798017+00'),
	('char_01M8NTDFBES3D2590QJP75J748', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'Zoë renamed', 'reviewing', 7, '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, NULL, 3, '2026-05-15', '2026-11-30 08:51:17.525582+00', '2026-11-30 08:51:22.873937+00'),
	('char_01M8NTDMMK701VEJGT2ZERW78W', 'team_01M8NTD66PDMXGR586661P2AGA', 'Auto', 'ready', 2, '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, NULL, 1, '2026-05-15', '2026-11-30 08:51:22.900646+00', '2026-11-30 08:51:23.336697+00'),
	('char_01M8NTDW9KGMT29F7327M5JQ1J', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'Portrait', 'synthesizing', 2, '{"age": 40, "additional_details": "unanswered(portrait)"}', NULL, NULL, 1, '2026-05-15', '2026-11-30 08:51:30.74186+00', '2026-11-30 08:51:31.007009+00'),
	('char_01M8NTDWCQR5H9B95T38A16GZ6', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'After', 'synthesizing', 2, '{"age": 40, "additional_details": "unanswered(front side back)"}', NULL, NULL, 1, '2026-05-15', '2026-11-30 08:51:30.846265+00', '2026-11-30 08:51:31.032054+00'),
	('char_01M8NTDWGKKHSQFG4TKW7CQT0F', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'Last', 'synthesizing', 2, '{"age": 40, "additional_details": "unanswered(back)"}', NULL, NULL, 1, '2026-05-15', '2026-11-30 08:51:30.963885+00', '2026-11-30 08:51:31.101865+00'),
	('char_01M8NTDWNEZGTDV8ZXRW07VZHJ', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'New', 'synthesizing', 1, '{"age": 30, "gender": "female", "additional_details": "unanswered(portrait)"}', NULL, NULL, NULL, '2026-05-15', '2026-11-30 08:51:31.14401+00', '2026-11-30 08:51:31.14401+00'),
	('char_01M8NTDVNGSN2C677NEQC57WP6', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'Drawn', 'synthesizing', 3, '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, NULL, 1, '2026-05-15', '2026-11-30 08:51:30.097798+00', '2026-11-30 08:51:31.323291+00'),
	('char_01M8NTE3M0J82SNFYARG6D0PFQ', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'Queued', 'synthesizing', 2, '{"age": 50}', NULL, NULL, 1, '2026-05-15', '2026-11-30 08:51:38.267619+00', '2026-11-30 08:51:38.48888+00'),
	('char_01M8NTE40ZYD3X28NHQKJT4KQ2', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'Waiting', 'synthesizing', 1, '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, NULL, NULL, '2026-05-15', '2026-11-30 08:51:38.676549+00', '2026-11-30 08:51:38.676549+00');
INSERT INTO public.events VALUES
	('char_01M8NTDEBYWVG34BJ7PXN1XAWX', 1, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 1, 'synthesizing', NULL, 'syn_01M8NTDEBYWVG34BJ7PXN1XAWY', '{"id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX", "name": "Ann", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:16.602669+00:00", "updated_at": "2026-11-30T08:51:16.602669+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}', '2026-11-30 08:51:16.602669+00'),
	('char_01M8NTDFBES3D2590QJP75J748', 1, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 2, 'synthesizing', NULL, 'syn_01M8NTDFBES3D2590QJP75J749', '{"id": "char_01M8NTDFBES3D2590QJP75J748", "name": "Zoë 🎀", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:17.525582+00:00", "updated_at": "2026-11-30T08:51:17.525582+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}', '2026-11-30 08:51:17.525582+00'),
	('char_01M8NTDFBES3D2590QJP75J748', 2, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 3, 'reviewing', 'synthesizing', 'syn_01M8NTDFBES3D2590QJP75J749', '{"id": "char_01M8NTDFBES3D2590QJP75J748", "name": "Zoë 🎀", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71fc1e2220f1215e3aa1ad4b72a44a328bee22e48da22a9373aff94e1c046765.webp", "pose": "portrait", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/08/082170dc6cfd297cff1575aada6265d0cb670002f94f7aea8049f130a78580ae.webp", "thumbhash": "2YYCBQBMSIh3h4eHeIhICKOG/5BX"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d9/d90307ee9c9eaea294b7b39dc0ef341d1e7ad67b81425b486f88354222d701da.webp", "pose": "front", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71d8c117b6c38a4af663a34ccf85bf29b4e41cbdc04afc1b364437417bea0985.webp", "thumbhash": "n6gDBQAvCXiIiIfoiHeIdy94h/d3"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/cc/cca2dea514efcf8280ec6cae6f91461980181a9deb710100568f54530dace0e1.webp", "pose": "side", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/ed/edffe4eecbb2166a6faa19ef3fe41b023132dbee2436c6b21c1b4e8b006de325.webp", "thumbhash": "o0kBBQBaWHeHd4eIeIeHCE94SG+I"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/76/766d46d25a116cbd95d1f4605711604428c95ee28d70d84bc612017dceaee084.webp", "pose": "back", "bytes": 88, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b9/b980df0ec15cd19d2f9e3b5ebaf98499bfc7d1be98273dbefd1ac312a9afa641.webp", "thumbhash": "JGUDBQB5Z3h3+IiIeHSId/SG+GaH"}], "status": "reviewing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 2, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:17.525582+00:00", "updated_at": "2026-11-30T08:51:18.25381+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:18.25381+00'),
	('char_01M8NTDEBYWVG34BJ7PXN1XAWX', 2, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 4, 'reviewing', 'synthesizing', 'syn_01M8NTDEBYWVG34BJ7PXN1XAWY', '{"id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX", "name": "Ann", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e8/e820422be03cdc44ca671f5f4e5f02b349e0d9b754fba7939270d21db54027b9.webp", "pose": "portrait", "bytes": 76, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/35/354505bcb91f9829c0d13dbf93dbff7c47660daa5ddd70113748a3c3e5784bca.webp", "thumbhash": "nzcBBQA8Cnh3h4h4eIeIePCFCXt4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/f6/f69784db74e3874a4b9474621a4eb705f85c8bae7edb2f73acf20337fddf210b.webp", "pose": "front", "bytes": 92, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4a/4a4339c9e8a946d378d6afb965a004a7d0368f03c77b088f2378fc42e2427b25.webp", "thumbhash": "JzQBBQB5aIeId4f4iHi4d/CHB5uH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/64/64132410b7dda782db55d6cc609db76b91d34afb6bd52f563707fd9d42f6c2d3.webp", "pose": "side", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/37/370246c2f1abd2dc4e061fb0c4dc5cddd8a60cbff20a46ce28f84db565c01d5a.webp", "thumbhash": "VVgBBQB4eHiICHeIh3fYeAyIeHj3"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c6/c69f7b8d5bda6bfe61956962972a2f39aa7a3f05d7b84ca7a3b95b027366750b.webp", "pose": "back", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/90/9016a4d26782a78f133b9800a362ad1f7d2861100d9005c6819b194e5ce923c7.webp", "thumbhash": "sgUBBQBnSIZ3eIh3eIiHB/J1R4+H"}], "status": "reviewing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 2, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:16.602669+00:00", "updated_at": "2026-11-30T08:51:18.298978+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:18.298978+00'),
	('char_01M8NTDG8YX3TJVWTKJRZQ7H0V', 1, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 5, 'ready', NULL, NULL, '{"id": "char_01M8NTDG8YX3TJVWTKJRZQ7H0V", "name": "Up", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4c/4c119f546e595f50f3461438eac9a9237d1e904df88ade91748586ab2b1d3747.webp", "pose": "other", "bytes": 86, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/2d/2d1115cbd0f73bad47cd131c9398cffae7dc7445c0b5edc9066ae281ed239fe1.webp", "thumbhash": "HMoCBQCIf3qHh3iIiIdod3+Jh8C3"}], "status": "ready", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": null, "created_at": "2026-11-30T08:51:18.437453+00:00", "updated_at": "2026-11-30T08:51:18.437453+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": "ref-1"}', '2026-11-30 08:51:18.437453+00'),
	('char_01M8NTDGKH8G7EYK42QS1JRBX8', 1, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 6, 'ready', NULL, NULL, '{"id": "char_01M8NTDGKH8G7EYK42QS1JRBX8", "name": "Up", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b0/b092feb1cd17f3eb65ba74f2b99b6a508d57ceeebb1a824d5e67b38aac84eeaa.webp", "pose": "other", "bytes": 86, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/13/13c437808ffab4f6836b8c1fdbff11bd19f7d1a5216ef9e0c0b7b08eb41358f2.webp", "thumbhash": "nNQBBQCIf3qHh3iIiIdod/SHCFiI"}], "status": "ready", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": {"hair_color": "red"}, "created_at": "2026-11-30T08:51:18.781676+00:00", "updated_at": "2026-11-30T08:51:18.781676+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": "ref-1"}', '2026-11-30 08:51:18.781676+00'),
	('char_01M8NTDEBYWVG34BJ7PXN1XAWX', 3, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 7, 'synthesizing', 'reviewing', 'syn_01M8NTDGRV3PFZDD1HG2STPFXF', '{"id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX", "name": "Ann", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e8/e820422be03cdc44ca671f5f4e5f02b349e0d9b754fba7939270d21db54027b9.webp", "pose": "portrait", "bytes": 76, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/35/354505bcb91f9829c0d13dbf93dbff7c47660daa5ddd70113748a3c3e5784bca.webp", "thumbhash": "nzcBBQA8Cnh3h4h4eIeIePCFCXt4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/f6/f69784db74e3874a4b9474621a4eb705f85c8bae7edb2f73acf20337fddf210b.webp", "pose": "front", "bytes": 92, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4a/4a4339c9e8a946d378d6afb965a004a7d0368f03c77b088f2378fc42e2427b25.webp", "thumbhash": "JzQBBQB5aIeId4f4iHi4d/CHB5uH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/64/64132410b7dda782db55d6cc609db76b91d34afb6bd52f563707fd9d42f6c2d3.webp", "pose": "side", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/37/370246c2f1abd2dc4e061fb0c4dc5cddd8a60cbff20a46ce28f84db565c01d5a.webp", "thumbhash": "VVgBBQB4eHiICHeIh3fYeAyIeHj3"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c6/c69f7b8d5bda6bfe61956962972a2f39aa7a3f05d7b84ca7a3b95b027366750b.webp", "pose": "back", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/90/9016a4d26782a78f133b9800a362ad1f7d2861100d9005c6819b194e5ce923c7.webp", "thumbhash": "sgUBBQBnSIZ3eIh3eIiHB/J1R4+H"}], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 3, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:16.602669+00:00", "updated_at": "2026-11-30T08:51:18.94308+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:18.94308+00'),
	('char_01M8NTDFBES3D2590QJP75J748', 3, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 8, 'synthesizing', 'reviewing', 'syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', '{"id": "char_01M8NTDFBES3D2590QJP75J748", "name": "Zoë 🎀", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71fc1e2220f1215e3aa1ad4b72a44a328bee22e48da22a9373aff94e1c046765.webp", "pose": "portrait", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/08/082170dc6cfd297cff1575aada6265d0cb670002f94f7aea8049f130a78580ae.webp", "thumbhash": "2YYCBQBMSIh3h4eHeIhICKOG/5BX"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d9/d90307ee9c9eaea294b7b39dc0ef341d1e7ad67b81425b486f88354222d701da.webp", "pose": "front", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71d8c117b6c38a4af663a34ccf85bf29b4e41cbdc04afc1b364437417bea0985.webp", "thumbhash": "n6gDBQAvCXiIiIfoiHeIdy94h/d3"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/cc/cca2dea514efcf8280ec6cae6f91461980181a9deb710100568f54530dace0e1.webp", "pose": "side", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/ed/edffe4eecbb2166a6faa19ef3fe41b023132dbee2436c6b21c1b4e8b006de325.webp", "thumbhash": "o0kBBQBaWHeHd4eIeIeHCE94SG+I"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/76/766d46d25a116cbd95d1f4605711604428c95ee28d70d84bc612017dceaee084.webp", "pose": "back", "bytes": 88, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b9/b980df0ec15cd19d2f9e3b5ebaf98499bfc7d1be98273dbefd1ac312a9afa641.webp", "thumbhash": "JGUDBQB5Z3h3+IiIeHSId/SG+GaH"}], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 3, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:17.525582+00:00", "updated_at": "2026-11-30T08:51:19.080731+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:19.080731+00'),
	('char_01M8NTDEBYWVG34BJ7PXN1XAWX', 4, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 9, 'reviewing', 'synthesizing', 'syn_01M8NTDGRV3PFZDD1HG2STPFXF', '{"id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX", "name": "Ann", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp", "pose": "portrait", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c0/c0d68cb9a8b93009c9c451b58e723e771e02662dc6b44f9f5546c8f1787a91a0.webp", "thumbhash": "VnMCBQAOCIh4eHiIiIhISPCG+XR4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/67/67fff7c59834a462ad3f1de40a20722d0304536f35da393417bc4ac2bf712c50.webp", "pose": "front", "bytes": 90, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d6/d60fab6063d1a6dde14bc81ceddf0cc5e07160fd205fe2226cf97a40f68d1d3f.webp", "thumbhash": "qKUDBQBqWIh3iHh4eHh399B5+GCH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d7/d745991604952b785f865fa7e06cd10c68a901c67cb3802c70e37dcc75cec3d6.webp", "pose": "side", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/cd/cda6688dd1258a74dc19e2e468bb287eacd32129fbb1df95aad40362d39d32a1.webp", "thumbhash": "ZlUDBQBaWHd3h3eYiHgIuId3/4B4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b70cbde9153a8f144cec0cf47badeaaee957b51ca93a22952f6df5b24b3caf44.webp", "pose": "back", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a1/a1ac399e76a684bfdb47ccd53a5d077bb8ba2e8c198a6efa84867034d57fcc1d.webp", "thumbhash": "DGkBBQBaWHeHd3d4eIh4By94B414"}], "status": "reviewing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 4, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:16.602669+00:00", "updated_at": "2026-11-30T08:51:19.665192+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 2, "client_reference_id": null}', '2026-11-30 08:51:19.665192+00'),
	('char_01M8NTDWNEZGTDV8ZXRW07VZHJ', 1, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 9, 'synthesizing', NULL, 'syn_01M8NTDWNEZGTDV8ZXRW07VZHK', '{"id": "char_01M8NTDWNEZGTDV8ZXRW07VZHJ", "name": "New", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "unanswered(portrait)"}, "created_at": "2026-11-30T08:51:31.14401+00:00", "updated_at": "2026-11-30T08:51:31.14401+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}', '2026-11-30 08:51:31.14401+00'),
	('char_01M8NTDFBES3D2590QJP75J748', 4, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 10, 'reviewing', 'synthesizing', 'syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', '{"id": "char_01M8NTDFBES3D2590QJP75J748", "name": "Zoë 🎀", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp", "pose": "portrait", "bytes": 68, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/91/91069f1eef97d230a26a14d9ac600bd05878418cb1dcf1613f13b89985522d3d.webp", "thumbhash": "YfcBBQBPC4qIaHh3eHJHePSHSJ34"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7f/7fde2379502082721ad5aaa4971c8898e391fa2751d99f715829e85edae9b0a8.webp", "pose": "front", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/59/59a51034c8cbb90e371a680816b9634abfa3541845a40c9f026735be107a34ee.webp", "thumbhash": "48QABQB5eIh4d3f4eHSH+LCHiJ94"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/6c/6c5495f343cdd96186800a38b34bf33e12015dd1985c4f4315bd274d4e4cf91f.webp", "pose": "side", "bytes": 80, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/fd/fd255352e71269aa562e30886731d0e1aeff202531d4d704525c1bd68a679023.webp", "thumbhash": "J4kCBQBaSHeHd3iId4gIeA14+ICH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e9/e989ae68884e6a20149fe2d71905bf525902029e1a9ebb795203a70c58a4674a.webp", "pose": "back", "bytes": 78, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a7/a7511b17baaebd8ec83434ff88c60208232089dded57d432c9193c2b229fed3a.webp", "thumbhash": "LPYBBQB4eId4d4eIh3dnCLB4OG93"}], "status": "reviewing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 4, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:17.525582+00:00", "updated_at": "2026-11-30T08:51:19.959896+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 2, "client_reference_id": null}', '2026-11-30 08:51:19.959896+00'),
	('char_01M8NTDEBYWVG34BJ7PXN1XAWX', 5, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 11, 'synthesizing', 'reviewing', 'syn_01M8NTDHVPXQBV25VXS8DHPAWZ', '{"id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX", "name": "Ann", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp", "pose": "portrait", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c0/c0d68cb9a8b93009c9c451b58e723e771e02662dc6b44f9f5546c8f1787a91a0.webp", "thumbhash": "VnMCBQAOCIh4eHiIiIhISPCG+XR4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/67/67fff7c59834a462ad3f1de40a20722d0304536f35da393417bc4ac2bf712c50.webp", "pose": "front", "bytes": 90, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d6/d60fab6063d1a6dde14bc81ceddf0cc5e07160fd205fe2226cf97a40f68d1d3f.webp", "thumbhash": "qKUDBQBqWIh3iHh4eHh399B5+GCH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d7/d745991604952b785f865fa7e06cd10c68a901c67cb3802c70e37dcc75cec3d6.webp", "pose": "side", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/cd/cda6688dd1258a74dc19e2e468bb287eacd32129fbb1df95aad40362d39d32a1.webp", "thumbhash": "ZlUDBQBaWHd3h3eYiHgIuId3/4B4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b70cbde9153a8f144cec0cf47badeaaee957b51ca93a22952f6df5b24b3caf44.webp", "pose": "back", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a1/a1ac399e76a684bfdb47ccd53a5d077bb8ba2e8c198a6efa84867034d57fcc1d.webp", "thumbhash": "DGkBBQBaWHeHd3d4eIh4By94B414"}], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 5, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:16.602669+00:00", "updated_at": "2026-11-30T08:51:20.057396+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 2, "client_reference_id": null}', '2026-11-30 08:51:20.057396+00'),
	('char_01M8NTDEBYWVG34BJ7PXN1XAWX', 6, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 12, 'reviewing', 'synthesizing', 'syn_01M8NTDHVPXQBV25VXS8DHPAWZ', '{"id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX", "name": "Ann", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp", "pose": "portrait", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c0/c0d68cb9a8b93009c9c451b58e723e771e02662dc6b44f9f5546c8f1787a91a0.webp", "thumbhash": "VnMCBQAOCIh4eHiIiIhISPCG+XR4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/67/67fff7c59834a462ad3f1de40a20722d0304536f35da393417bc4ac2bf712c50.webp", "pose": "front", "bytes": 90, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d6/d60fab6063d1a6dde14bc81ceddf0cc5e07160fd205fe2226cf97a40f68d1d3f.webp", "thumbhash": "qKUDBQBqWIh3iHh4eHh399B5+GCH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b787b944720a14010eedc758ac19c3ff0869354254d0ab45d8477505f6e8b1e3.webp", "pose": "side", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/3a/3a175a426e9e41cf7b72eb00953d4ec9e2e3c86ebe718154e7d03f618a2c2cc4.webp", "thumbhash": "m4wBBQBOOHiHh3h4eHcHp1+IJ39o"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b70cbde9153a8f144cec0cf47badeaaee957b51ca93a22952f6df5b24b3caf44.webp", "pose": "back", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a1/a1ac399e76a684bfdb47ccd53a5d077bb8ba2e8c198a6efa84867034d57fcc1d.webp", "thumbhash": "DGkBBQBaWHeHd3d4eIh4By94B414"}], "status": "reviewing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 6, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:16.602669+00:00", "updated_at": "2026-11-30T08:51:20.424254+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 3, "client_reference_id": null}', '2026-11-30 08:51:20.424254+00'),
	('char_01M8NTDFBES3D2590QJP75J748', 6, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 14, 'reviewing', 'synthesizing', 'syn_01M8NTDJ9ED9AA297Q4T5J6YG1', '{"id": "char_01M8NTDFBES3D2590QJP75J748", "name": "Zoë 🎀", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp", "pose": "portrait", "bytes": 68, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/91/91069f1eef97d230a26a14d9ac600bd05878418cb1dcf1613f13b89985522d3d.webp", "thumbhash": "YfcBBQBPC4qIaHh3eHJHePSHSJ34"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7f/7fde2379502082721ad5aaa4971c8898e391fa2751d99f715829e85edae9b0a8.webp", "pose": "front", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/59/59a51034c8cbb90e371a680816b9634abfa3541845a40c9f026735be107a34ee.webp", "thumbhash": "48QABQB5eIh4d3f4eHSH+LCHiJ94"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/6c/6c5495f343cdd96186800a38b34bf33e12015dd1985c4f4315bd274d4e4cf91f.webp", "pose": "side", "bytes": 80, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/fd/fd255352e71269aa562e30886731d0e1aeff202531d4d704525c1bd68a679023.webp", "thumbhash": "J4kCBQBaSHeHd3iId4gIeA14+ICH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/05/05a594edea9f68587be8d606c3ad9d74534a2f580a9325297a7bd64b009a8362.webp", "pose": "back", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/9d/9dbd8dfff16f033145a16687f5fe62ed0177aa6a152cefa3024bc9cdb5bcc533.webp", "thumbhash": "axkBBQB4aId4eIhYd4CIVw2Id/i3"}], "status": "reviewing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 6, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:17.525582+00:00", "updated_at": "2026-11-30T08:51:20.772955+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 3, "client_reference_id": null}', '2026-11-30 08:51:20.772955+00'),
	('char_01M8NTDEBYWVG34BJ7PXN1XAWX', 7, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 15, 'ready', 'reviewing', NULL, '{"id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX", "name": "Ann", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp", "pose": "portrait", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c0/c0d68cb9a8b93009c9c451b58e723e771e02662dc6b44f9f5546c8f1787a91a0.webp", "thumbhash": "VnMCBQAOCIh4eHiIiIhISPCG+XR4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/67/67fff7c59834a462ad3f1de40a20722d0304536f35da393417bc4ac2bf712c50.webp", "pose": "front", "bytes": 90, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d6/d60fab6063d1a6dde14bc81ceddf0cc5e07160fd205fe2226cf97a40f68d1d3f.webp", "thumbhash": "qKUDBQBqWIh3iHh4eHh399B5+GCH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b787b944720a14010eedc758ac19c3ff0869354254d0ab45d8477505f6e8b1e3.webp", "pose": "side", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/3a/3a175a426e9e41cf7b72eb00953d4ec9e2e3c86ebe718154e7d03f618a2c2cc4.webp", "thumbhash": "m4wBBQBOOHiHh3h4eHcHp1+IJ39o"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b70cbde9153a8f144cec0cf47badeaaee957b51ca93a22952f6df5b24b3caf44.webp", "pose": "back", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a1/a1ac399e76a684bfdb47ccd53a5d077bb8ba2e8c198a6efa84867034d57fcc1d.webp", "thumbhash": "DGkBBQBaWHeHd3d4eIh4By94B414"}], "status": "ready", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 7, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:16.602669+00:00", "updated_at": "2026-11-30T08:51:20.861973+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 3, "client_reference_id": null}', '2026-11-30 08:51:20.861973+00'),
	('char_01M8NTDFBES3D2590QJP75J748', 5, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 13, 'synthesizing', 'reviewing', 'syn_01M8NTDJ9ED9AA297Q4T5J6YG1', '{"id": "char_01M8NTDFBES3D2590QJP75J748", "name": "Zoë 🎀", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp", "pose": "portrait", "bytes": 68, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/91/91069f1eef97d230a26a14d9ac600bd05878418cb1dcf1613f13b89985522d3d.webp", "thumbhash": "YfcBBQBPC4qIaHh3eHJHePSHSJ34"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7f/7fde2379502082721ad5aaa4971c8898e391fa2751d99f715829e85edae9b0a8.webp", "pose": "front", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/59/59a51034c8cbb90e371a680816b9634abfa3541845a40c9f026735be107a34ee.webp", "thumbhash": "48QABQB5eIh4d3f4eHSH+LCHiJ94"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/6c/6c5495f343cdd96186800a38b34bf33e12015dd1985c4f4315bd274d4e4cf91f.webp", "pose": "side", "bytes": 80, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/fd/fd255352e71269aa562e30886731d0e1aeff202531d4d704525c1bd68a679023.webp", "thumbhash": "J4kCBQBaSHeHd3iId4gIeA14+ICH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e9/e989ae68884e6a20149fe2d71905bf525902029e1a9ebb795203a70c58a4674a.webp", "pose": "back", "bytes": 78, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a7/a7511b17baaebd8ec83434ff88c60208232089dded57d432c9193c2b229fed3a.webp", "thumbhash": "LPYBBQB4eId4d4eIh3dnCLB4OG93"}], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 5, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:17.525582+00:00", "updated_at": "2026-11-30T08:51:20.496142+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 2, "client_reference_id": null}', '2026-11-30 08:51:20.496142+00'),
	('char_01M8NTDKB9FJ3Y9GBF60ZRKFZA', 1, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 16, 'synthesizing', NULL, 'syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', '{"id": "char_01M8NTDKB9FJ3Y9GBF60ZRKFZA", "name": "Gone", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:21.593438+00:00", "updated_at": "2026-11-30T08:51:21.593438+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}', '2026-11-30 08:51:21.593438+00'),
	('char_01M8NTDKB9FJ3Y9GBF60ZRKFZA', 2, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 17, 'reviewing', 'synthesizing', 'syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', '{"id": "char_01M8NTDKB9FJ3Y9GBF60ZRKFZA", "name": "Gone", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/fd/fd4a15c5cc98005a4d58344e970cd45dd879e528a52418a4d9988fa7c4098d48.webp", "pose": "portrait", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d0/d087ed70f61402404399a3c1f448c895be1bd97e85dd0a118b99232660e1c2e2.webp", "thumbhash": "2+QCBQBPJ4h4h3h4eIeIZ7CIh3f3"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/f9/f9027d4c6e244c565bf5d42c1704d853db08fc32b04d5cb01806eafd369661a7.webp", "pose": "front", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/74/744d1981d60d7220ddfcf90a569c8cc70d4189fdb9213597cc0835bd7a0800a9.webp", "thumbhash": "ZSkBBQB3aHiHd4iIiI94eA2IN393"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e5/e597b1e85564a78804a2198778bebbe6f5d45f22cb268f6d4d597b81632a5123.webp", "pose": "side", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d7/d7a842d1a8bbe78f085cc3d4f42d325f0fbf5fc1c894236fff6988b5e573e480.webp", "thumbhash": "oFcDBQAvJ4iIh4d4eHiYiNCI+JR4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/da/da29e8bce895bfbe4bcddd5051974b627acc6000a5fe5a11fed89b483260346c.webp", "pose": "back", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/ce/ce2f89ba6bf93f0d7cec17d6a77cd07c6fd96bb7a7ec52dce92f66802ce6985f.webp", "thumbhash": "nqUBBQA8CnaIeHh3iIiHyKOGD3uH"}], "status": "reviewing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 2, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:21.593438+00:00", "updated_at": "2026-11-30T08:51:22.328113+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:22.328113+00'),
	('char_01M8NTDKB9FJ3Y9GBF60ZRKFZA', 3, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 18, 'deleted', 'reviewing', NULL, NULL, '2026-11-30 08:51:22.400034+00'),
	('char_01M8NTDM63K91TPTF49GX43H9P', 1, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 19, 'synthesizing', NULL, 'syn_01M8NTDM63K91TPTF49GX43H9Q', '{"id": "char_01M8NTDM63K91TPTF49GX43H9P", "name": "Refused", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "refused for its content"}, "created_at": "2026-11-30T08:51:22.436886+00:00", "updated_at": "2026-11-30T08:51:22.436886+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}', '2026-11-30 08:51:22.436886+00'),
	('char_01M8NTDM63K91TPTF49GX43H9P', 2, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 20, 'failed', 'synthesizing', 'syn_01M8NTDM63K91TPTF49GX43H9Q', '{"id": "char_01M8NTDM63K91TPTF49GX43H9P", "name": "Refused", "refs": [], "status": "failed", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 2, "attributes": {"age": 30, "gender": "female", "additional_details": "refused for its content"}, "created_at": "2026-11-30T08:51:22.436886+00:00", "updated_at": "2026-11-30T08:51:22.668488+00:00", "error_message": "content_rejected", "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}', '2026-11-30 08:51:22.668488+00'),
	('char_01M8NTDMESVMGNEKAABC240MA0', 2, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 22, 'failed', 'synthesizing', 'syn_01M8NTDMESVMGNEKAABC240MA1', '{"id": "char_01M8NTDMESVMGNEKAABC240MA0", "name": "Cancelled", "refs": [], "status": "failed", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 2, "attributes": {"age": 30, "gender": "female", "additional_details": "unanswered(portrait)"}, "created_at": "2026-11-30T08:51:22.716339+00:00", "updated_at": "2026-11-30T08:51:22.798017+00:00", "error_message": "cancelled", "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}', '2026-11-30 08:51:22.798017+00'),
	('char_01M8NTDFBES3D2590QJP75J748', 7, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 23, 'reviewing', 'reviewing', NULL, '{"id": "char_01M8NTDFBES3D2590QJP75J748", "name": "Zoë renamed", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp", "pose": "portrait", "bytes": 68, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/91/91069f1eef97d230a26a14d9ac600bd05878418cb1dcf1613f13b89985522d3d.webp", "thumbhash": "YfcBBQBPC4qIaHh3eHJHePSHSJ34"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7f/7fde2379502082721ad5aaa4971c8898e391fa2751d99f715829e85edae9b0a8.webp", "pose": "front", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/59/59a51034c8cbb90e371a680816b9634abfa3541845a40c9f026735be107a34ee.webp", "thumbhash": "48QABQB5eIh4d3f4eHSH+LCHiJ94"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/6c/6c5495f343cdd96186800a38b34bf33e12015dd1985c4f4315bd274d4e4cf91f.webp", "pose": "side", "bytes": 80, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/fd/fd255352e71269aa562e30886731d0e1aeff202531d4d704525c1bd68a679023.webp", "thumbhash": "J4kCBQBaSHeHd3iId4gIeA14+ICH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/05/05a594edea9f68587be8d606c3ad9d74534a2f580a9325297a7bd64b009a8362.webp", "pose": "back", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/9d/9dbd8dfff16f033145a16687f5fe62ed0177aa6a152cefa3024bc9cdb5bcc533.webp", "thumbhash": "axkBBQB4aId4eIhYd4CIVw2Id/i3"}], "status": "reviewing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 7, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:17.525582+00:00", "updated_at": "2026-11-30T08:51:22.873937+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 3, "client_reference_id": null}', '2026-11-30 08:51:22.873937+00'),
	('char_01M8NTDMMK701VEJGT2ZERW78W', 1, 'team_01M8NTD66PDMXGR586661P2AGA', 1, 'synthesizing', NULL, 'syn_01M8NTDMMK701VEJGT2ZERW78X', '{"id": "char_01M8NTDMMK701VEJGT2ZERW78W", "name": "Auto", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTD66PDMXGR586661P2AGA", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:22.900646+00:00", "updated_at": "2026-11-30T08:51:22.900646+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}', '2026-11-30 08:51:22.900646+00'),
	('char_01M8NTDMESVMGNEKAABC240MA0', 1, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 21, 'synthesizing', NULL, 'syn_01M8NTDMESVMGNEKAABC240MA1', '{"id": "char_01M8NTDMESVMGNEKAABC240MA0", "name": "Cancelled", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "unanswered(portrait)"}, "created_at": "2026-11-30T08:51:22.716339+00:00", "updated_at": "2026-11-30T08:51:22.716339+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}', '2026-11-30 08:51:22.716339+00'),
	('char_01M8NTDMMK701VEJGT2ZERW78W', 2, 'team_01M8NTD66PDMXGR586661P2AGA', 2, 'ready', 'synthesizing', 'syn_01M8NTDMMK701VEJGT2ZERW78X', '{"id": "char_01M8NTDMMK701VEJGT2ZERW78W", "name": "Auto", "refs": [{"key": "v1/team_01M8NTD66PDMXGR586661P2AGA/32/320a8a0a7c8a445afced4924b7bebfa13bd87de5003dd6e0d988928600e8a50e.webp", "pose": "portrait", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTD66PDMXGR586661P2AGA/63/63dd25886023915dace6d309524e968297ab31bec9152a019ba41403177860df.webp", "thumbhash": "Ik0BBQBoWId4h3d3eIgH52+IN79n"}, {"key": "v1/team_01M8NTD66PDMXGR586661P2AGA/90/90bf12f387b7ae52a061644898ff0b3fb5abc1ae7ec26a2d8b8a3cf5a962a97b.webp", "pose": "front", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTD66PDMXGR586661P2AGA/fe/febc8fc6f183c51f9e84e80273052da52c80f28cc3744c9323501bb34092aa9f.webp", "thumbhash": "pAwCBQBaaIiIh3h4iIj3dw9594Z4"}, {"key": "v1/team_01M8NTD66PDMXGR586661P2AGA/77/770be11477e4d01fb67b14b01831c7614bf4303595f8d71350a6b1e03ad39620.webp", "pose": "side", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTD66PDMXGR586661P2AGA/4e/4e20df25747626d700c3bd58e8d4024fe8018609f7287b42d54bafacbc36f1cb.webp", "thumbhash": "WVMBBQBcCoiIeIiYiIeHd/CGCIu4"}, {"key": "v1/team_01M8NTD66PDMXGR586661P2AGA/e2/e2aeab5bb2047c612427fd6b63c552352fe75861e3a83e3233f1a90484c22617.webp", "pose": "back", "bytes": 80, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTD66PDMXGR586661P2AGA/d1/d1071e02148947b1397ee1f207cc04626c8998b91c71c918f1a51debd6fce443.webp", "thumbhash": "lPsBBQBpZ4h4d3eId3BXeA96d49n"}], "status": "ready", "team_id": "team_01M8NTD66PDMXGR586661P2AGA", "version": 2, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:22.900646+00:00", "updated_at": "2026-11-30T08:51:23.336697+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:23.336697+00'),
	('char_01M8NTDVNGSN2C677NEQC57WP6', 1, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 1, 'synthesizing', NULL, 'syn_01M8NTDVNGSN2C677NEQC57WP7', '{"id": "char_01M8NTDVNGSN2C677NEQC57WP6", "name": "Drawn", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:30.097798+00:00", "updated_at": "2026-11-30T08:51:30.097798+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}', '2026-11-30 08:51:30.097798+00'),
	('char_01M8NTDWCQR5H9B95T38A16GZ6', 2, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 7, 'synthesizing', 'ready', 'syn_01M8NTDWJPVJW5RV848845XXM4', '{"id": "char_01M8NTDWCQR5H9B95T38A16GZ6", "name": "After", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "pose": "other", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 2, "attributes": {"age": 40, "additional_details": "unanswered(front side back)"}, "created_at": "2026-11-30T08:51:30.846265+00:00", "updated_at": "2026-11-30T08:51:31.032054+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:31.032054+00'),
	('char_01M8NTDVNGSN2C677NEQC57WP6', 2, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 2, 'reviewing', 'synthesizing', 'syn_01M8NTDVNGSN2C677NEQC57WP7', '{"id": "char_01M8NTDVNGSN2C677NEQC57WP6", "name": "Drawn", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/40/40824714e22a185a57cec8e8871193fc675fac8c4bbf91dc0ce16d337926503f.webp", "pose": "portrait", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/76/76251da52a4d84c4725044ef66aefa8c4bf2b85e4d4b64b97e269187abaedd92.webp", "thumbhash": "KQcDBQBpaIiHh4d4eICIV7B296Jn"}, {"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/8c/8c47b47d2c66b67bbcf4da005dfed84c92c5a6687b71ea1e783ec8bae355e991.webp", "pose": "front", "bytes": 78, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/96/969ca2f13d5d80b7db8adb810b5d573dee74d33ce565138f5c05a91d414ad013.webp", "thumbhash": "V6gBBQA8GXl4d4h4h3gIdwyICI94"}, {"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/72/72bed7e88bee29243a85a651acde153220270bb4cefb65bec801e5da747726b3.webp", "pose": "side", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/86/8617b28345f4cd6797567785909863ef8c6b4e031e95b37944498e67d5397d76.webp", "thumbhash": "FmsDBQBvOHaIh4h4h3d4hwh1tpB3"}, {"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/44/44116b4b09dc00fb2b81692b01aad905424ea4515cb9e93d37125db81a583b6d.webp", "pose": "back", "bytes": 88, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/d3/d3eb80bc056627030f26512d1e79dd3f42e082f9a9f2dea3ffd243668c374b71.webp", "thumbhash": "JYgABQBoaId4d3f4iId4Jyt2AFt4"}], "status": "reviewing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 2, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:30.097798+00:00", "updated_at": "2026-11-30T08:51:30.518378+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:30.518378+00'),
	('char_01M8NTDW9KGMT29F7327M5JQ1J', 1, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 3, 'ready', NULL, NULL, '{"id": "char_01M8NTDW9KGMT29F7327M5JQ1J", "name": "Portrait", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "pose": "other", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}], "status": "ready", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 1, "attributes": {"age": 40, "additional_details": "unanswered(portrait)"}, "created_at": "2026-11-30T08:51:30.74186+00:00", "updated_at": "2026-11-30T08:51:30.74186+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:30.74186+00'),
	('char_01M8NTDWGKKHSQFG4TKW7CQT0F', 1, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 5, 'ready', NULL, NULL, '{"id": "char_01M8NTDWGKKHSQFG4TKW7CQT0F", "name": "Last", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "pose": "other", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}], "status": "ready", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 1, "attributes": {"age": 40, "additional_details": "unanswered(back)"}, "created_at": "2026-11-30T08:51:30.963885+00:00", "updated_at": "2026-11-30T08:51:30.963885+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:30.963885+00'),
	('char_01M8NTDWCQR5H9B95T38A16GZ6', 1, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 4, 'ready', NULL, NULL, '{"id": "char_01M8NTDWCQR5H9B95T38A16GZ6", "name": "After", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "pose": "other", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}], "status": "ready", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 1, "attributes": {"age": 40, "additional_details": "unanswered(front side back)"}, "created_at": "2026-11-30T08:51:30.846265+00:00", "updated_at": "2026-11-30T08:51:30.846265+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:30.846265+00'),
	('char_01M8NTDW9KGMT29F7327M5JQ1J', 2, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 6, 'synthesizing', 'ready', 'syn_01M8NTDWHSCEDACA169FYT1RS5', '{"id": "char_01M8NTDW9KGMT29F7327M5JQ1J", "name": "Portrait", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "pose": "other", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 2, "attributes": {"age": 40, "additional_details": "unanswered(portrait)"}, "created_at": "2026-11-30T08:51:30.74186+00:00", "updated_at": "2026-11-30T08:51:31.007009+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:31.007009+00'),
	('char_01M8NTDWGKKHSQFG4TKW7CQT0F', 2, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 8, 'synthesizing', 'ready', 'syn_01M8NTDWMW140B5AFM75AFBC0N', '{"id": "char_01M8NTDWGKKHSQFG4TKW7CQT0F", "name": "Last", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "pose": "other", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 2, "attributes": {"age": 40, "additional_details": "unanswered(back)"}, "created_at": "2026-11-30T08:51:30.963885+00:00", "updated_at": "2026-11-30T08:51:31.101865+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:31.101865+00'),
	('char_01M8NTDVNGSN2C677NEQC57WP6', 3, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 10, 'synthesizing', 'reviewing', 'syn_01M8NTDWV9TF9BT036XKAC89FS', '{"id": "char_01M8NTDVNGSN2C677NEQC57WP6", "name": "Drawn", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/40/40824714e22a185a57cec8e8871193fc675fac8c4bbf91dc0ce16d337926503f.webp", "pose": "portrait", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/76/76251da52a4d84c4725044ef66aefa8c4bf2b85e4d4b64b97e269187abaedd92.webp", "thumbhash": "KQcDBQBpaIiHh4d4eICIV7B296Jn"}, {"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/8c/8c47b47d2c66b67bbcf4da005dfed84c92c5a6687b71ea1e783ec8bae355e991.webp", "pose": "front", "bytes": 78, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/96/969ca2f13d5d80b7db8adb810b5d573dee74d33ce565138f5c05a91d414ad013.webp", "thumbhash": "V6gBBQA8GXl4d4h4h3gIdwyICI94"}, {"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/72/72bed7e88bee29243a85a651acde153220270bb4cefb65bec801e5da747726b3.webp", "pose": "side", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/86/8617b28345f4cd6797567785909863ef8c6b4e031e95b37944498e67d5397d76.webp", "thumbhash": "FmsDBQBvOHaIh4h4h3d4hwh1tpB3"}, {"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/44/44116b4b09dc00fb2b81692b01aad905424ea4515cb9e93d37125db81a583b6d.webp", "pose": "back", "bytes": 88, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/d3/d3eb80bc056627030f26512d1e79dd3f42e082f9a9f2dea3ffd243668c374b71.webp", "thumbhash": "JYgABQBoaId4d3f4iId4Jyt2AFt4"}], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 3, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:30.097798+00:00", "updated_at": "2026-11-30T08:51:31.323291+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:31.323291+00'),
	('char_01M8NTE3M0J82SNFYARG6D0PFQ', 1, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 11, 'ready', NULL, NULL, '{"id": "char_01M8NTE3M0J82SNFYARG6D0PFQ", "name": "Queued", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/68/68fda8f423f7fbee2602cf997b2c162bbb6b01d5d78e90bd9dc2195643834d04.webp", "pose": "other", "bytes": 64, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/d4/d4e4b8ef51b1f3de167cc65e459a58f021aeed60fc2cb0036245a6f43e875e86.webp", "thumbhash": "DQgCBQB3aXiId3h4iHj4BwAAAAAA"}], "status": "ready", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 1, "attributes": {"age": 50}, "created_at": "2026-11-30T08:51:38.267619+00:00", "updated_at": "2026-11-30T08:51:38.267619+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:38.267619+00'),
	('char_01M8NTE3M0J82SNFYARG6D0PFQ', 2, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 12, 'synthesizing', 'ready', 'syn_01M8NTE3S654TZ3FQ5E97M0V2F', '{"id": "char_01M8NTE3M0J82SNFYARG6D0PFQ", "name": "Queued", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/68/68fda8f423f7fbee2602cf997b2c162bbb6b01d5d78e90bd9dc2195643834d04.webp", "pose": "other", "bytes": 64, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/d4/d4e4b8ef51b1f3de167cc65e459a58f021aeed60fc2cb0036245a6f43e875e86.webp", "thumbhash": "DQgCBQB3aXiId3h4iHj4BwAAAAAA"}], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 2, "attributes": {"age": 50}, "created_at": "2026-11-30T08:51:38.267619+00:00", "updated_at": "2026-11-30T08:51:38.48888+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}', '2026-11-30 08:51:38.48888+00'),
	('char_01M8NTE40ZYD3X28NHQKJT4KQ2', 1, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 13, 'synthesizing', NULL, 'syn_01M8NTE40ZYD3X28NHQKJT4KQ3', '{"id": "char_01M8NTE40ZYD3X28NHQKJT4KQ2", "name": "Waiting", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:38.676549+00:00", "updated_at": "2026-11-30T08:51:38.676549+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}', '2026-11-30 08:51:38.676549+00');
INSERT INTO public.generation_events VALUES
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 1, 'portrait', 'running', 0, 4, '2026-11-30 08:51:17.166307+00'),
	('syn_01M8NTDFBES3D2590QJP75J749', 1, 'portrait', 'running', 0, 4, '2026-11-30 08:51:17.835162+00'),
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 2, 'portrait', 'delivered', 1, 4, '2026-11-30 08:51:17.999331+00'),
	('syn_01M8NTDFBES3D2590QJP75J749', 2, 'portrait', 'delivered', 1, 4, '2026-11-30 08:51:18.000562+00'),
	('syn_01M8NTDFBES3D2590QJP75J749', 3, 'side', 'running', 1, 4, '2026-11-30 08:51:18.02419+00'),
	('syn_01M8NTDFBES3D2590QJP75J749', 4, 'back', 'running', 1, 4, '2026-11-30 08:51:18.02616+00'),
	('syn_01M8NTDFBES3D2590QJP75J749', 5, 'front', 'running', 1, 4, '2026-11-30 08:51:18.037172+00'),
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 3, 'front', 'running', 1, 4, '2026-11-30 08:51:18.124132+00'),
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 4, 'side', 'running', 1, 4, '2026-11-30 08:51:18.12974+00'),
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 5, 'back', 'running', 1, 4, '2026-11-30 08:51:18.136287+00'),
	('syn_01M8NTDFBES3D2590QJP75J749', 6, 'front', 'delivered', 2, 4, '2026-11-30 08:51:18.214447+00'),
	('syn_01M8NTDFBES3D2590QJP75J749', 7, 'side', 'delivered', 3, 4, '2026-11-30 08:51:18.228807+00'),
	('syn_01M8NTDFBES3D2590QJP75J749', 8, 'back', 'delivered', 4, 4, '2026-11-30 08:51:18.235218+00'),
	('syn_01M8NTDFBES3D2590QJP75J749', 9, NULL, NULL, 4, 4, '2026-11-30 08:51:18.247677+00'),
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 6, 'back', 'delivered', 2, 4, '2026-11-30 08:51:18.26117+00'),
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 7, 'front', 'delivered', 3, 4, '2026-11-30 08:51:18.264092+00'),
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 8, 'side', 'delivered', 4, 4, '2026-11-30 08:51:18.265744+00'),
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 9, NULL, NULL, 4, 4, '2026-11-30 08:51:18.277605+00'),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 1, 'portrait', 'running', 0, 4, '2026-11-30 08:51:19.092833+00'),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 2, 'portrait', 'delivered', 1, 4, '2026-11-30 08:51:19.19152+00'),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 3, 'side', 'running', 1, 4, '2026-11-30 08:51:19.196688+00'),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 4, 'back', 'running', 1, 4, '2026-11-30 08:51:19.199666+00'),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 1, 'portrait', 'running', 0, 4, '2026-11-30 08:51:19.206313+00'),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 5, 'front', 'running', 1, 4, '2026-11-30 08:51:19.211649+00'),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 6, 'front', 'delivered', 2, 4, '2026-11-30 08:51:19.520628+00'),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 2, 'portrait', 'delivered', 1, 4, '2026-11-30 08:51:19.532322+00'),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 7, 'side', 'delivered', 3, 4, '2026-11-30 08:51:19.542063+00'),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 8, 'back', 'delivered', 4, 4, '2026-11-30 08:51:19.563204+00'),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 3, 'front', 'running', 1, 4, '2026-11-30 08:51:19.583655+00'),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 4, 'back', 'running', 1, 4, '2026-11-30 08:51:19.606678+00'),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 5, 'side', 'running', 1, 4, '2026-11-30 08:51:19.608463+00'),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 9, NULL, NULL, 4, 4, '2026-11-30 08:51:19.651642+00'),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 6, 'side', 'delivered', 2, 4, '2026-11-30 08:51:19.932451+00'),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 7, 'front', 'delivered', 3, 4, '2026-11-30 08:51:19.933164+00'),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 8, 'back', 'delivered', 4, 4, '2026-11-30 08:51:19.94578+00'),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 9, NULL, NULL, 4, 4, '2026-11-30 08:51:19.959012+00'),
	('syn_01M8NTDHVPXQBV25VXS8DHPAWZ', 1, 'side', 'running', 0, 1, '2026-11-30 08:51:20.132472+00'),
	('syn_01M8NTDHVPXQBV25VXS8DHPAWZ', 2, 'side', 'delivered', 1, 1, '2026-11-30 08:51:20.38635+00'),
	('syn_01M8NTDHVPXQBV25VXS8DHPAWZ', 3, NULL, NULL, 1, 1, '2026-11-30 08:51:20.423342+00'),
	('syn_01M8NTDJ9ED9AA297Q4T5J6YG1', 1, 'back', 'running', 0, 1, '2026-11-30 08:51:20.579236+00'),
	('syn_01M8NTDJ9ED9AA297Q4T5J6YG1', 2, 'back', 'delivered', 1, 1, '2026-11-30 08:51:20.765778+00'),
	('syn_01M8NTDJ9ED9AA297Q4T5J6YG1', 3, NULL, NULL, 1, 1, '2026-11-30 08:51:20.772146+00'),
	('img_01M8NTDJP03NEW26NHYQGRRVD7', 1, 'image', 'running', 0, 1, '2026-11-30 08:51:21.039864+00'),
	('img_01M8NTDJP03NEW26NHYQGRRVD7', 2, 'image', 'delivered', 1, 1, '2026-11-30 08:51:21.29208+00'),
	('img_01M8NTDJP03NEW26NHYQGRRVD7', 3, NULL, NULL, 1, 1, '2026-11-30 08:51:21.304992+00'),
	('img_01M8NTDK33WNENHNBEDQKRSRBY', 1, 'image', 'running', 0, 1, '2026-11-30 08:51:21.438681+00'),
	('img_01M8NTDK33WNENHNBEDQKRSRBY', 2, 'image', 'delivered', 1, 1, '2026-11-30 08:51:21.543173+00'),
	('img_01M8NTDK33WNENHNBEDQKRSRBY', 3, NULL, NULL, 1, 1, '2026-11-30 08:51:21.546874+00'),
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 1, 'portrait', 'running', 0, 4, '2026-11-30 08:51:21.668751+00'),
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 2, 'portrait', 'delivered', 1, 4, '2026-11-30 08:51:21.884496+00');
INSERT INTO public.generation_events VALUES
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 3, 'back', 'running', 1, 4, '2026-11-30 08:51:22.020107+00'),
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 4, 'front', 'running', 1, 4, '2026-11-30 08:51:22.021771+00'),
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 5, 'side', 'running', 1, 4, '2026-11-30 08:51:22.060448+00'),
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 6, 'front', 'delivered', 2, 4, '2026-11-30 08:51:22.151083+00'),
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 7, 'side', 'delivered', 3, 4, '2026-11-30 08:51:22.248821+00'),
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 8, 'back', 'delivered', 4, 4, '2026-11-30 08:51:22.285874+00'),
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 9, NULL, NULL, 4, 4, '2026-11-30 08:51:22.32695+00'),
	('syn_01M8NTDM63K91TPTF49GX43H9Q', 1, 'portrait', 'running', 0, 4, '2026-11-30 08:51:22.581003+00'),
	('syn_01M8NTDM63K91TPTF49GX43H9Q', 2, 'portrait', 'failed', 0, 4, '2026-11-30 08:51:22.666746+00'),
	('syn_01M8NTDM63K91TPTF49GX43H9Q', 3, 'front', 'failed', 0, 4, '2026-11-30 08:51:22.667375+00'),
	('syn_01M8NTDM63K91TPTF49GX43H9Q', 4, 'side', 'failed', 0, 4, '2026-11-30 08:51:22.667607+00'),
	('syn_01M8NTDM63K91TPTF49GX43H9Q', 5, 'back', 'failed', 0, 4, '2026-11-30 08:51:22.667789+00'),
	('syn_01M8NTDM63K91TPTF49GX43H9Q', 6, NULL, NULL, 0, 4, '2026-11-30 08:51:22.668086+00'),
	('syn_01M8NTDMESVMGNEKAABC240MA1', 1, 'portrait', 'running', 0, 4, '2026-11-30 08:51:22.778018+00'),
	('syn_01M8NTDMESVMGNEKAABC240MA1', 2, 'portrait', 'failed', 0, 4, '2026-11-30 08:51:22.798619+00'),
	('syn_01M8NTDMESVMGNEKAABC240MA1', 3, 'front', 'failed', 0, 4, '2026-11-30 08:51:22.798879+00'),
	('syn_01M8NTDMESVMGNEKAABC240MA1', 4, 'side', 'failed', 0, 4, '2026-11-30 08:51:22.79909+00'),
	('syn_01M8NTDMESVMGNEKAABC240MA1', 5, 'back', 'failed', 0, 4, '2026-11-30 08:51:22.799281+00'),
	('syn_01M8NTDMESVMGNEKAABC240MA1', 6, NULL, NULL, 0, 4, '2026-11-30 08:51:22.799595+00'),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 1, 'portrait', 'running', 0, 4, '2026-11-30 08:51:23.007444+00'),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 2, 'portrait', 'delivered', 1, 4, '2026-11-30 08:51:23.093159+00'),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 3, 'side', 'running', 1, 4, '2026-11-30 08:51:23.102278+00'),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 4, 'back', 'running', 1, 4, '2026-11-30 08:51:23.105542+00'),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 5, 'front', 'running', 1, 4, '2026-11-30 08:51:23.107837+00'),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 6, 'front', 'delivered', 2, 4, '2026-11-30 08:51:23.287903+00'),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 7, 'side', 'delivered', 3, 4, '2026-11-30 08:51:23.288709+00'),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 8, 'back', 'delivered', 4, 4, '2026-11-30 08:51:23.308902+00'),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 9, NULL, NULL, 4, 4, '2026-11-30 08:51:23.326538+00'),
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 1, 'portrait', 'running', 0, 4, '2026-11-30 08:51:30.185259+00'),
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 2, 'portrait', 'delivered', 1, 4, '2026-11-30 08:51:30.396601+00'),
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 3, 'side', 'running', 1, 4, '2026-11-30 08:51:30.403391+00'),
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 4, 'front', 'running', 1, 4, '2026-11-30 08:51:30.40635+00'),
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 5, 'back', 'running', 1, 4, '2026-11-30 08:51:30.4257+00'),
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 6, 'side', 'delivered', 2, 4, '2026-11-30 08:51:30.493259+00'),
	('syn_01M8NTDWJPVJW5RV848845XXM4', 1, 'portrait', 'running', 0, 4, '2026-11-30 08:51:31.057962+00'),
	('syn_01M8NTDWMW140B5AFM75AFBC0N', 1, 'portrait', 'running', 0, 4, '2026-11-30 08:51:31.152735+00'),
	('syn_01M8NTDWJPVJW5RV848845XXM4', 3, 'back', 'running', 1, 4, '2026-11-30 08:51:31.250897+00'),
	('syn_01M8NTDWMW140B5AFM75AFBC0N', 3, 'front', 'running', 1, 4, '2026-11-30 08:51:31.379423+00'),
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 7, 'front', 'delivered', 3, 4, '2026-11-30 08:51:30.498596+00'),
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 9, NULL, NULL, 4, 4, '2026-11-30 08:51:30.517498+00'),
	('syn_01M8NTDWV9TF9BT036XKAC89FS', 1, 'front', 'running', 0, 1, '2026-11-30 08:51:31.427453+00'),
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 8, 'back', 'delivered', 4, 4, '2026-11-30 08:51:30.506563+00'),
	('syn_01M8NTDWHSCEDACA169FYT1RS5', 1, 'portrait', 'running', 0, 4, '2026-11-30 08:51:31.037617+00'),
	('syn_01M8NTDWJPVJW5RV848845XXM4', 2, 'portrait', 'delivered', 1, 4, '2026-11-30 08:51:31.202464+00'),
	('syn_01M8NTDWMW140B5AFM75AFBC0N', 5, 'back', 'running', 1, 4, '2026-11-30 08:51:31.382583+00'),
	('img_01M8NTDWZ25NDWX3XHJ3VKV7X6', 1, 'image', 'running', 0, 1, '2026-11-30 08:51:31.4924+00'),
	('syn_01M8NTDWMW140B5AFM75AFBC0N', 6, 'side', 'delivered', 2, 4, '2026-11-30 08:51:31.613775+00'),
	('syn_01M8NTDWMW140B5AFM75AFBC0N', 7, 'front', 'delivered', 3, 4, '2026-11-30 08:51:31.618558+00'),
	('syn_01M8NTDWNEZGTDV8ZXRW07VZHK', 1, 'portrait', 'running', 0, 4, '2026-11-30 08:51:31.214469+00'),
	('syn_01M8NTDWMW140B5AFM75AFBC0N', 2, 'portrait', 'delivered', 1, 4, '2026-11-30 08:51:31.332711+00');
INSERT INTO public.generation_events VALUES
	('syn_01M8NTDWJPVJW5RV848845XXM4', 4, 'side', 'running', 1, 4, '2026-11-30 08:51:31.252427+00'),
	('syn_01M8NTDWJPVJW5RV848845XXM4', 5, 'front', 'running', 1, 4, '2026-11-30 08:51:31.253689+00'),
	('syn_01M8NTDWMW140B5AFM75AFBC0N', 4, 'side', 'running', 1, 4, '2026-11-30 08:51:31.381804+00');
INSERT INTO public.generations VALUES
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 'front', 2, 'delivered', 1, '{"seed": 1626650201, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nFront view: whole figure from head to shoes, facing the camera, arms relaxed.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e8/e820422be03cdc44ca671f5f4e5f02b349e0d9b754fba7939270d21db54027b9.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/f6/f69784db74e3874a4b9474621a4eb705f85c8bae7edb2f73acf20337fddf210b.webp", "bytes": 92, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4a/4a4339c9e8a946d378d6afb965a004a7d0368f03c77b088f2378fc42e2427b25.webp", "thumbhash": "JzQBBQB5aIeId4f4iHi4d/CHB5uH"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:18.123844+00', '2026-11-30 08:51:18.263794+00', NULL),
	('syn_01M8NTDFBES3D2590QJP75J749', 'front', 2, 'delivered', 1, '{"seed": 1379422763, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nFront view: whole figure from head to shoes, facing the camera, arms relaxed.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71fc1e2220f1215e3aa1ad4b72a44a328bee22e48da22a9373aff94e1c046765.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d9/d90307ee9c9eaea294b7b39dc0ef341d1e7ad67b81425b486f88354222d701da.webp", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71d8c117b6c38a4af663a34ccf85bf29b4e41cbdc04afc1b364437417bea0985.webp", "thumbhash": "n6gDBQAvCXiIiIfoiHeIdy94h/d3"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:18.036796+00', '2026-11-30 08:51:18.214097+00', NULL),
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 'portrait', 1, 'delivered', 1, '{"seed": 1567096819, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nPortrait: head and shoulders, facing the camera, neutral face, eye level.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e8/e820422be03cdc44ca671f5f4e5f02b349e0d9b754fba7939270d21db54027b9.webp", "bytes": 76, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/35/354505bcb91f9829c0d13dbf93dbff7c47660daa5ddd70113748a3c3e5784bca.webp", "thumbhash": "nzcBBQA8Cnh3h4h4eIeIePCFCXt4"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:17.165538+00', '2026-11-30 08:51:17.998564+00', NULL),
	('syn_01M8NTDFBES3D2590QJP75J749', 'portrait', 1, 'delivered', 1, '{"seed": 3199280815, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nPortrait: head and shoulders, facing the camera, neutral face, eye level.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71fc1e2220f1215e3aa1ad4b72a44a328bee22e48da22a9373aff94e1c046765.webp", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/08/082170dc6cfd297cff1575aada6265d0cb670002f94f7aea8049f130a78580ae.webp", "thumbhash": "2YYCBQBMSIh3h4eHeIhICKOG/5BX"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:17.834856+00', '2026-11-30 08:51:18.000173+00', NULL),
	('syn_01M8NTDFBES3D2590QJP75J749', 'back', 4, 'delivered', 1, '{"seed": 1569575397, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nBack view: whole figure from directly behind, face not visible.\nSame person as in the reference: identical skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71fc1e2220f1215e3aa1ad4b72a44a328bee22e48da22a9373aff94e1c046765.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/76/766d46d25a116cbd95d1f4605711604428c95ee28d70d84bc612017dceaee084.webp", "bytes": 88, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b9/b980df0ec15cd19d2f9e3b5ebaf98499bfc7d1be98273dbefd1ac312a9afa641.webp", "thumbhash": "JGUDBQB5Z3h3+IiIeHSId/SG+GaH"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:18.025461+00', '2026-11-30 08:51:18.234933+00', NULL),
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 'back', 4, 'delivered', 1, '{"seed": 950096632, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nBack view: whole figure from directly behind, face not visible.\nSame person as in the reference: identical skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e8/e820422be03cdc44ca671f5f4e5f02b349e0d9b754fba7939270d21db54027b9.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c6/c69f7b8d5bda6bfe61956962972a2f39aa7a3f05d7b84ca7a3b95b027366750b.webp", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/90/9016a4d26782a78f133b9800a362ad1f7d2861100d9005c6819b194e5ce923c7.webp", "thumbhash": "sgUBBQBnSIZ3eIh3eIiHB/J1R4+H"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:18.135997+00', '2026-11-30 08:51:18.26066+00', NULL),
	('syn_01M8NTDWNEZGTDV8ZXRW07VZHK', 'front', 2, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('syn_01M8NTDWNEZGTDV8ZXRW07VZHK', 'side', 3, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('syn_01M8NTDWNEZGTDV8ZXRW07VZHK', 'back', 4, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('img_01M8NTDWZ25NDWX3XHJ3VKV7X6', 'image', 1, 'running', 1, '{"seed": 801834694, "width": 1024, "height": 1024, "prompt": "unanswered(image)", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', NULL, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.492158+00', NULL, NULL),
	('syn_01M8NTDFBES3D2590QJP75J749', 'side', 3, 'delivered', 1, '{"seed": 1803459678, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nSide view: whole figure, exact right profile, one eye visible.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71fc1e2220f1215e3aa1ad4b72a44a328bee22e48da22a9373aff94e1c046765.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/cc/cca2dea514efcf8280ec6cae6f91461980181a9deb710100568f54530dace0e1.webp", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/ed/edffe4eecbb2166a6faa19ef3fe41b023132dbee2436c6b21c1b4e8b006de325.webp", "thumbhash": "o0kBBQBaWHeHd4eIeIeHCE94SG+I"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:18.023756+00', '2026-11-30 08:51:18.228338+00', NULL),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 'back', 4, 'delivered', 1, '{"seed": 800622352, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nBack view: whole figure from directly behind, face not visible.\nSame person as in the reference: identical skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b70cbde9153a8f144cec0cf47badeaaee957b51ca93a22952f6df5b24b3caf44.webp", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a1/a1ac399e76a684bfdb47ccd53a5d077bb8ba2e8c198a6efa84867034d57fcc1d.webp", "thumbhash": "DGkBBQBaWHeHd3d4eIh4By94B414"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:19.19897+00', '2026-11-30 08:51:19.562904+00', NULL),
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 'portrait', 1, 'delivered', 1, '{"seed": 3993272609, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nPortrait: head and shoulders, facing the camera, neutral face, eye level.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', '{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/40/40824714e22a185a57cec8e8871193fc675fac8c4bbf91dc0ce16d337926503f.webp", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/76/76251da52a4d84c4725044ef66aefa8c4bf2b85e4d4b64b97e269187abaedd92.webp", "thumbhash": "KQcDBQBpaIiHh4d4eICIV7B296Jn"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:30.184866+00', '2026-11-30 08:51:30.396182+00', NULL),
	('img_01M8NTDJP03NEW26NHYQGRRVD7', 'image', 1, 'delivered', 1, '{"seed": 4294967295, "width": 1024, "height": 1024, "prompt": "on a horse\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nSame person as in the reference: identical face shape, skin, hair and proportions.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/dc/dc8c903720079b3ac70c127f48afbec7dd4933c2cab81cefb9d3289c80a87d6a.webp", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/f9/f9bbe3103f8b1eb2f4a1af0b8977609e81ad674cee73e82805ebe17155ab7eff.webp", "thumbhash": "HxkBBQAvGYl4eId4h3d3dwiFdnj3"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:21.038938+00', '2026-11-30 08:51:21.291679+00', NULL),
	('syn_01M8NTDMESVMGNEKAABC240MA1', 'back', 4, 'failed', 0, NULL, NULL, NULL, NULL, 'cancelled', NULL, NULL, '2026-11-30 08:51:22.798295+00', NULL),
	('syn_01M8NTDMESVMGNEKAABC240MA1', 'front', 2, 'failed', 0, NULL, NULL, NULL, NULL, 'cancelled', NULL, NULL, '2026-11-30 08:51:22.798329+00', NULL),
	('syn_01M8NTDMESVMGNEKAABC240MA1', 'portrait', 1, 'failed', 1, '{"seed": 3253920379, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"unanswered(portrait)\".\nPortrait: head and shoulders, facing the camera, neutral face, eye level.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', NULL, NULL, NULL, 'cancelled', NULL, '2026-11-30 08:51:22.777691+00', '2026-11-30 08:51:22.798333+00', NULL),
	('syn_01M8NTDMESVMGNEKAABC240MA1', 'side', 3, 'failed', 0, NULL, NULL, NULL, NULL, 'cancelled', NULL, NULL, '2026-11-30 08:51:22.798336+00', NULL),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 'back', 4, 'delivered', 1, '{"seed": 2745093264, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nBack view: whole figure from directly behind, face not visible.\nSame person as in the reference: identical skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTD66PDMXGR586661P2AGA/32/320a8a0a7c8a445afced4924b7bebfa13bd87de5003dd6e0d988928600e8a50e.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTD66PDMXGR586661P2AGA/e2/e2aeab5bb2047c612427fd6b63c552352fe75861e3a83e3233f1a90484c22617.webp", "bytes": 80, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTD66PDMXGR586661P2AGA/d1/d1071e02148947b1397ee1f207cc04626c8998b91c71c918f1a51debd6fce443.webp", "thumbhash": "lPsBBQBpZ4h4d3eId3BXeA96d49n"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:23.104681+00', '2026-11-30 08:51:23.30856+00', NULL),
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 'side', 3, 'delivered', 1, '{"seed": 1831470642, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nSide view: whole figure, exact right profile, one eye visible.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e8/e820422be03cdc44ca671f5f4e5f02b349e0d9b754fba7939270d21db54027b9.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/64/64132410b7dda782db55d6cc609db76b91d34afb6bd52f563707fd9d42f6c2d3.webp", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/37/370246c2f1abd2dc4e061fb0c4dc5cddd8a60cbff20a46ce28f84db565c01d5a.webp", "thumbhash": "VVgBBQB4eHiICHeIh3fYeAyIeHj3"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:18.129418+00', '2026-11-30 08:51:18.265333+00', NULL),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 'portrait', 1, 'delivered', 1, '{"seed": 146655884, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nPortrait: head and shoulders, facing the camera, neutral face, eye level.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp", "bytes": 68, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/91/91069f1eef97d230a26a14d9ac600bd05878418cb1dcf1613f13b89985522d3d.webp", "thumbhash": "YfcBBQBPC4qIaHh3eHJHePSHSJ34"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:19.205963+00', '2026-11-30 08:51:19.532023+00', NULL),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 'portrait', 1, 'delivered', 1, '{"seed": 295150170, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nPortrait: head and shoulders, facing the camera, neutral face, eye level.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c0/c0d68cb9a8b93009c9c451b58e723e771e02662dc6b44f9f5546c8f1787a91a0.webp", "thumbhash": "VnMCBQAOCIh4eHiIiIhISPCG+XR4"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:19.092479+00', '2026-11-30 08:51:19.191229+00', NULL),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 'side', 3, 'delivered', 1, '{"seed": 1518815969, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nSide view: whole figure, exact right profile, one eye visible.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d7/d745991604952b785f865fa7e06cd10c68a901c67cb3802c70e37dcc75cec3d6.webp", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/cd/cda6688dd1258a74dc19e2e468bb287eacd32129fbb1df95aad40362d39d32a1.webp", "thumbhash": "ZlUDBQBaWHd3h3eYiHgIuId3/4B4"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:19.196421+00', '2026-11-30 08:51:19.541533+00', NULL),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 'front', 2, 'delivered', 1, '{"seed": 437336986, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nFront view: whole figure from head to shoes, facing the camera, arms relaxed.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/67/67fff7c59834a462ad3f1de40a20722d0304536f35da393417bc4ac2bf712c50.webp", "bytes": 90, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d6/d60fab6063d1a6dde14bc81ceddf0cc5e07160fd205fe2226cf97a40f68d1d3f.webp", "thumbhash": "qKUDBQBqWIh3iHh4eHh399B5+GCH"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:19.204093+00', '2026-11-30 08:51:19.520277+00', NULL),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 'side', 3, 'delivered', 1, '{"seed": 2753649893, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nSide view: whole figure, exact right profile, one eye visible.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/6c/6c5495f343cdd96186800a38b34bf33e12015dd1985c4f4315bd274d4e4cf91f.webp", "bytes": 80, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/fd/fd255352e71269aa562e30886731d0e1aeff202531d4d704525c1bd68a679023.webp", "thumbhash": "J4kCBQBaSHeHd3iId4gIeA14+ICH"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:19.608183+00', '2026-11-30 08:51:19.932058+00', NULL),
	('syn_01M8NTDJ9ED9AA297Q4T5J6YG1', 'back', 1, 'delivered', 1, '{"seed": 112334372, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nBack view: whole figure from directly behind, face not visible.\nSame person as in the reference: identical skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/05/05a594edea9f68587be8d606c3ad9d74534a2f580a9325297a7bd64b009a8362.webp", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/9d/9dbd8dfff16f033145a16687f5fe62ed0177aa6a152cefa3024bc9cdb5bcc533.webp", "thumbhash": "axkBBQB4aId4eIhYd4CIVw2Id/i3"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:20.578922+00', '2026-11-30 08:51:20.765412+00', NULL),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 'side', 3, 'delivered', 1, '{"seed": 501269347, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nSide view: whole figure, exact right profile, one eye visible.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTD66PDMXGR586661P2AGA/32/320a8a0a7c8a445afced4924b7bebfa13bd87de5003dd6e0d988928600e8a50e.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTD66PDMXGR586661P2AGA/77/770be11477e4d01fb67b14b01831c7614bf4303595f8d71350a6b1e03ad39620.webp", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTD66PDMXGR586661P2AGA/4e/4e20df25747626d700c3bd58e8d4024fe8018609f7287b42d54bafacbc36f1cb.webp", "thumbhash": "WVMBBQBcCoiIeIiYiIeHd/CGCIu4"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:23.101935+00', '2026-11-30 08:51:23.288437+00', NULL),
	('syn_01M8NTDM63K91TPTF49GX43H9Q', 'portrait', 1, 'failed', 1, '{"seed": 1092344716, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"refused for its content\".\nPortrait: head and shoulders, facing the camera, neutral face, eye level.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', NULL, NULL, NULL, 'content_rejected', NULL, '2026-11-30 08:51:22.580701+00', '2026-11-30 08:51:22.666357+00', NULL),
	('syn_01M8NTDM63K91TPTF49GX43H9Q', 'back', 4, 'failed', 0, NULL, NULL, NULL, NULL, 'content_rejected', NULL, NULL, '2026-11-30 08:51:22.667033+00', NULL),
	('syn_01M8NTDM63K91TPTF49GX43H9Q', 'front', 2, 'failed', 0, NULL, NULL, NULL, NULL, 'content_rejected', NULL, NULL, '2026-11-30 08:51:22.667067+00', NULL),
	('syn_01M8NTDM63K91TPTF49GX43H9Q', 'side', 3, 'failed', 0, NULL, NULL, NULL, NULL, 'content_rejected', NULL, NULL, '2026-11-30 08:51:22.667071+00', NULL),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 'front', 2, 'delivered', 1, '{"seed": 1291125482, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nFront view: whole figure from head to shoes, facing the camera, arms relaxed.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTD66PDMXGR586661P2AGA/32/320a8a0a7c8a445afced4924b7bebfa13bd87de5003dd6e0d988928600e8a50e.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTD66PDMXGR586661P2AGA/90/90bf12f387b7ae52a061644898ff0b3fb5abc1ae7ec26a2d8b8a3cf5a962a97b.webp", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTD66PDMXGR586661P2AGA/fe/febc8fc6f183c51f9e84e80273052da52c80f28cc3744c9323501bb34092aa9f.webp", "thumbhash": "pAwCBQBaaIiIh3h4iIj3dw9594Z4"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:23.107547+00', '2026-11-30 08:51:23.287531+00', NULL),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 'portrait', 1, 'delivered', 1, '{"seed": 1792579122, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nPortrait: head and shoulders, facing the camera, neutral face, eye level.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', '{"key": "v1/team_01M8NTD66PDMXGR586661P2AGA/32/320a8a0a7c8a445afced4924b7bebfa13bd87de5003dd6e0d988928600e8a50e.webp", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTD66PDMXGR586661P2AGA/63/63dd25886023915dace6d309524e968297ab31bec9152a019ba41403177860df.webp", "thumbhash": "Ik0BBQBoWId4h3d3eIgH52+IN79n"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:23.007105+00', '2026-11-30 08:51:23.092744+00', NULL),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 'front', 2, 'delivered', 1, '{"seed": 3000028545, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nFront view: whole figure from head to shoes, facing the camera, arms relaxed.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7f/7fde2379502082721ad5aaa4971c8898e391fa2751d99f715829e85edae9b0a8.webp", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/59/59a51034c8cbb90e371a680816b9634abfa3541845a40c9f026735be107a34ee.webp", "thumbhash": "48QABQB5eIh4d3f4eHSH+LCHiJ94"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:19.58335+00', '2026-11-30 08:51:19.93281+00', NULL),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 'back', 4, 'delivered', 1, '{"seed": 3004337902, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nBack view: whole figure from directly behind, face not visible.\nSame person as in the reference: identical skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e9/e989ae68884e6a20149fe2d71905bf525902029e1a9ebb795203a70c58a4674a.webp", "bytes": 78, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a7/a7511b17baaebd8ec83434ff88c60208232089dded57d432c9193c2b229fed3a.webp", "thumbhash": "LPYBBQB4eId4d4eIh3dnCLB4OG93"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:19.606346+00', '2026-11-30 08:51:19.945395+00', NULL),
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 'portrait', 1, 'delivered', 1, NULL, '{}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:21.668413+00', '2026-11-30 08:51:21.884115+00', NULL),
	('syn_01M8NTDHVPXQBV25VXS8DHPAWZ', 'side', 1, 'delivered', 1, '{"seed": 311177042, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nWish for this picture, quoted as data: \"a café''s awning\".\nSide view: whole figure, exact right profile, one eye visible.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b787b944720a14010eedc758ac19c3ff0869354254d0ab45d8477505f6e8b1e3.webp", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/3a/3a175a426e9e41cf7b72eb00953d4ec9e2e3c86ebe718154e7d03f618a2c2cc4.webp", "thumbhash": "m4wBBQBOOHiHh3h4eHcHp1+IJ39o"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:20.132102+00', '2026-11-30 08:51:20.38597+00', NULL),
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 'front', 2, 'delivered', 1, '{"seed": 4269905349, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nFront view: whole figure from head to shoes, facing the camera, arms relaxed.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/40/40824714e22a185a57cec8e8871193fc675fac8c4bbf91dc0ce16d337926503f.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/8c/8c47b47d2c66b67bbcf4da005dfed84c92c5a6687b71ea1e783ec8bae355e991.webp", "bytes": 78, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/96/969ca2f13d5d80b7db8adb810b5d573dee74d33ce565138f5c05a91d414ad013.webp", "thumbhash": "V6gBBQA8GXl4d4h4h3gIdwyICI94"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:30.40604+00', '2026-11-30 08:51:30.498263+00', NULL),
	('img_01M8NTDK33WNENHNBEDQKRSRBY', 'image', 1, 'delivered', 1, '{"seed": 3167782880, "width": 512, "height": 512, "prompt": "a lamp", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7a/7a81440930137c3e4f98579884499a6d26a3675b5fa38875cd01ecfa61f62832.webp", "bytes": 78, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/8d/8df5ad93b49d8894dd72a03dcc48e652771d7d46d9c2dd25d0c3411c1231c17e.webp", "thumbhash": "JngBBQBaWHd3h3eYiHgIuAh2B2qH"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:21.438357+00', '2026-11-30 08:51:21.54278+00', NULL),
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 'side', 3, 'delivered', 1, NULL, '{}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:22.0601+00', '2026-11-30 08:51:22.248488+00', NULL),
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 'back', 4, 'delivered', 1, '{"seed": 1010399363, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nBack view: whole figure from directly behind, face not visible.\nSame person as in the reference: identical skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/40/40824714e22a185a57cec8e8871193fc675fac8c4bbf91dc0ce16d337926503f.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/44/44116b4b09dc00fb2b81692b01aad905424ea4515cb9e93d37125db81a583b6d.webp", "bytes": 88, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/d3/d3eb80bc056627030f26512d1e79dd3f42e082f9a9f2dea3ffd243668c374b71.webp", "thumbhash": "JYgABQBoaId4d3f4iId4Jyt2AFt4"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:30.422814+00', '2026-11-30 08:51:30.506196+00', NULL),
	('syn_01M8NTDWHSCEDACA169FYT1RS5', 'front', 2, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('syn_01M8NTDWHSCEDACA169FYT1RS5', 'side', 3, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('syn_01M8NTDWHSCEDACA169FYT1RS5', 'back', 4, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('syn_01M8NTDWHSCEDACA169FYT1RS5', 'portrait', 1, 'running', 1, '{"seed": 2789365035, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 40-year-old person. Additional details, quoted as data: \"unanswered(portrait)\".\nPortrait: head and shoulders, facing the camera, neutral face, eye level.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', NULL, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.037329+00', NULL, NULL),
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 'back', 4, 'delivered', 1, NULL, '{}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:22.019781+00', '2026-11-30 08:51:22.285557+00', NULL),
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 'front', 2, 'delivered', 1, NULL, '{}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:22.021483+00', '2026-11-30 08:51:22.150568+00', NULL),
	('syn_01M8NTDWMW140B5AFM75AFBC0N', 'back', 4, 'running', 1, '{"seed": 1798251232, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 40-year-old person. Additional details, quoted as data: \"unanswered(back)\".\nBack view: whole figure from directly behind, face not visible.\nSame person as in the reference: identical skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/52/52e8af58eee764e3dea2467d25be68e5d1c23589456be84b434093ba4e978757.webp"], "seed_counts": true}', NULL, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.382304+00', NULL, NULL),
	('syn_01M8NTDWMW140B5AFM75AFBC0N', 'side', 3, 'delivered', 1, '{"seed": 482627542, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 40-year-old person. Additional details, quoted as data: \"unanswered(back)\".\nSide view: whole figure, exact right profile, one eye visible.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/52/52e8af58eee764e3dea2467d25be68e5d1c23589456be84b434093ba4e978757.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/e6/e63e58ada98ae93a7ca07473352ba996e6b77e67ff576ace0c4e15aa615540ed.webp", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/26/262f295e70fa17f53f373e611d9508cc63ca3fccc1a2d60e3d3bbcedc3e19a40.webp", "thumbhash": "sHYBBQBZSHmHd3eIeHiIB7B5CI14"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:31.3815+00', '2026-11-30 08:51:31.613374+00', NULL),
	('syn_01M8NTDWMW140B5AFM75AFBC0N', 'front', 2, 'delivered', 1, '{"seed": 667498543, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 40-year-old person. Additional details, quoted as data: \"unanswered(back)\".\nFront view: whole figure from head to shoes, facing the camera, arms relaxed.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/52/52e8af58eee764e3dea2467d25be68e5d1c23589456be84b434093ba4e978757.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/32/32e428d8db492bfed39ecc043f2b903c1b29a1285e1adb42370f6c3b713ba0e2.webp", "bytes": 90, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/b2/b20f5847ff3de9002e11d3c1c1e2c7193ab93901dc5d0dfc78692fab324e4673.webp", "thumbhash": "oIUDBQBPOId4d4dnd3J3Z8OJ/3R4"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:31.379108+00', '2026-11-30 08:51:31.618263+00', NULL);
INSERT INTO public.generations VALUES
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 'side', 3, 'delivered', 1, '{"seed": 1808948317, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nSide view: whole figure, exact right profile, one eye visible.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/40/40824714e22a185a57cec8e8871193fc675fac8c4bbf91dc0ce16d337926503f.webp"], "seed_counts": true}', '{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/72/72bed7e88bee29243a85a651acde153220270bb4cefb65bec801e5da747726b3.webp", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/86/8617b28345f4cd6797567785909863ef8c6b4e031e95b37944498e67d5397d76.webp", "thumbhash": "FmsDBQBvOHaIh4h4h3d4hwh1tpB3"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:30.402999+00', '2026-11-30 08:51:30.492687+00', NULL),
	('syn_01M8NTDWJPVJW5RV848845XXM4', 'portrait', 1, 'delivered', 1, '{"seed": 4086514996, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 40-year-old person. Additional details, quoted as data: \"unanswered(front side back)\".\nPortrait: head and shoulders, facing the camera, neutral face, eye level.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', '{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/a2/a23b70846a16a63aa19253c58aaf30511e780bc06f343cac0bcc9e15f920df4d.webp", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/58/58ecd9a705aaad63b94f47aa3a5e35be0de283b19b04b02d87a5601731528a10.webp", "thumbhash": "3joCBQAdR3eHeHh4iHeIBy+K92Bn"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:31.056984+00', '2026-11-30 08:51:31.202212+00', NULL),
	('syn_01M8NTDWNEZGTDV8ZXRW07VZHK', 'portrait', 1, 'running', 1, '{"seed": 4275097428, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"unanswered(portrait)\".\nPortrait: head and shoulders, facing the camera, neutral face, eye level.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', NULL, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.214078+00', NULL, NULL),
	('syn_01M8NTDWJPVJW5RV848845XXM4', 'back', 4, 'running', 1, '{"seed": 65618037, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 40-year-old person. Additional details, quoted as data: \"unanswered(front side back)\".\nBack view: whole figure from directly behind, face not visible.\nSame person as in the reference: identical skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/a2/a23b70846a16a63aa19253c58aaf30511e780bc06f343cac0bcc9e15f920df4d.webp"], "seed_counts": true}', NULL, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.250571+00', NULL, NULL),
	('syn_01M8NTDWJPVJW5RV848845XXM4', 'side', 3, 'running', 1, '{"seed": 2864998664, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 40-year-old person. Additional details, quoted as data: \"unanswered(front side back)\".\nSide view: whole figure, exact right profile, one eye visible.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/a2/a23b70846a16a63aa19253c58aaf30511e780bc06f343cac0bcc9e15f920df4d.webp"], "seed_counts": true}', NULL, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.252133+00', NULL, NULL),
	('syn_01M8NTDWJPVJW5RV848845XXM4', 'front', 2, 'running', 1, '{"seed": 2213805188, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 40-year-old person. Additional details, quoted as data: \"unanswered(front side back)\".\nFront view: whole figure from head to shoes, facing the camera, arms relaxed.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/a2/a23b70846a16a63aa19253c58aaf30511e780bc06f343cac0bcc9e15f920df4d.webp"], "seed_counts": true}', NULL, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.253422+00', NULL, NULL),
	('syn_01M8NTDWMW140B5AFM75AFBC0N', 'portrait', 1, 'delivered', 1, '{"seed": 3017965855, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 40-year-old person. Additional details, quoted as data: \"unanswered(back)\".\nPortrait: head and shoulders, facing the camera, neutral face, eye level.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": [], "seed_counts": true}', '{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/52/52e8af58eee764e3dea2467d25be68e5d1c23589456be84b434093ba4e978757.webp", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/b3/b36cecbd9d7fffcfe9c2705c60fa471f2c16a0c9bd9395dbddb47ccf23fa9713.webp", "thumbhash": "KGoCBQBqSHh4eHi4iHgIiG+Gh3B3"}', 'any', NULL, NULL, NULL, '2026-11-30 08:51:31.152363+00', '2026-11-30 08:51:31.332387+00', NULL),
	('syn_01M8NTDWV9TF9BT036XKAC89FS', 'front', 1, 'running', 1, '{"seed": 2207943686, "width": 768, "height": 1024, "prompt": "Full-colour character reference, soft even light, plain light-grey background, no text.\nPerson: 30-year-old woman. Additional details, quoted as data: \"calm\".\nWish for this picture, quoted as data: \"unanswered(front)\".\nFront view: whole figure from head to shoes, facing the camera, arms relaxed.\nSame person as in the reference: identical face shape, skin, hair, proportions and outfit; change only camera angle and framing.\nOne figure, centred, 3:4 vertical.", "provider": "openai-compatible", "template": "2026-11-3", "references": ["v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/40/40824714e22a185a57cec8e8871193fc675fac8c4bbf91dc0ce16d337926503f.webp"], "seed_counts": true}', NULL, NULL, NULL, NULL, NULL, '2026-11-30 08:51:31.427054+00', NULL, NULL),
	('syn_01M8NTE3S654TZ3FQ5E97M0V2F', 'portrait', 1, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('syn_01M8NTE3S654TZ3FQ5E97M0V2F', 'front', 2, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('syn_01M8NTE3S654TZ3FQ5E97M0V2F', 'side', 3, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('syn_01M8NTE3S654TZ3FQ5E97M0V2F', 'back', 4, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('syn_01M8NTE40ZYD3X28NHQKJT4KQ3', 'portrait', 1, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('syn_01M8NTE40ZYD3X28NHQKJT4KQ3', 'front', 2, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('syn_01M8NTE40ZYD3X28NHQKJT4KQ3', 'side', 3, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('syn_01M8NTE40ZYD3X28NHQKJT4KQ3', 'back', 4, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('img_01M8NTE48E7CYE6QR4NSMA2A1F', 'image', 1, 'pending', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.idempotency_keys VALUES
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'a synthesized character over REST', 'create_character', NULL, '\x3d2697adbbf4f6e6b2d45760d65f914bf1cffca7cf6aaa7e2b9b3fe0191afbd3', '{"character": {"id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX", "name": "Ann", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:16.602669+00:00", "updated_at": "2026-11-30T08:51:16.602669+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDEBYWVG34BJ7PXN1XAWY", "cost": 4, "kind": "create", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:16.603326+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX"}}', '2026-11-30 08:51:16.583236+00', '2026-12-01 08:51:16.583236+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'ключ-鍵-🔑', 'create_character', NULL, '\xc988617597c2825bdb45632b9fc5b8b8192ae35f811bf199c496283525fdb8b0', '{"character": {"id": "char_01M8NTDFBES3D2590QJP75J748", "name": "Zoë 🎀", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:17.525582+00:00", "updated_at": "2026-11-30T08:51:17.525582+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDFBES3D2590QJP75J749", "cost": 4, "kind": "create", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:17.526421+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDFBES3D2590QJP75J748"}}', '2026-11-30 08:51:17.507313+00', '2026-12-01 08:51:17.507313+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'an uploaded character over REST', 'create_character', NULL, '\x594f9cbce40a296e8d5b5f72c1d1b9a66dbe4762c3069c04badb104165034762', '{"character": {"id": "char_01M8NTDG8YX3TJVWTKJRZQ7H0V", "name": "Up", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4c/4c119f546e595f50f3461438eac9a9237d1e904df88ade91748586ab2b1d3747.webp", "pose": "other", "bytes": 86, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/2d/2d1115cbd0f73bad47cd131c9398cffae7dc7445c0b5edc9066ae281ed239fe1.webp", "thumbhash": "HMoCBQCIf3qHh3iIiIdod3+Jh8C3"}], "status": "ready", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": null, "created_at": "2026-11-30T08:51:18.437453+00:00", "updated_at": "2026-11-30T08:51:18.437453+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": "ref-1"}, "synthesis": null}', '2026-11-30 08:51:18.436633+00', '2026-12-01 08:51:18.436633+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'an uploaded character over GraphQL', 'create_character', NULL, '\x4d03b511b7728f449642f12a4b1632b7189a2c72cfffe1ef14feb4ab6a980bc1', '{"character": {"id": "char_01M8NTDGKH8G7EYK42QS1JRBX8", "name": "Up", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b0/b092feb1cd17f3eb65ba74f2b99b6a508d57ceeebb1a824d5e67b38aac84eeaa.webp", "pose": "other", "bytes": 86, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/13/13c437808ffab4f6836b8c1fdbff11bd19f7d1a5216ef9e0c0b7b08eb41358f2.webp", "thumbhash": "nNQBBQCIf3qHh3iIiIdod/SHCFiI"}], "status": "ready", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": {"hair_color": "red"}, "created_at": "2026-11-30T08:51:18.781676+00:00", "updated_at": "2026-11-30T08:51:18.781676+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": "ref-1"}, "synthesis": null}', '2026-11-30 08:51:18.780919+00', '2026-12-01 08:51:18.780919+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'a resynthesis over REST', 'resynthesize_character', 'char_01M8NTDEBYWVG34BJ7PXN1XAWX', '\xd4ae8a398c736bdbd3134cd0af726f876405bf8b4c196ee7a61a6c7bacd8c022', '{"character": {"id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX", "name": "Ann", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e8/e820422be03cdc44ca671f5f4e5f02b349e0d9b754fba7939270d21db54027b9.webp", "pose": "portrait", "bytes": 76, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/35/354505bcb91f9829c0d13dbf93dbff7c47660daa5ddd70113748a3c3e5784bca.webp", "thumbhash": "nzcBBQA8Cnh3h4h4eIeIePCFCXt4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/f6/f69784db74e3874a4b9474621a4eb705f85c8bae7edb2f73acf20337fddf210b.webp", "pose": "front", "bytes": 92, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4a/4a4339c9e8a946d378d6afb965a004a7d0368f03c77b088f2378fc42e2427b25.webp", "thumbhash": "JzQBBQB5aIeId4f4iHi4d/CHB5uH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/64/64132410b7dda782db55d6cc609db76b91d34afb6bd52f563707fd9d42f6c2d3.webp", "pose": "side", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/37/370246c2f1abd2dc4e061fb0c4dc5cddd8a60cbff20a46ce28f84db565c01d5a.webp", "thumbhash": "VVgBBQB4eHiICHeIh3fYeAyIeHj3"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c6/c69f7b8d5bda6bfe61956962972a2f39aa7a3f05d7b84ca7a3b95b027366750b.webp", "pose": "back", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/90/9016a4d26782a78f133b9800a362ad1f7d2861100d9005c6819b194e5ce923c7.webp", "thumbhash": "sgUBBQBnSIZ3eIh3eIiHB/J1R4+H"}], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 3, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:16.602669+00:00", "updated_at": "2026-11-30T08:51:18.94308+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDGRV3PFZDD1HG2STPFXF", "cost": 4, "kind": "resynthesize", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:18.94308+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX"}}', '2026-11-30 08:51:18.941778+00', '2026-12-01 08:51:18.941778+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'an image over REST', 'create_image', NULL, '\x701dc39097689e36e942e161c9d93b8a6c203e43139d1228c443e9f778edfb08', '{"image": {"id": "img_01M8NTDJP03NEW26NHYQGRRVD7", "cost": 1, "seed": 4294967295, "image": null, "width": 1024, "height": 1024, "prompt": "on a horse", "status": "pending", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "created_at": "2026-11-30T08:51:20.905581+00:00", "character_id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX", "completed_at": null, "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 3}}', '2026-11-30 08:51:20.897678+00', '2026-12-01 08:51:20.897678+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'a resynthesis over GraphQL', 'resynthesize_character', 'char_01M8NTDFBES3D2590QJP75J748', '\x5a9e904c7efec59351be6f347e55ac595b8cdd8ffc892e86bbc084ffadd05d8f', '{"character": {"id": "char_01M8NTDFBES3D2590QJP75J748", "name": "Zoë 🎀", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71fc1e2220f1215e3aa1ad4b72a44a328bee22e48da22a9373aff94e1c046765.webp", "pose": "portrait", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/08/082170dc6cfd297cff1575aada6265d0cb670002f94f7aea8049f130a78580ae.webp", "thumbhash": "2YYCBQBMSIh3h4eHeIhICKOG/5BX"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d9/d90307ee9c9eaea294b7b39dc0ef341d1e7ad67b81425b486f88354222d701da.webp", "pose": "front", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71d8c117b6c38a4af663a34ccf85bf29b4e41cbdc04afc1b364437417bea0985.webp", "thumbhash": "n6gDBQAvCXiIiIfoiHeIdy94h/d3"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/cc/cca2dea514efcf8280ec6cae6f91461980181a9deb710100568f54530dace0e1.webp", "pose": "side", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/ed/edffe4eecbb2166a6faa19ef3fe41b023132dbee2436c6b21c1b4e8b006de325.webp", "thumbhash": "o0kBBQBaWHeHd4eIeIeHCE94SG+I"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/76/766d46d25a116cbd95d1f4605711604428c95ee28d70d84bc612017dceaee084.webp", "pose": "back", "bytes": 88, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b9/b980df0ec15cd19d2f9e3b5ebaf98499bfc7d1be98273dbefd1ac312a9afa641.webp", "thumbhash": "JGUDBQB5Z3h3+IiIeHSId/SG+GaH"}], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 3, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:17.525582+00:00", "updated_at": "2026-11-30T08:51:19.080731+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDGWVC0S4Y6JE2FBT4JS6", "cost": 4, "kind": "resynthesize", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:19.080731+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDFBES3D2590QJP75J748"}}', '2026-11-30 08:51:19.078745+00', '2026-12-01 08:51:19.078745+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'a regenerated pose over REST', 'regenerate_character_ref', 'char_01M8NTDEBYWVG34BJ7PXN1XAWX', '\x25bf495eb29bf34d0f20b3d962e01f12334f13de22c731506308c979157aa0eb', '{"character": {"id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX", "name": "Ann", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp", "pose": "portrait", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c0/c0d68cb9a8b93009c9c451b58e723e771e02662dc6b44f9f5546c8f1787a91a0.webp", "thumbhash": "VnMCBQAOCIh4eHiIiIhISPCG+XR4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/67/67fff7c59834a462ad3f1de40a20722d0304536f35da393417bc4ac2bf712c50.webp", "pose": "front", "bytes": 90, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d6/d60fab6063d1a6dde14bc81ceddf0cc5e07160fd205fe2226cf97a40f68d1d3f.webp", "thumbhash": "qKUDBQBqWIh3iHh4eHh399B5+GCH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d7/d745991604952b785f865fa7e06cd10c68a901c67cb3802c70e37dcc75cec3d6.webp", "pose": "side", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/cd/cda6688dd1258a74dc19e2e468bb287eacd32129fbb1df95aad40362d39d32a1.webp", "thumbhash": "ZlUDBQBaWHd3h3eYiHgIuId3/4B4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b70cbde9153a8f144cec0cf47badeaaee957b51ca93a22952f6df5b24b3caf44.webp", "pose": "back", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a1/a1ac399e76a684bfdb47ccd53a5d077bb8ba2e8c198a6efa84867034d57fcc1d.webp", "thumbhash": "DGkBBQBaWHeHd3d4eIh4By94B414"}], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 5, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:16.602669+00:00", "updated_at": "2026-11-30T08:51:20.057396+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 2, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDHVPXQBV25VXS8DHPAWZ", "cost": 1, "kind": "regenerate_ref", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:20.057396+00:00", "finished_at": null, "generations": [{"pose": "side", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDEBYWVG34BJ7PXN1XAWX"}}', '2026-11-30 08:51:20.055202+00', '2026-12-01 08:51:20.055202+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'an image over GraphQL', 'create_image', NULL, '\x69a2cd9a244dd02d6725d08f68cec3f9092efac29523d3e462e7966885626027', '{"image": {"id": "img_01M8NTDK33WNENHNBEDQKRSRBY", "cost": 1, "seed": null, "image": null, "width": 512, "height": 512, "prompt": "a lamp", "status": "pending", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "created_at": "2026-11-30T08:51:21.317468+00:00", "character_id": null, "completed_at": null, "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null}}', '2026-11-30 08:51:21.316559+00', '2026-12-01 08:51:21.316559+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 'a creation with its portrait sent', 'create_character', NULL, '\xad572028b884f1139e861f2d74ed4a173bb9eb5d505442f89c5f84782f51f361', '{"character": {"id": "char_01M8NTDWNEZGTDV8ZXRW07VZHJ", "name": "New", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "unanswered(portrait)"}, "created_at": "2026-11-30T08:51:31.14401+00:00", "updated_at": "2026-11-30T08:51:31.14401+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDWNEZGTDV8ZXRW07VZHK", "cost": 4, "kind": "create", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:31.14414+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDWNEZGTDV8ZXRW07VZHJ"}}', '2026-11-30 08:51:31.14341+00', '2026-12-01 08:51:31.14341+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 'an image that was sent', 'create_image', NULL, '\xb320e7b674a28f5cbd63947cbc40bc3c7cc669badb856779b6b8e5bf569f218f', '{"image": {"id": "img_01M8NTDWZ25NDWX3XHJ3VKV7X6", "cost": 1, "seed": null, "image": null, "width": 1024, "height": 1024, "prompt": "unanswered(image)", "status": "pending", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "created_at": "2026-11-30T08:51:31.442669+00:00", "character_id": null, "completed_at": null, "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null}}', '2026-11-30 08:51:31.441696+00', '2026-12-01 08:51:31.441696+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'a regenerated pose over GraphQL', 'regenerate_character_ref', 'char_01M8NTDFBES3D2590QJP75J748', '\x258e9f0af73939b1bd3c182553b40ec531ad9104bc1d6e34ff9bdd9102966fe6', '{"character": {"id": "char_01M8NTDFBES3D2590QJP75J748", "name": "Zoë 🎀", "refs": [{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp", "pose": "portrait", "bytes": 68, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/91/91069f1eef97d230a26a14d9ac600bd05878418cb1dcf1613f13b89985522d3d.webp", "thumbhash": "YfcBBQBPC4qIaHh3eHJHePSHSJ34"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7f/7fde2379502082721ad5aaa4971c8898e391fa2751d99f715829e85edae9b0a8.webp", "pose": "front", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/59/59a51034c8cbb90e371a680816b9634abfa3541845a40c9f026735be107a34ee.webp", "thumbhash": "48QABQB5eIh4d3f4eHSH+LCHiJ94"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/6c/6c5495f343cdd96186800a38b34bf33e12015dd1985c4f4315bd274d4e4cf91f.webp", "pose": "side", "bytes": 80, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/fd/fd255352e71269aa562e30886731d0e1aeff202531d4d704525c1bd68a679023.webp", "thumbhash": "J4kCBQBaSHeHd3iId4gIeA14+ICH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e9/e989ae68884e6a20149fe2d71905bf525902029e1a9ebb795203a70c58a4674a.webp", "pose": "back", "bytes": 78, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a7/a7511b17baaebd8ec83434ff88c60208232089dded57d432c9193c2b229fed3a.webp", "thumbhash": "LPYBBQB4eId4d4eIh3dnCLB4OG93"}], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 5, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:17.525582+00:00", "updated_at": "2026-11-30T08:51:20.496142+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 2, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDJ9ED9AA297Q4T5J6YG1", "cost": 1, "kind": "regenerate_ref", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:20.496142+00:00", "finished_at": null, "generations": [{"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDFBES3D2590QJP75J748"}}', '2026-11-30 08:51:20.495222+00', '2026-12-01 08:51:20.495222+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'a character that was deleted', 'create_character', NULL, '\xb3aa092e99b252aa8dd381945b6d0960fec4bdb31ff38723d1d553b1f358ac04', '{"character": {"id": "char_01M8NTDKB9FJ3Y9GBF60ZRKFZA", "name": "Gone", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:21.593438+00:00", "updated_at": "2026-11-30T08:51:21.593438+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB", "cost": 4, "kind": "create", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:21.593859+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDKB9FJ3Y9GBF60ZRKFZA"}}', '2026-11-30 08:51:21.578001+00', '2026-12-01 08:51:21.578001+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'a synthesis that failed', 'create_character', NULL, '\x4b3db915a32daa4f4c69ece161bf025544451d970afaec1ed971a89fb53bdb39', '{"character": {"id": "char_01M8NTDM63K91TPTF49GX43H9P", "name": "Refused", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "refused for its content"}, "created_at": "2026-11-30T08:51:22.436886+00:00", "updated_at": "2026-11-30T08:51:22.436886+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDM63K91TPTF49GX43H9Q", "cost": 4, "kind": "create", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:22.436964+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDM63K91TPTF49GX43H9P"}}', '2026-11-30 08:51:22.43628+00', '2026-12-01 08:51:22.43628+00'),
	('team_01M8NTD66PDMXGR586661P2AGA', 'a synthesis of a team with auto-save', 'create_character', NULL, '\x751cc14b3371149f21dfc2bf479590c07d7513c880775efc0e2894a10ec4a280', '{"character": {"id": "char_01M8NTDMMK701VEJGT2ZERW78W", "name": "Auto", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTD66PDMXGR586661P2AGA", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:22.900646+00:00", "updated_at": "2026-11-30T08:51:22.900646+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDMMK701VEJGT2ZERW78X", "cost": 4, "kind": "create", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:22.900724+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDMMK701VEJGT2ZERW78W"}}', '2026-11-30 08:51:22.900091+00', '2026-12-01 08:51:22.900091+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 'a resynthesis with its portrait sent', 'resynthesize_character', 'char_01M8NTDW9KGMT29F7327M5JQ1J', '\xccd217125fc9415d05e6fe6ca44fa7071749d7c74ff05a23eb9c7e3442a31f0d', '{"character": {"id": "char_01M8NTDW9KGMT29F7327M5JQ1J", "name": "Portrait", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "pose": "other", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 2, "attributes": {"age": 40, "additional_details": "unanswered(portrait)"}, "created_at": "2026-11-30T08:51:30.74186+00:00", "updated_at": "2026-11-30T08:51:31.007009+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDWHSCEDACA169FYT1RS5", "cost": 4, "kind": "resynthesize", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:31.007009+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDW9KGMT29F7327M5JQ1J"}}', '2026-11-30 08:51:31.005603+00', '2026-12-01 08:51:31.005603+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'a synthesis that was cancelled', 'create_character', NULL, '\xa4617c813edd73b8069f413c584f5fd0334b04a509f6946c710644f7225de0b9', '{"character": {"id": "char_01M8NTDMESVMGNEKAABC240MA0", "name": "Cancelled", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCQENRWSXYTG5CMH89GA9", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "unanswered(portrait)"}, "created_at": "2026-11-30T08:51:22.716339+00:00", "updated_at": "2026-11-30T08:51:22.716339+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDMESVMGNEKAABC240MA1", "cost": 4, "kind": "create", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:22.716554+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDMESVMGNEKAABC240MA0"}}', '2026-11-30 08:51:22.715705+00', '2026-12-01 08:51:22.715705+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 'the character whose pose was asked for', 'create_character', NULL, '\x5e3cc6580e551a30a0794c19fb0c4d838ba8239f6a873da8895fb4a2c24fcce9', '{"character": {"id": "char_01M8NTDVNGSN2C677NEQC57WP6", "name": "Drawn", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:30.097798+00:00", "updated_at": "2026-11-30T08:51:30.097798+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDVNGSN2C677NEQC57WP7", "cost": 4, "kind": "create", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:30.101592+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDVNGSN2C677NEQC57WP6"}}', '2026-11-30 08:51:30.097219+00', '2026-12-01 08:51:30.097219+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 'a resynthesis with its portrait delivered', 'resynthesize_character', 'char_01M8NTDWCQR5H9B95T38A16GZ6', '\x0f83fbbcb2ce932c1634a648668bb64252177a3dcd9412a5bde70ff498924c3f', '{"character": {"id": "char_01M8NTDWCQR5H9B95T38A16GZ6", "name": "After", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "pose": "other", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 2, "attributes": {"age": 40, "additional_details": "unanswered(front side back)"}, "created_at": "2026-11-30T08:51:30.846265+00:00", "updated_at": "2026-11-30T08:51:31.032054+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDWJPVJW5RV848845XXM4", "cost": 4, "kind": "resynthesize", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:31.032054+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDWCQR5H9B95T38A16GZ6"}}', '2026-11-30 08:51:31.03091+00', '2026-12-01 08:51:31.03091+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 'a resynthesis with one pose sent', 'resynthesize_character', 'char_01M8NTDWGKKHSQFG4TKW7CQT0F', '\x96cb113de435afb08dfeb0dbbc5712bf7145cfe0eb61f52dd59e14d1cbfd164b', '{"character": {"id": "char_01M8NTDWGKKHSQFG4TKW7CQT0F", "name": "Last", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "pose": "other", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 2, "attributes": {"age": 40, "additional_details": "unanswered(back)"}, "created_at": "2026-11-30T08:51:30.963885+00:00", "updated_at": "2026-11-30T08:51:31.101865+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDWMW140B5AFM75AFBC0N", "cost": 4, "kind": "resynthesize", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:31.101865+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDWGKKHSQFG4TKW7CQT0F"}}', '2026-11-30 08:51:31.101059+00', '2026-12-01 08:51:31.101059+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 'a pose that was sent', 'regenerate_character_ref', 'char_01M8NTDVNGSN2C677NEQC57WP6', '\xe1fb86ad293527a9cc28d1dda435872ab6a291b141126026a8041f70eb6ca1e3', '{"character": {"id": "char_01M8NTDVNGSN2C677NEQC57WP6", "name": "Drawn", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/40/40824714e22a185a57cec8e8871193fc675fac8c4bbf91dc0ce16d337926503f.webp", "pose": "portrait", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/76/76251da52a4d84c4725044ef66aefa8c4bf2b85e4d4b64b97e269187abaedd92.webp", "thumbhash": "KQcDBQBpaIiHh4d4eICIV7B296Jn"}, {"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/8c/8c47b47d2c66b67bbcf4da005dfed84c92c5a6687b71ea1e783ec8bae355e991.webp", "pose": "front", "bytes": 78, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/96/969ca2f13d5d80b7db8adb810b5d573dee74d33ce565138f5c05a91d414ad013.webp", "thumbhash": "V6gBBQA8GXl4d4h4h3gIdwyICI94"}, {"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/72/72bed7e88bee29243a85a651acde153220270bb4cefb65bec801e5da747726b3.webp", "pose": "side", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/86/8617b28345f4cd6797567785909863ef8c6b4e031e95b37944498e67d5397d76.webp", "thumbhash": "FmsDBQBvOHaIh4h4h3d4hwh1tpB3"}, {"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/44/44116b4b09dc00fb2b81692b01aad905424ea4515cb9e93d37125db81a583b6d.webp", "pose": "back", "bytes": 88, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/d3/d3eb80bc056627030f26512d1e79dd3f42e082f9a9f2dea3ffd243668c374b71.webp", "thumbhash": "JYgABQBoaId4d3f4iId4Jyt2AFt4"}], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 3, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:30.097798+00:00", "updated_at": "2026-11-30T08:51:31.323291+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTDWV9TF9BT036XKAC89FS", "cost": 1, "kind": "regenerate_ref", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:31.323291+00:00", "finished_at": null, "generations": [{"pose": "front", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTDVNGSN2C677NEQC57WP6"}}', '2026-11-30 08:51:31.312311+00', '2026-12-01 08:51:31.312311+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 'a resynthesis that waits for a worker', 'resynthesize_character', 'char_01M8NTE3M0J82SNFYARG6D0PFQ', '\x2311c63a5a334f861c936a4f4152e69d0034104a80bf4061b1bdec610dbe0caf', '{"character": {"id": "char_01M8NTE3M0J82SNFYARG6D0PFQ", "name": "Queued", "refs": [{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/68/68fda8f423f7fbee2602cf997b2c162bbb6b01d5d78e90bd9dc2195643834d04.webp", "pose": "other", "bytes": 64, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/d4/d4e4b8ef51b1f3de167cc65e459a58f021aeed60fc2cb0036245a6f43e875e86.webp", "thumbhash": "DQgCBQB3aXiId3h4iHj4BwAAAAAA"}], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 2, "attributes": {"age": 50}, "created_at": "2026-11-30T08:51:38.267619+00:00", "updated_at": "2026-11-30T08:51:38.48888+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": 1, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTE3S654TZ3FQ5E97M0V2F", "cost": 4, "kind": "resynthesize", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:38.48888+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTE3M0J82SNFYARG6D0PFQ"}}', '2026-11-30 08:51:38.474456+00', '2026-12-01 08:51:38.474456+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 'a creation that waits for a worker', 'create_character', NULL, '\x65ca1efd8e85e6b705b75138f5c99f396356eca488a57cd7effc9edcc8a04430', '{"character": {"id": "char_01M8NTE40ZYD3X28NHQKJT4KQ2", "name": "Waiting", "refs": [], "status": "synthesizing", "team_id": "team_01M8NTCW1B2G5PCDKMTC27VTCV", "version": 1, "attributes": {"age": 30, "gender": "female", "additional_details": "calm"}, "created_at": "2026-11-30T08:51:38.676549+00:00", "updated_at": "2026-11-30T08:51:38.676549+00:00", "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null, "client_reference_id": null}, "synthesis": {"id": "syn_01M8NTE40ZYD3X28NHQKJT4KQ3", "cost": 4, "kind": "create", "status": "running", "error_code": null, "started_at": "2026-11-30T08:51:38.67674+00:00", "finished_at": null, "generations": [{"pose": "portrait", "status": "pending", "attempt": 0}, {"pose": "front", "status": "pending", "attempt": 0}, {"pose": "side", "status": "pending", "attempt": 0}, {"pose": "back", "status": "pending", "attempt": 0}], "character_id": "char_01M8NTE40ZYD3X28NHQKJT4KQ2"}}', '2026-11-30 08:51:38.675078+00', '2026-12-01 08:51:38.675078+00'),
	('team_01M8NTD66PDMXGR586661P2AGA', 'an image that waits for a worker', 'create_image', NULL, '\xc58834ae19aa372037386dbe7e5079978519005307514cbcd9c1be36fb53240d', '{"image": {"id": "img_01M8NTE48E7CYE6QR4NSMA2A1F", "cost": 1, "seed": null, "image": null, "width": 1024, "height": 1024, "prompt": "a chair", "status": "pending", "team_id": "team_01M8NTD66PDMXGR586661P2AGA", "created_at": "2026-11-30T08:51:38.905973+00:00", "character_id": null, "completed_at": null, "error_message": null, "aurous_version": "2026-05-15", "ref_set_number": null}}', '2026-11-30 08:51:38.904946+00', '2026-12-01 08:51:38.904946+00');
INSERT INTO public.images VALUES
	('img_01M8NTDJP03NEW26NHYQGRRVD7', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'char_01M8NTDEBYWVG34BJ7PXN1XAWX', 3, 'on a horse', 1024, 1024, 4294967295, '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/dc/dc8c903720079b3ac70c127f48afbec7dd4933c2cab81cefb9d3289c80a87d6a.webp", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/f9/f9bbe3103f8b1eb2f4a1af0b8977609e81ad674cee73e82805ebe17155ab7eff.webp", "thumbhash": "HxkBBQAvGYl4eId4h3d3dwiFdnj3"}', '{v1/team_01M8NTCQENRWSXYTG5CMH89GA9/dc/dc8c903720079b3ac70c127f48afbec7dd4933c2cab81cefb9d3289c80a87d6a.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/f9/f9bbe3103f8b1eb2f4a1af0b8977609e81ad674cee73e82805ebe17155ab7eff.webp}', '2026-05-15', '2026-11-30 08:51:20.905581+00', '2026-11-30 08:51:21.30973+00'),
	('img_01M8NTDK33WNENHNBEDQKRSRBY', 'team_01M8NTCQENRWSXYTG5CMH89GA9', NULL, NULL, 'a lamp', 512, 512, NULL, '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7a/7a81440930137c3e4f98579884499a6d26a3675b5fa38875cd01ecfa61f62832.webp", "bytes": 78, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/8d/8df5ad93b49d8894dd72a03dcc48e652771d7d46d9c2dd25d0c3411c1231c17e.webp", "thumbhash": "JngBBQBaWHd3h3eYiHgIuAh2B2qH"}', '{v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7a/7a81440930137c3e4f98579884499a6d26a3675b5fa38875cd01ecfa61f62832.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/8d/8df5ad93b49d8894dd72a03dcc48e652771d7d46d9c2dd25d0c3411c1231c17e.webp}', '2026-05-15', '2026-11-30 08:51:21.317468+00', '2026-11-30 08:51:21.547268+00'),
	('img_01M8NTDWZ25NDWX3XHJ3VKV7X6', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', NULL, NULL, 'unanswered(image)', 1024, 1024, NULL, NULL, '{}', '2026-05-15', '2026-11-30 08:51:31.442669+00', NULL),
	('img_01M8NTE48E7CYE6QR4NSMA2A1F', 'team_01M8NTD66PDMXGR586661P2AGA', NULL, NULL, 'a chair', 1024, 1024, NULL, NULL, '{}', '2026-05-15', '2026-11-30 08:51:38.905973+00', NULL);
INSERT INTO public.ledger_entries VALUES
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 1, 'grant', 500, NULL, 'first credits', '2026-11-30 08:50:53.022094+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 1, 'grant', 500, NULL, 'first credits', '2026-11-30 08:50:57.726034+00'),
	('team_01M8NTD1KRV6EFWP5CDGNME0E3', 1, 'grant', 1, NULL, 'first credits', '2026-11-30 08:51:03.434968+00'),
	('team_01M8NTD66PDMXGR586661P2AGA', 1, 'grant', 100, NULL, 'first credits', '2026-11-30 08:51:08.12801+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 2, 'hold', 4, 'syn_01M8NTDEBYWVG34BJ7PXN1XAWY', NULL, '2026-11-30 08:51:16.584957+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 3, 'hold', 4, 'syn_01M8NTDFBES3D2590QJP75J749', NULL, '2026-11-30 08:51:17.525342+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 4, 'capture', 4, 'syn_01M8NTDFBES3D2590QJP75J749', NULL, '2026-11-30 08:51:18.254253+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 5, 'capture', 4, 'syn_01M8NTDEBYWVG34BJ7PXN1XAWY', NULL, '2026-11-30 08:51:18.299426+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 6, 'hold', 4, 'syn_01M8NTDGRV3PFZDD1HG2STPFXF', NULL, '2026-11-30 08:51:18.942872+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 7, 'hold', 4, 'syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', NULL, '2026-11-30 08:51:19.080462+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 8, 'capture', 4, 'syn_01M8NTDGRV3PFZDD1HG2STPFXF', NULL, '2026-11-30 08:51:19.665692+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 9, 'capture', 4, 'syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', NULL, '2026-11-30 08:51:19.960044+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 10, 'hold', 1, 'syn_01M8NTDHVPXQBV25VXS8DHPAWZ', NULL, '2026-11-30 08:51:20.057103+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 11, 'capture', 1, 'syn_01M8NTDHVPXQBV25VXS8DHPAWZ', NULL, '2026-11-30 08:51:20.424412+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 12, 'hold', 1, 'syn_01M8NTDJ9ED9AA297Q4T5J6YG1', NULL, '2026-11-30 08:51:20.496027+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 13, 'capture', 1, 'syn_01M8NTDJ9ED9AA297Q4T5J6YG1', NULL, '2026-11-30 08:51:20.777629+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 14, 'hold', 1, 'img_01M8NTDJP03NEW26NHYQGRRVD7', NULL, '2026-11-30 08:51:20.89911+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 15, 'capture', 1, 'img_01M8NTDJP03NEW26NHYQGRRVD7', NULL, '2026-11-30 08:51:21.310189+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 16, 'hold', 1, 'img_01M8NTDK33WNENHNBEDQKRSRBY', NULL, '2026-11-30 08:51:21.317205+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 17, 'capture', 1, 'img_01M8NTDK33WNENHNBEDQKRSRBY', NULL, '2026-11-30 08:51:21.547688+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 18, 'hold', 4, 'syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', NULL, '2026-11-30 08:51:21.579353+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 19, 'capture', 4, 'syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', NULL, '2026-11-30 08:51:22.328263+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 20, 'hold', 4, 'syn_01M8NTDM63K91TPTF49GX43H9Q', NULL, '2026-11-30 08:51:22.436838+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 21, 'release', 4, 'syn_01M8NTDM63K91TPTF49GX43H9Q', NULL, '2026-11-30 08:51:22.668356+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 22, 'hold', 4, 'syn_01M8NTDMESVMGNEKAABC240MA1', NULL, '2026-11-30 08:51:22.716268+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 23, 'release', 4, 'syn_01M8NTDMESVMGNEKAABC240MA1', NULL, '2026-11-30 08:51:22.799754+00'),
	('team_01M8NTD66PDMXGR586661P2AGA', 2, 'hold', 4, 'syn_01M8NTDMMK701VEJGT2ZERW78X', NULL, '2026-11-30 08:51:22.900604+00'),
	('team_01M8NTD66PDMXGR586661P2AGA', 3, 'capture', 4, 'syn_01M8NTDMMK701VEJGT2ZERW78X', NULL, '2026-11-30 08:51:23.337229+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 2, 'hold', 4, 'syn_01M8NTDVNGSN2C677NEQC57WP7', NULL, '2026-11-30 08:51:30.097752+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 3, 'capture', 4, 'syn_01M8NTDVNGSN2C677NEQC57WP7', NULL, '2026-11-30 08:51:30.518517+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 4, 'hold', 4, 'syn_01M8NTDWHSCEDACA169FYT1RS5', NULL, '2026-11-30 08:51:31.006799+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 5, 'hold', 4, 'syn_01M8NTDWJPVJW5RV848845XXM4', NULL, '2026-11-30 08:51:31.031891+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 6, 'hold', 4, 'syn_01M8NTDWMW140B5AFM75AFBC0N', NULL, '2026-11-30 08:51:31.101736+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 7, 'hold', 4, 'syn_01M8NTDWNEZGTDV8ZXRW07VZHK', NULL, '2026-11-30 08:51:31.143943+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 8, 'hold', 1, 'syn_01M8NTDWV9TF9BT036XKAC89FS', NULL, '2026-11-30 08:51:31.322905+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 9, 'hold', 1, 'img_01M8NTDWZ25NDWX3XHJ3VKV7X6', NULL, '2026-11-30 08:51:31.442427+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 10, 'hold', 4, 'syn_01M8NTE3S654TZ3FQ5E97M0V2F', NULL, '2026-11-30 08:51:38.476719+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 11, 'hold', 4, 'syn_01M8NTE40ZYD3X28NHQKJT4KQ3', NULL, '2026-11-30 08:51:38.676374+00'),
	('team_01M8NTD66PDMXGR586661P2AGA', 4, 'hold', 1, 'img_01M8NTE48E7CYE6QR4NSMA2A1F', NULL, '2026-11-30 08:51:38.905672+00');
INSERT INTO public.ref_sets VALUES
	('char_01M8NTDFBES3D2590QJP75J748', 1, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'syn_01M8NTDFBES3D2590QJP75J749', 3665440749, '[{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71fc1e2220f1215e3aa1ad4b72a44a328bee22e48da22a9373aff94e1c046765.webp", "pose": "portrait", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/08/082170dc6cfd297cff1575aada6265d0cb670002f94f7aea8049f130a78580ae.webp", "thumbhash": "2YYCBQBMSIh3h4eHeIhICKOG/5BX"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d9/d90307ee9c9eaea294b7b39dc0ef341d1e7ad67b81425b486f88354222d701da.webp", "pose": "front", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71d8c117b6c38a4af663a34ccf85bf29b4e41cbdc04afc1b364437417bea0985.webp", "thumbhash": "n6gDBQAvCXiIiIfoiHeIdy94h/d3"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/cc/cca2dea514efcf8280ec6cae6f91461980181a9deb710100568f54530dace0e1.webp", "pose": "side", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/ed/edffe4eecbb2166a6faa19ef3fe41b023132dbee2436c6b21c1b4e8b006de325.webp", "thumbhash": "o0kBBQBaWHeHd4eIeIeHCE94SG+I"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/76/766d46d25a116cbd95d1f4605711604428c95ee28d70d84bc612017dceaee084.webp", "pose": "back", "bytes": 88, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b9/b980df0ec15cd19d2f9e3b5ebaf98499bfc7d1be98273dbefd1ac312a9afa641.webp", "thumbhash": "JGUDBQB5Z3h3+IiIeHSId/SG+GaH"}]', '{v1/team_01M8NTCQENRWSXYTG5CMH89GA9/08/082170dc6cfd297cff1575aada6265d0cb670002f94f7aea8049f130a78580ae.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71d8c117b6c38a4af663a34ccf85bf29b4e41cbdc04afc1b364437417bea0985.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/71/71fc1e2220f1215e3aa1ad4b72a44a328bee22e48da22a9373aff94e1c046765.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/76/766d46d25a116cbd95d1f4605711604428c95ee28d70d84bc612017dceaee084.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b9/b980df0ec15cd19d2f9e3b5ebaf98499bfc7d1be98273dbefd1ac312a9afa641.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/cc/cca2dea514efcf8280ec6cae6f91461980181a9deb710100568f54530dace0e1.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d9/d90307ee9c9eaea294b7b39dc0ef341d1e7ad67b81425b486f88354222d701da.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/ed/edffe4eecbb2166a6faa19ef3fe41b023132dbee2436c6b21c1b4e8b006de325.webp}', '2026-11-30 08:51:18.253289+00', NULL),
	('char_01M8NTDEBYWVG34BJ7PXN1XAWX', 1, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 2510986197, '[{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e8/e820422be03cdc44ca671f5f4e5f02b349e0d9b754fba7939270d21db54027b9.webp", "pose": "portrait", "bytes": 76, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/35/354505bcb91f9829c0d13dbf93dbff7c47660daa5ddd70113748a3c3e5784bca.webp", "thumbhash": "nzcBBQA8Cnh3h4h4eIeIePCFCXt4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/f6/f69784db74e3874a4b9474621a4eb705f85c8bae7edb2f73acf20337fddf210b.webp", "pose": "front", "bytes": 92, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4a/4a4339c9e8a946d378d6afb965a004a7d0368f03c77b088f2378fc42e2427b25.webp", "thumbhash": "JzQBBQB5aIeId4f4iHi4d/CHB5uH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/64/64132410b7dda782db55d6cc609db76b91d34afb6bd52f563707fd9d42f6c2d3.webp", "pose": "side", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/37/370246c2f1abd2dc4e061fb0c4dc5cddd8a60cbff20a46ce28f84db565c01d5a.webp", "thumbhash": "VVgBBQB4eHiICHeIh3fYeAyIeHj3"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c6/c69f7b8d5bda6bfe61956962972a2f39aa7a3f05d7b84ca7a3b95b027366750b.webp", "pose": "back", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/90/9016a4d26782a78f133b9800a362ad1f7d2861100d9005c6819b194e5ce923c7.webp", "thumbhash": "sgUBBQBnSIZ3eIh3eIiHB/J1R4+H"}]', '{v1/team_01M8NTCQENRWSXYTG5CMH89GA9/35/354505bcb91f9829c0d13dbf93dbff7c47660daa5ddd70113748a3c3e5784bca.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/37/370246c2f1abd2dc4e061fb0c4dc5cddd8a60cbff20a46ce28f84db565c01d5a.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4a/4a4339c9e8a946d378d6afb965a004a7d0368f03c77b088f2378fc42e2427b25.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/64/64132410b7dda782db55d6cc609db76b91d34afb6bd52f563707fd9d42f6c2d3.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/90/9016a4d26782a78f133b9800a362ad1f7d2861100d9005c6819b194e5ce923c7.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c6/c69f7b8d5bda6bfe61956962972a2f39aa7a3f05d7b84ca7a3b95b027366750b.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e8/e820422be03cdc44ca671f5f4e5f02b349e0d9b754fba7939270d21db54027b9.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/f6/f69784db74e3874a4b9474621a4eb705f85c8bae7edb2f73acf20337fddf210b.webp}', '2026-11-30 08:51:18.298528+00', NULL),
	('char_01M8NTDG8YX3TJVWTKJRZQ7H0V', 1, 'team_01M8NTCQENRWSXYTG5CMH89GA9', NULL, 4093391520, '[{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4c/4c119f546e595f50f3461438eac9a9237d1e904df88ade91748586ab2b1d3747.webp", "pose": "other", "bytes": 86, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/2d/2d1115cbd0f73bad47cd131c9398cffae7dc7445c0b5edc9066ae281ed239fe1.webp", "thumbhash": "HMoCBQCIf3qHh3iIiIdod3+Jh8C3"}]', '{v1/team_01M8NTCQENRWSXYTG5CMH89GA9/2d/2d1115cbd0f73bad47cd131c9398cffae7dc7445c0b5edc9066ae281ed239fe1.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4c/4c119f546e595f50f3461438eac9a9237d1e904df88ade91748586ab2b1d3747.webp}', '2026-11-30 08:51:18.438274+00', NULL),
	('char_01M8NTDGKH8G7EYK42QS1JRBX8', 1, 'team_01M8NTCQENRWSXYTG5CMH89GA9', NULL, 2130567964, '[{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b0/b092feb1cd17f3eb65ba74f2b99b6a508d57ceeebb1a824d5e67b38aac84eeaa.webp", "pose": "other", "bytes": 86, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/13/13c437808ffab4f6836b8c1fdbff11bd19f7d1a5216ef9e0c0b7b08eb41358f2.webp", "thumbhash": "nNQBBQCIf3qHh3iIiIdod/SHCFiI"}]', '{v1/team_01M8NTCQENRWSXYTG5CMH89GA9/13/13c437808ffab4f6836b8c1fdbff11bd19f7d1a5216ef9e0c0b7b08eb41358f2.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b0/b092feb1cd17f3eb65ba74f2b99b6a508d57ceeebb1a824d5e67b38aac84eeaa.webp}', '2026-11-30 08:51:18.802605+00', NULL),
	('char_01M8NTDEBYWVG34BJ7PXN1XAWX', 2, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'syn_01M8NTDGRV3PFZDD1HG2STPFXF', 2510986197, '[{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp", "pose": "portrait", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c0/c0d68cb9a8b93009c9c451b58e723e771e02662dc6b44f9f5546c8f1787a91a0.webp", "thumbhash": "VnMCBQAOCIh4eHiIiIhISPCG+XR4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/67/67fff7c59834a462ad3f1de40a20722d0304536f35da393417bc4ac2bf712c50.webp", "pose": "front", "bytes": 90, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d6/d60fab6063d1a6dde14bc81ceddf0cc5e07160fd205fe2226cf97a40f68d1d3f.webp", "thumbhash": "qKUDBQBqWIh3iHh4eHh399B5+GCH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d7/d745991604952b785f865fa7e06cd10c68a901c67cb3802c70e37dcc75cec3d6.webp", "pose": "side", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/cd/cda6688dd1258a74dc19e2e468bb287eacd32129fbb1df95aad40362d39d32a1.webp", "thumbhash": "ZlUDBQBaWHd3h3eYiHgIuId3/4B4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b70cbde9153a8f144cec0cf47badeaaee957b51ca93a22952f6df5b24b3caf44.webp", "pose": "back", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a1/a1ac399e76a684bfdb47ccd53a5d077bb8ba2e8c198a6efa84867034d57fcc1d.webp", "thumbhash": "DGkBBQBaWHeHd3d4eIh4By94B414"}]', '{v1/team_01M8NTCQENRWSXYTG5CMH89GA9/67/67fff7c59834a462ad3f1de40a20722d0304536f35da393417bc4ac2bf712c50.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a1/a1ac399e76a684bfdb47ccd53a5d077bb8ba2e8c198a6efa84867034d57fcc1d.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b70cbde9153a8f144cec0cf47badeaaee957b51ca93a22952f6df5b24b3caf44.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c0/c0d68cb9a8b93009c9c451b58e723e771e02662dc6b44f9f5546c8f1787a91a0.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/cd/cda6688dd1258a74dc19e2e468bb287eacd32129fbb1df95aad40362d39d32a1.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d6/d60fab6063d1a6dde14bc81ceddf0cc5e07160fd205fe2226cf97a40f68d1d3f.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d7/d745991604952b785f865fa7e06cd10c68a901c67cb3802c70e37dcc75cec3d6.webp}', '2026-11-30 08:51:19.652982+00', NULL),
	('char_01M8NTDFBES3D2590QJP75J748', 2, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 3665440749, '[{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp", "pose": "portrait", "bytes": 68, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/91/91069f1eef97d230a26a14d9ac600bd05878418cb1dcf1613f13b89985522d3d.webp", "thumbhash": "YfcBBQBPC4qIaHh3eHJHePSHSJ34"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7f/7fde2379502082721ad5aaa4971c8898e391fa2751d99f715829e85edae9b0a8.webp", "pose": "front", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/59/59a51034c8cbb90e371a680816b9634abfa3541845a40c9f026735be107a34ee.webp", "thumbhash": "48QABQB5eIh4d3f4eHSH+LCHiJ94"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/6c/6c5495f343cdd96186800a38b34bf33e12015dd1985c4f4315bd274d4e4cf91f.webp", "pose": "side", "bytes": 80, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/fd/fd255352e71269aa562e30886731d0e1aeff202531d4d704525c1bd68a679023.webp", "thumbhash": "J4kCBQBaSHeHd3iId4gIeA14+ICH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e9/e989ae68884e6a20149fe2d71905bf525902029e1a9ebb795203a70c58a4674a.webp", "pose": "back", "bytes": 78, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a7/a7511b17baaebd8ec83434ff88c60208232089dded57d432c9193c2b229fed3a.webp", "thumbhash": "LPYBBQB4eId4d4eIh3dnCLB4OG93"}]', '{v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/59/59a51034c8cbb90e371a680816b9634abfa3541845a40c9f026735be107a34ee.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/6c/6c5495f343cdd96186800a38b34bf33e12015dd1985c4f4315bd274d4e4cf91f.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7f/7fde2379502082721ad5aaa4971c8898e391fa2751d99f715829e85edae9b0a8.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/91/91069f1eef97d230a26a14d9ac600bd05878418cb1dcf1613f13b89985522d3d.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a7/a7511b17baaebd8ec83434ff88c60208232089dded57d432c9193c2b229fed3a.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/e9/e989ae68884e6a20149fe2d71905bf525902029e1a9ebb795203a70c58a4674a.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/fd/fd255352e71269aa562e30886731d0e1aeff202531d4d704525c1bd68a679023.webp}', '2026-11-30 08:51:19.959704+00', NULL),
	('char_01M8NTDEBYWVG34BJ7PXN1XAWX', 3, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'syn_01M8NTDHVPXQBV25VXS8DHPAWZ', 2510986197, '[{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp", "pose": "portrait", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c0/c0d68cb9a8b93009c9c451b58e723e771e02662dc6b44f9f5546c8f1787a91a0.webp", "thumbhash": "VnMCBQAOCIh4eHiIiIhISPCG+XR4"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/67/67fff7c59834a462ad3f1de40a20722d0304536f35da393417bc4ac2bf712c50.webp", "pose": "front", "bytes": 90, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d6/d60fab6063d1a6dde14bc81ceddf0cc5e07160fd205fe2226cf97a40f68d1d3f.webp", "thumbhash": "qKUDBQBqWIh3iHh4eHh399B5+GCH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b787b944720a14010eedc758ac19c3ff0869354254d0ab45d8477505f6e8b1e3.webp", "pose": "side", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/3a/3a175a426e9e41cf7b72eb00953d4ec9e2e3c86ebe718154e7d03f618a2c2cc4.webp", "thumbhash": "m4wBBQBOOHiHh3h4eHcHp1+IJ39o"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b70cbde9153a8f144cec0cf47badeaaee957b51ca93a22952f6df5b24b3caf44.webp", "pose": "back", "bytes": 82, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a1/a1ac399e76a684bfdb47ccd53a5d077bb8ba2e8c198a6efa84867034d57fcc1d.webp", "thumbhash": "DGkBBQBaWHeHd3d4eIh4By94B414"}]', '{v1/team_01M8NTCQENRWSXYTG5CMH89GA9/3a/3a175a426e9e41cf7b72eb00953d4ec9e2e3c86ebe718154e7d03f618a2c2cc4.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/67/67fff7c59834a462ad3f1de40a20722d0304536f35da393417bc4ac2bf712c50.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/68/681416f1701661fd00b74e9ada543bbff2476995144396ab99b2ff026ed7c1be.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a1/a1ac399e76a684bfdb47ccd53a5d077bb8ba2e8c198a6efa84867034d57fcc1d.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b70cbde9153a8f144cec0cf47badeaaee957b51ca93a22952f6df5b24b3caf44.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b787b944720a14010eedc758ac19c3ff0869354254d0ab45d8477505f6e8b1e3.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/c0/c0d68cb9a8b93009c9c451b58e723e771e02662dc6b44f9f5546c8f1787a91a0.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/d6/d60fab6063d1a6dde14bc81ceddf0cc5e07160fd205fe2226cf97a40f68d1d3f.webp}', '2026-11-30 08:51:20.423924+00', NULL),
	('char_01M8NTDFBES3D2590QJP75J748', 3, 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'syn_01M8NTDJ9ED9AA297Q4T5J6YG1', 3665440749, '[{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp", "pose": "portrait", "bytes": 68, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/91/91069f1eef97d230a26a14d9ac600bd05878418cb1dcf1613f13b89985522d3d.webp", "thumbhash": "YfcBBQBPC4qIaHh3eHJHePSHSJ34"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7f/7fde2379502082721ad5aaa4971c8898e391fa2751d99f715829e85edae9b0a8.webp", "pose": "front", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/59/59a51034c8cbb90e371a680816b9634abfa3541845a40c9f026735be107a34ee.webp", "thumbhash": "48QABQB5eIh4d3f4eHSH+LCHiJ94"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/6c/6c5495f343cdd96186800a38b34bf33e12015dd1985c4f4315bd274d4e4cf91f.webp", "pose": "side", "bytes": 80, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/fd/fd255352e71269aa562e30886731d0e1aeff202531d4d704525c1bd68a679023.webp", "thumbhash": "J4kCBQBaSHeHd3iId4gIeA14+ICH"}, {"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/05/05a594edea9f68587be8d606c3ad9d74534a2f580a9325297a7bd64b009a8362.webp", "pose": "back", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/9d/9dbd8dfff16f033145a16687f5fe62ed0177aa6a152cefa3024bc9cdb5bcc533.webp", "thumbhash": "axkBBQB4aId4eIhYd4CIVw2Id/i3"}]', '{v1/team_01M8NTCQENRWSXYTG5CMH89GA9/05/05a594edea9f68587be8d606c3ad9d74534a2f580a9325297a7bd64b009a8362.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4f/4f5dbb0b1a86c69d9dd4bb8ef9d72d0d420d165aa8c9b958b282d84f4ccfb4eb.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/59/59a51034c8cbb90e371a680816b9634abfa3541845a40c9f026735be107a34ee.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/6c/6c5495f343cdd96186800a38b34bf33e12015dd1985c4f4315bd274d4e4cf91f.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7f/7fde2379502082721ad5aaa4971c8898e391fa2751d99f715829e85edae9b0a8.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/91/91069f1eef97d230a26a14d9ac600bd05878418cb1dcf1613f13b89985522d3d.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/9d/9dbd8dfff16f033145a16687f5fe62ed0177aa6a152cefa3024bc9cdb5bcc533.webp,v1/team_01M8NTCQENRWSXYTG5CMH89GA9/fd/fd255352e71269aa562e30886731d0e1aeff202531d4d704525c1bd68a679023.webp}', '2026-11-30 08:51:20.772738+00', NULL),
	('char_01M8NTDVNGSN2C677NEQC57WP6', 1, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'syn_01M8NTDVNGSN2C677NEQC57WP7', 2899220462, '[{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/40/40824714e22a185a57cec8e8871193fc675fac8c4bbf91dc0ce16d337926503f.webp", "pose": "portrait", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/76/76251da52a4d84c4725044ef66aefa8c4bf2b85e4d4b64b97e269187abaedd92.webp", "thumbhash": "KQcDBQBpaIiHh4d4eICIV7B296Jn"}, {"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/8c/8c47b47d2c66b67bbcf4da005dfed84c92c5a6687b71ea1e783ec8bae355e991.webp", "pose": "front", "bytes": 78, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/96/969ca2f13d5d80b7db8adb810b5d573dee74d33ce565138f5c05a91d414ad013.webp", "thumbhash": "V6gBBQA8GXl4d4h4h3gIdwyICI94"}, {"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/72/72bed7e88bee29243a85a651acde153220270bb4cefb65bec801e5da747726b3.webp", "pose": "side", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/86/8617b28345f4cd6797567785909863ef8c6b4e031e95b37944498e67d5397d76.webp", "thumbhash": "FmsDBQBvOHaIh4h4h3d4hwh1tpB3"}, {"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/44/44116b4b09dc00fb2b81692b01aad905424ea4515cb9e93d37125db81a583b6d.webp", "pose": "back", "bytes": 88, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/d3/d3eb80bc056627030f26512d1e79dd3f42e082f9a9f2dea3ffd243668c374b71.webp", "thumbhash": "JYgABQBoaId4d3f4iId4Jyt2AFt4"}]', '{v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/40/40824714e22a185a57cec8e8871193fc675fac8c4bbf91dc0ce16d337926503f.webp,v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/44/44116b4b09dc00fb2b81692b01aad905424ea4515cb9e93d37125db81a583b6d.webp,v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/72/72bed7e88bee29243a85a651acde153220270bb4cefb65bec801e5da747726b3.webp,v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/76/76251da52a4d84c4725044ef66aefa8c4bf2b85e4d4b64b97e269187abaedd92.webp,v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/86/8617b28345f4cd6797567785909863ef8c6b4e031e95b37944498e67d5397d76.webp,v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/8c/8c47b47d2c66b67bbcf4da005dfed84c92c5a6687b71ea1e783ec8bae355e991.webp,v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/96/969ca2f13d5d80b7db8adb810b5d573dee74d33ce565138f5c05a91d414ad013.webp,v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/d3/d3eb80bc056627030f26512d1e79dd3f42e082f9a9f2dea3ffd243668c374b71.webp}', '2026-11-30 08:51:30.518155+00', NULL),
	('char_01M8NTDW9KGMT29F7327M5JQ1J', 1, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', NULL, 3458371658, '[{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "pose": "other", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}]', '{v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp,v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp}', '2026-11-30 08:51:30.74232+00', NULL),
	('char_01M8NTDWGKKHSQFG4TKW7CQT0F', 1, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', NULL, 1001829784, '[{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "pose": "other", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}]', '{v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp,v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp}', '2026-11-30 08:51:30.96429+00', NULL),
	('char_01M8NTDMMK701VEJGT2ZERW78W', 1, 'team_01M8NTD66PDMXGR586661P2AGA', 'syn_01M8NTDMMK701VEJGT2ZERW78X', 3476481712, '[{"key": "v1/team_01M8NTD66PDMXGR586661P2AGA/32/320a8a0a7c8a445afced4924b7bebfa13bd87de5003dd6e0d988928600e8a50e.webp", "pose": "portrait", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTD66PDMXGR586661P2AGA/63/63dd25886023915dace6d309524e968297ab31bec9152a019ba41403177860df.webp", "thumbhash": "Ik0BBQBoWId4h3d3eIgH52+IN79n"}, {"key": "v1/team_01M8NTD66PDMXGR586661P2AGA/90/90bf12f387b7ae52a061644898ff0b3fb5abc1ae7ec26a2d8b8a3cf5a962a97b.webp", "pose": "front", "bytes": 84, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTD66PDMXGR586661P2AGA/fe/febc8fc6f183c51f9e84e80273052da52c80f28cc3744c9323501bb34092aa9f.webp", "thumbhash": "pAwCBQBaaIiIh3h4iIj3dw9594Z4"}, {"key": "v1/team_01M8NTD66PDMXGR586661P2AGA/77/770be11477e4d01fb67b14b01831c7614bf4303595f8d71350a6b1e03ad39620.webp", "pose": "side", "bytes": 86, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTD66PDMXGR586661P2AGA/4e/4e20df25747626d700c3bd58e8d4024fe8018609f7287b42d54bafacbc36f1cb.webp", "thumbhash": "WVMBBQBcCoiIeIiYiIeHd/CGCIu4"}, {"key": "v1/team_01M8NTD66PDMXGR586661P2AGA/e2/e2aeab5bb2047c612427fd6b63c552352fe75861e3a83e3233f1a90484c22617.webp", "pose": "back", "bytes": 80, "width": 48, "height": 64, "thumb_key": "v1/team_01M8NTD66PDMXGR586661P2AGA/d1/d1071e02148947b1397ee1f207cc04626c8998b91c71c918f1a51debd6fce443.webp", "thumbhash": "lPsBBQBpZ4h4d3eId3BXeA96d49n"}]', '{v1/team_01M8NTD66PDMXGR586661P2AGA/32/320a8a0a7c8a445afced4924b7bebfa13bd87de5003dd6e0d988928600e8a50e.webp,v1/team_01M8NTD66PDMXGR586661P2AGA/4e/4e20df25747626d700c3bd58e8d4024fe8018609f7287b42d54bafacbc36f1cb.webp,v1/team_01M8NTD66PDMXGR586661P2AGA/63/63dd25886023915dace6d309524e968297ab31bec9152a019ba41403177860df.webp,v1/team_01M8NTD66PDMXGR586661P2AGA/77/770be11477e4d01fb67b14b01831c7614bf4303595f8d71350a6b1e03ad39620.webp,v1/team_01M8NTD66PDMXGR586661P2AGA/90/90bf12f387b7ae52a061644898ff0b3fb5abc1ae7ec26a2d8b8a3cf5a962a97b.webp,v1/team_01M8NTD66PDMXGR586661P2AGA/d1/d1071e02148947b1397ee1f207cc04626c8998b91c71c918f1a51debd6fce443.webp,v1/team_01M8NTD66PDMXGR586661P2AGA/e2/e2aeab5bb2047c612427fd6b63c552352fe75861e3a83e3233f1a90484c22617.webp,v1/team_01M8NTD66PDMXGR586661P2AGA/fe/febc8fc6f183c51f9e84e80273052da52c80f28cc3744c9323501bb34092aa9f.webp}', '2026-11-30 08:51:23.327266+00', NULL),
	('char_01M8NTDWCQR5H9B95T38A16GZ6', 1, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', NULL, 3948639000, '[{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "pose": "other", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}]', '{v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp,v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp}', '2026-11-30 08:51:30.846995+00', NULL),
	('char_01M8NTE3M0J82SNFYARG6D0PFQ', 1, 'team_01M8NTCW1B2G5PCDKMTC27VTCV', NULL, 3687418007, '[{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/68/68fda8f423f7fbee2602cf997b2c162bbb6b01d5d78e90bd9dc2195643834d04.webp", "pose": "other", "bytes": 64, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/d4/d4e4b8ef51b1f3de167cc65e459a58f021aeed60fc2cb0036245a6f43e875e86.webp", "thumbhash": "DQgCBQB3aXiId3h4iHj4BwAAAAAA"}]', '{v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/68/68fda8f423f7fbee2602cf997b2c162bbb6b01d5d78e90bd9dc2195643834d04.webp,v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/d4/d4e4b8ef51b1f3de167cc65e459a58f021aeed60fc2cb0036245a6f43e875e86.webp}', '2026-11-30 08:51:38.268799+00', NULL);
INSERT INTO public.settings VALUES
	('queue', '"b101a23590e48fe8756897f5a28c63bb0b96315b51f039d70b760f202745d01c"'),
	('url_signing_secret', '"hGHSILNiugR5DuhIwSW_qOKnh261Zb_oiLCOulJkj9g"'),
	('blob_store', '"file:01abb5b1-3e98-4128-8ee7-edd9df59ebc9"');
INSERT INTO public.sql_functions VALUES
	('db/clock-now.sql', 'd98bb6bbdd16c6cffcfab7bde6f7ccc922f08fed739bd05bc686d6d152d65865'),
	('db/limit-wait.sql', 'ae7afaec54dcc5894bc56e5c71c197bfbd07788cce681b8381cf97a5cfbc929b'),
	('services/accept/accept-creation.sql', '293f64bf5b0da1d5cb7da75a1c321604aea84381ec025d1efa97e8b37de30078'),
	('services/accept/accept-image.sql', '2fdaff679ff962ea8934a4760f31cade90bdbd08d2009155d0ecd9388216a85b'),
	('services/accept/accept-synthesis.sql', 'c1ad36be1025f722b5b99ec304724e75ea83f01ec09b9503e587690462a54151'),
	('services/accept/accept-upload-creation.sql', '8ea08c0eef4e9c127556d06f678567f6d638459c2ff21d669e3da57b994c2367'),
	('services/accept/enqueue-synthesis.sql', 'e6f84b8b14b082a89883cdedb2f17c2bc43d455b51df07d0b27c515613f7593b'),
	('services/accept/start-image.sql', '392d3716a30882dcf58cd62901d96855afbc60a8324bf5ac2f644f75cbd8284f'),
	('services/accept/start-synthesis.sql', '2f6cdaf691a78c7e633e2be4cf9ca7741638cb1d3c78ef973e0dc5aad8e9d259'),
	('services/accept/synthesis-json.sql', 'acb4942af07e5af556928a193abd50ef0987f84784ffb040d4de4bf775af93e6'),
	('services/characters/append-event.sql', '8272b2280be885b7c140450a8ea147533839cff3a9a777519212bc516cd781cb'),
	('services/characters/character-json.sql', '8253f86c963e9fa649abc6627c5405fab88be36fad34233585c603198ee31876'),
	('services/characters/create-fixture.sql', '410b761c6c8f05f44d21636279a74957b54a3808ff7aa32bac1ed1ca0195f106'),
	('services/characters/delete-character.sql', 'a033914299b6bfe5f30a1d4b728739f0e44900f116413595930678f413e56c1b'),
	('services/characters/erase-character.sql', '8826d49377e1cce8be2d2210dc27e38510ad78a42c93f7419245bc2f2c298df1'),
	('services/characters/lock-character.sql', '1b15b6e12771b8b56be3540c913ee2fa243ffe03120cb951346ca0edde1196dd'),
	('services/characters/save-character.sql', '56526c9f829a7b50c111273c38a86db8549f25b87ef60bf8067804b4fce9a31b'),
	('services/characters/update-character.sql', 'dc492a487b8955a4cd8a32c1144129a26b210678ef41b60d4410a565507f7ef9'),
	('services/credits/append-entry.sql', '68f18ed2ec163fc544df4d40175fdb8708fb6924dc935058a740a5e0f246bf62'),
	('services/credits/entry-json.sql', '5eaad148b725c6669923f9ca1e1e3266f33a6e8fef903c02002dd12e29adf7cf'),
	('services/credits/grant-credits.sql', 'bcc29f62bbab767a0eb26e7f992ffa6a9c1e81ad13835bd2516ec585900135a6'),
	('services/credits/hold-credits.sql', 'df2be917538abc563338980ab900768448b69a29ceae456b98de42279e6f5311'),
	('services/credits/resolve-hold.sql', '02d1bc44c60135a43c8727f15a7de718e05a5905fd3aa6c338278a5188dd4cfd'),
	('services/generations/append-progress.sql', '720cd161aa380cc4e58769471c0c7f700f82656043eb7dc819d120edec074c29'),
	('services/generations/assembled-refs.sql', '385669fb21d31a776d181b2ba27d550188de7e7ff0cb5c32bcf823188fb4696e'),
	('services/generations/cancel-synthesis.sql', '4ca6cf2ef070c0ed1b2d86e261c020ecc74a71338b66063965f06f711313d013'),
	('services/generations/claim-synthesis.sql', '3b46f70f4f0037f068dd5103c8ecd2f3e96903e626dee7f7423bc7c9b1564bac'),
	('services/generations/end-synthesis.sql', 'd3ebaf6351ec6477f2f84aadf86800612d3257b0c967626fff4167b3b6a6ba8d'),
	('services/generations/erase-run.sql', '00a47b38b2c3d16f2cb9e3519188da00cdde064057595c02cf030e155907dda3'),
	('services/generations/fail-synthesis.sql', '7f1daacd781646b484f3b349273c8ba3c22310ac2e4d5d9ef23fe987e1215ec3'),
	('services/generations/lock-synthesis.sql', 'cad4d4ff93178ec6802110188cca817d823ef88028ea96675a7b39c374a37674'),
	('services/generations/overdue-syntheses.sql', '14eec10b42ca03cb9368b17e508e0750dc0f7499637af9903410d43dfe446735'),
	('services/generations/postpone-generation.sql', '920fb74b6c6740f1a021f95bbb7ff5305c8b62f6162b16dbdc57863254b3768f'),
	('services/generations/record-delivered.sql', 'e63bbc7d528db516597f89fdedfa7f86b2cca9c23b162aa336bd1cd3568286e5'),
	('services/generations/record-sent.sql', '437d36a552acd4e2c41857a74e3f86794f900aad6d5d46a3b380b264ebb82805'),
	('services/generations/remember-vendor-job.sql', '2918f691d9ec557664ff70a37592954c134d3fdb309cb8718da9b0bf171b64d5'),
	('services/generations/settle-synthesis.sql', 'd853f233b73ef5faec63eae5266131b5cdb938d2e3b59d0cb33a94116930b825'),
	('services/idempotency/claim-key.sql', 'dd017f731d5f72716f3957edf584d2fb9235dcea234f0eb968e0e7272929334a'),
	('services/idempotency/forget-key.sql', 'f56d058553136ac4211f2b7b31ed93b3a256d9541da1724a4f4f5ec2a026fcc9'),
	('services/idempotency/store-outcome.sql', '2e1335f4e62ca4c152c75d83e9fee177bc81c0b57c7fcba2f12d3d258cc521fe'),
	('services/images/image-json.sql', 'dac263c13e78b373551608f520405503fba329cc42b33d1c2255c775fbc1ff2c'),
	('services/maintenance/reap-expired.sql', '8c64b30277381904921c48f614d4e39d25e9885f1a2da84b71c3908b4160d25a'),
	('services/maintenance/requeue-lost.sql', '6c058b08b18272e495e8a534ca358d24a8f50fb4cd4f59d2e453d90c9d1b37e5'),
	('services/maintenance/take-turn.sql', '9dedbea2ea06634269cb7a219a312f5ebeb14d2ec1d525cd058156a9bd5e3187'),
	('services/rate-limits/bucket-json.sql', '5cb1206533ee8871c5a90c82be44cea0fd4048a23a604c5b35ce142c60e55c0b'),
	('services/rate-limits/peek-bucket.sql', '24d612b4592ed6bdc5efb5b3febec748b8b7d791f990c3d4033581f2626b666d'),
	('services/rate-limits/peek-buckets.sql', '9580726e56bd564747f94b2071abfeb293da1fc0b7f7b621400c04a25fd8e7a7'),
	('services/rate-limits/take-token.sql', '7b4cf1315957eced2d497a4c34ef4cf5c12ba3f82002595a2243216e644fabf4'),
	('services/ref-sets/add-ref-set.sql', '779802be7aa41175b0221d196ab6b192ef9b77f44c8c6453089e028229f579a6'),
	('services/ref-sets/current-identity-seed.sql', '216e112e59aa31544f263074a8f3521f41717e368cba252f9ef3dea216d1c162');
INSERT INTO public.sql_functions VALUES
	('services/ref-sets/has-synthesized-refs.sql', '64dcad1a02940aa6252372bdd17f64c231b8eee9f1e77f88e8a7ee30695a3e12'),
	('services/ref-sets/record-sheet.sql', 'ab98e8ca96def31ae52b03cd0a63ab1235736017af7ab3ef9f4bbbce18ca96f1'),
	('services/ref-sets/ref-set-json.sql', '88c98233bbc29bd337d114842dcb8c67e58d3b5ffb5eb37aba290c068b22f9fd'),
	('services/ref-sets/restore-ref-set.sql', '415aa9775fa6aee6e459420926fb2fe80132ff071884973f0f304da21e85a4cd'),
	('services/teams/create-team.sql', '8358c5dff89a1fa40a8196035f49ab2869d1a90bc5748df8ee0f3c6f0f3bc197'),
	('services/uploads/lock-uploads.sql', '7907cccee702acf0c8ea139271737f30687045f49c1e5b2cebd0a16ec1927a84');
INSERT INTO public.syntheses VALUES
	('img_01M8NTDK33WNENHNBEDQKRSRBY', 'team_01M8NTCQENRWSXYTG5CMH89GA9', NULL, 'image', 'succeeded', NULL, NULL, 1, 1438161482, NULL, NULL, NULL, NULL, 'daba820f-c7c8-4243-a08a-b0961d14fc6b', 3, '2026-11-30 08:51:21.317468+00', '2026-12-01 08:51:21.317468+00', '2026-11-30 08:51:21.546112+00'),
	('syn_01M8NTDHVPXQBV25VXS8DHPAWZ', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'char_01M8NTDEBYWVG34BJ7PXN1XAWX', 'regenerate_ref', 'succeeded', '{"age": 30, "gender": "female", "additional_details": "calm"}', 'a café''s awning', 1, 2510986197, 'reviewing', NULL, 2, NULL, '70cb0c41-035e-487b-9ee7-03c4e47f3c6b', 3, '2026-11-30 08:51:20.057396+00', '2026-12-01 08:51:20.057396+00', '2026-11-30 08:51:20.423017+00'),
	('syn_01M8NTDVNGSN2C677NEQC57WP7', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'char_01M8NTDVNGSN2C677NEQC57WP6', 'create', 'succeeded', '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, 4, 2899220462, NULL, NULL, NULL, NULL, '22a29eba-07e5-49de-82c1-89d78d930441', 9, '2026-11-30 08:51:30.101592+00', '2026-12-01 08:51:30.101592+00', '2026-11-30 08:51:30.517187+00'),
	('syn_01M8NTDJ9ED9AA297Q4T5J6YG1', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'char_01M8NTDFBES3D2590QJP75J748', 'regenerate_ref', 'succeeded', '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, 1, 3665440749, 'reviewing', NULL, 2, NULL, '71b63b28-132d-4dc0-90ef-bf87c16059f0', 3, '2026-11-30 08:51:20.496142+00', '2026-12-01 08:51:20.496142+00', '2026-11-30 08:51:20.771834+00'),
	('syn_01M8NTDMMK701VEJGT2ZERW78X', 'team_01M8NTD66PDMXGR586661P2AGA', 'char_01M8NTDMMK701VEJGT2ZERW78W', 'create', 'succeeded', '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, 4, 3476481712, NULL, NULL, NULL, NULL, 'fc6cc3ad-0154-470a-82cf-ffba7a5ee0b7', 9, '2026-11-30 08:51:22.900724+00', '2026-12-01 08:51:22.900724+00', '2026-11-30 08:51:23.326207+00'),
	('syn_01M8NTDFBES3D2590QJP75J749', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'char_01M8NTDFBES3D2590QJP75J748', 'create', 'succeeded', '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, 4, 3665440749, NULL, NULL, NULL, NULL, '6298ecee-c0e3-430d-b90d-c223396eb754', 9, '2026-11-30 08:51:17.526421+00', '2026-12-01 08:51:17.526421+00', '2026-11-30 08:51:18.247354+00'),
	('syn_01M8NTDGRV3PFZDD1HG2STPFXF', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'char_01M8NTDEBYWVG34BJ7PXN1XAWX', 'resynthesize', 'succeeded', '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, 4, 2510986197, 'reviewing', NULL, 1, NULL, '8d5f7a2a-a007-441a-b863-3b567a1f55ea', 9, '2026-11-30 08:51:18.94308+00', '2026-12-01 08:51:18.94308+00', '2026-11-30 08:51:19.651258+00'),
	('syn_01M8NTDM63K91TPTF49GX43H9Q', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'char_01M8NTDM63K91TPTF49GX43H9P', 'create', 'failed', '{"age": 30, "gender": "female", "additional_details": "refused for its content"}', NULL, 4, 614434497, NULL, NULL, NULL, 'content_rejected', '235e5e8e-de31-43ad-8ada-09d60f7f13b8', 6, '2026-11-30 08:51:22.436964+00', '2026-12-01 08:51:22.436964+00', '2026-11-30 08:51:22.667866+00'),
	('syn_01M8NTDEBYWVG34BJ7PXN1XAWY', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'char_01M8NTDEBYWVG34BJ7PXN1XAWX', 'create', 'succeeded', '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, 4, 2510986197, NULL, NULL, NULL, NULL, '0e3209c3-7600-4401-a61d-c7e8d20c4d19', 9, '2026-11-30 08:51:16.603326+00', '2026-12-01 08:51:16.603326+00', '2026-11-30 08:51:18.277257+00'),
	('img_01M8NTDJP03NEW26NHYQGRRVD7', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'char_01M8NTDEBYWVG34BJ7PXN1XAWX', 'image', 'succeeded', '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, 1, 2510986197, NULL, NULL, 3, NULL, '5fd7ca0b-6801-4a5c-a256-f6fbd183d8a5', 3, '2026-11-30 08:51:20.905581+00', '2026-12-01 08:51:20.905581+00', '2026-11-30 08:51:21.304691+00'),
	('syn_01M8NTDGWVC0S4Y6JE2FBT4JS6', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'char_01M8NTDFBES3D2590QJP75J748', 'resynthesize', 'succeeded', '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, 4, 3665440749, 'reviewing', NULL, 1, NULL, '4a76d82a-7323-4ee9-943d-11a82fdd5bc6', 9, '2026-11-30 08:51:19.080731+00', '2026-12-01 08:51:19.080731+00', '2026-11-30 08:51:19.958688+00'),
	('syn_01M8NTDWHSCEDACA169FYT1RS5', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'char_01M8NTDW9KGMT29F7327M5JQ1J', 'resynthesize', 'running', '{"age": 40, "additional_details": "unanswered(portrait)"}', NULL, 4, 3458371658, 'ready', NULL, 1, NULL, '4b52cea1-5427-4ea5-83e0-2917886cf271', 1, '2026-11-30 08:51:31.007009+00', '2026-12-01 08:51:31.007009+00', NULL),
	('syn_01M8NTDKB9FJ3Y9GBF60ZRKFZB', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'char_01M8NTDKB9FJ3Y9GBF60ZRKFZA', 'create', 'succeeded', NULL, NULL, 4, 1662197597, NULL, NULL, NULL, NULL, '402dc830-4e77-429d-b166-5bce309ee7a0', 9, '2026-11-30 08:51:21.593859+00', '2026-12-01 08:51:21.593859+00', '2026-11-30 08:51:22.326532+00'),
	('syn_01M8NTDWNEZGTDV8ZXRW07VZHK', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'char_01M8NTDWNEZGTDV8ZXRW07VZHJ', 'create', 'running', '{"age": 30, "gender": "female", "additional_details": "unanswered(portrait)"}', NULL, 4, 3871570817, NULL, NULL, NULL, NULL, 'e4375ef9-2323-4d37-9a3b-887e50cb48bd', 1, '2026-11-30 08:51:31.14414+00', '2026-12-01 08:51:31.14414+00', NULL),
	('syn_01M8NTDWMW140B5AFM75AFBC0N', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'char_01M8NTDWGKKHSQFG4TKW7CQT0F', 'resynthesize', 'running', '{"age": 40, "additional_details": "unanswered(back)"}', NULL, 4, 1001829784, 'ready', NULL, 1, NULL, '2e07ce43-7444-46a1-bb73-1f2ddf83cde4', 7, '2026-11-30 08:51:31.101865+00', '2026-12-01 08:51:31.101865+00', NULL),
	('syn_01M8NTDMESVMGNEKAABC240MA1', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'char_01M8NTDMESVMGNEKAABC240MA0', 'create', 'cancelled', '{"age": 30, "gender": "female", "additional_details": "unanswered(portrait)"}', NULL, 4, 1846476755, NULL, NULL, NULL, NULL, '65c5e0a9-2b5b-487c-8712-fa1e42e7a7c6', 6, '2026-11-30 08:51:22.716554+00', '2026-12-01 08:51:22.716554+00', '2026-11-30 08:51:22.79936+00'),
	('syn_01M8NTE3S654TZ3FQ5E97M0V2F', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'char_01M8NTE3M0J82SNFYARG6D0PFQ', 'resynthesize', 'running', '{"age": 50}', NULL, 4, 3687418007, 'ready', NULL, 1, NULL, NULL, 0, '2026-11-30 08:51:38.48888+00', '2026-12-01 08:51:38.48888+00', NULL),
	('syn_01M8NTDWV9TF9BT036XKAC89FS', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'char_01M8NTDVNGSN2C677NEQC57WP6', 'regenerate_ref', 'running', '{"age": 30, "gender": "female", "additional_details": "calm"}', 'unanswered(front)', 1, 2899220462, 'reviewing', NULL, 1, NULL, '5d711b17-1683-4bae-ad8a-29fada383f2c', 1, '2026-11-30 08:51:31.323291+00', '2026-12-01 08:51:31.323291+00', NULL),
	('syn_01M8NTDWJPVJW5RV848845XXM4', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'char_01M8NTDWCQR5H9B95T38A16GZ6', 'resynthesize', 'running', '{"age": 40, "additional_details": "unanswered(front side back)"}', NULL, 4, 3948639000, 'ready', NULL, 1, NULL, '0b1d9bb5-bba9-4ee8-a4cb-e5c9247df3ee', 5, '2026-11-30 08:51:31.032054+00', '2026-12-01 08:51:31.032054+00', NULL),
	('syn_01M8NTE40ZYD3X28NHQKJT4KQ3', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'char_01M8NTE40ZYD3X28NHQKJT4KQ2', 'create', 'running', '{"age": 30, "gender": "female", "additional_details": "calm"}', NULL, 4, 1394033066, NULL, NULL, NULL, NULL, NULL, 0, '2026-11-30 08:51:38.67674+00', '2026-12-01 08:51:38.67674+00', NULL),
	('img_01M8NTE48E7CYE6QR4NSMA2A1F', 'team_01M8NTD66PDMXGR586661P2AGA', NULL, 'image', 'running', NULL, NULL, 1, 4145557362, NULL, NULL, NULL, NULL, NULL, 0, '2026-11-30 08:51:38.905973+00', '2026-12-01 08:51:38.905973+00', NULL),
	('img_01M8NTDWZ25NDWX3XHJ3VKV7X6', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', NULL, 'image', 'running', NULL, NULL, 1, 1259945549, NULL, NULL, NULL, NULL, 'e93cdaaf-2297-4f2f-be0f-f21d5bdf8dc9', 1, '2026-11-30 08:51:31.442669+00', '2026-12-01 08:51:31.442669+00', NULL);
INSERT INTO public.teams VALUES
	('team_01M8NTD1KRV6EFWP5CDGNME0E3', 'poor', false, '2026-05-15', 1, 0, 0, 0, 1, '2026-11-30 08:51:03.434052+00'),
	('team_01M8NTCW1B2G5PCDKMTC27VTCV', 'busy', false, '2026-05-15', 496, 26, 8, 13, 11, '2026-11-30 08:50:57.720849+00'),
	('team_01M8NTD66PDMXGR586661P2AGA', 'autoSave', true, '2026-05-15', 96, 1, 1, 2, 4, '2026-11-30 08:51:08.12642+00'),
	('team_01M8NTCQENRWSXYTG5CMH89GA9', 'ended', false, '2026-05-15', 476, 0, 0, 23, 23, '2026-11-30 08:50:53.021189+00');
INSERT INTO public.uploads VALUES
	('upl_01M8NTE4BWERPCHS199Z100Z2B', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'mira.png', 'image/png', 'stored', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b7/b7dd0dfe384e27be527bc381cc94bcb313ec593b020779d5f306efd6263f8a1f.webp", "bytes": 82, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/a5/a5d7d2e90ba9d286381a5bbcdb398cb7ff451f50971332a17bae5135e73da0c9.webp", "thumbhash": "GfgABQBoeHiIiIh3d3f4F4d3D2iH"}', NULL, '2026-11-30 08:51:39.004476+00', '2026-11-30 09:06:39.004476+00', '2026-12-01 08:51:39.004476+00'),
	('upl_01M8NTDG5MMBF0VYWQF2HBXNJ2', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'mira.png', 'image/png', 'used', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/4c/4c119f546e595f50f3461438eac9a9237d1e904df88ade91748586ab2b1d3747.webp", "bytes": 86, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/2d/2d1115cbd0f73bad47cd131c9398cffae7dc7445c0b5edc9066ae281ed239fe1.webp", "thumbhash": "HMoCBQCIf3qHh3iIiIdod3+Jh8C3"}', 'char_01M8NTDG8YX3TJVWTKJRZQ7H0V', '2026-11-30 08:51:18.328858+00', '2026-11-30 09:06:18.328858+00', '2026-12-01 08:51:18.328858+00'),
	('upl_01M8NTDGC2QGE7MFAYHFXBNQ8P', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'mira.png', 'image/png', 'used', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/b0/b092feb1cd17f3eb65ba74f2b99b6a508d57ceeebb1a824d5e67b38aac84eeaa.webp", "bytes": 86, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/13/13c437808ffab4f6836b8c1fdbff11bd19f7d1a5216ef9e0c0b7b08eb41358f2.webp", "thumbhash": "nNQBBQCIf3qHh3iIiIdod/SHCFiI"}', 'char_01M8NTDGKH8G7EYK42QS1JRBX8', '2026-11-30 08:51:18.531054+00', '2026-11-30 09:06:18.531054+00', '2026-12-01 08:51:18.531054+00'),
	('upl_01M8NTE4GB1594FQG9RJNHX5W5', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'mira.png', 'image/png', 'stored', '{"key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/7a/7a86f3f5b432c90d9aef69e2b3997585739e6ea9480dd4346443be4b97d1c6cd.webp", "bytes": 84, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCQENRWSXYTG5CMH89GA9/5f/5f2238ba999a33cb7bbf1d1b935a0e3d82ea7baae104d112914b374aefaf6a8d.webp", "thumbhash": "2YQCBQBoeHiIiIh3d3f4F/eD9IR4"}', NULL, '2026-11-30 08:51:39.147467+00', '2026-11-30 09:06:39.147467+00', '2026-12-01 08:51:39.147467+00'),
	('upl_01M8NTDW51ZJRH2TSWT79585M7', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'mira.png', 'image/png', 'used', '{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}', 'char_01M8NTDW9KGMT29F7327M5JQ1J', '2026-11-30 08:51:30.594507+00', '2026-11-30 09:06:30.594507+00', '2026-12-01 08:51:30.594507+00'),
	('upl_01M8NTE4PC1NCJK5X5ABBK7SYR', 'team_01M8NTCQENRWSXYTG5CMH89GA9', 'mira.png', 'image/png', 'waiting', NULL, NULL, '2026-11-30 08:51:39.345354+00', '2026-11-30 09:06:39.345354+00', '2026-12-01 08:51:39.345354+00'),
	('upl_01M8NTDW9VYR7VVPKPAYNM9NJB', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'mira.png', 'image/png', 'used', '{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}', 'char_01M8NTDWCQR5H9B95T38A16GZ6', '2026-11-30 08:51:30.756373+00', '2026-11-30 09:06:30.756373+00', '2026-12-01 08:51:30.756373+00'),
	('upl_01M8NTDWEHGJWQHWYYTNCV4JFB', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'mira.png', 'image/png', 'used', '{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/bb/bb86ccca0f572495cddd282955434a9217c70d94671cb35b637b0f8a005a3889.webp", "bytes": 62, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/f4/f435113dbf0e531f62d099dde937e197a722b5b9dd0fbd3ca0f5a07fdd9987ec.webp", "thumbhash": "HQgCBQBPSYd3Z4iIh4eYRwAAAAAA"}', 'char_01M8NTDWGKKHSQFG4TKW7CQT0F', '2026-11-30 08:51:30.898047+00', '2026-11-30 09:06:30.898047+00', '2026-12-01 08:51:30.898047+00'),
	('upl_01M8NTE23A4FD4CR3SGV7P59PE', 'team_01M8NTCW1B2G5PCDKMTC27VTCV', 'mira.png', 'image/png', 'used', '{"key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/68/68fda8f423f7fbee2602cf997b2c162bbb6b01d5d78e90bd9dc2195643834d04.webp", "bytes": 64, "width": 40, "height": 60, "thumb_key": "v1/team_01M8NTCW1B2G5PCDKMTC27VTCV/d4/d4e4b8ef51b1f3de167cc65e459a58f021aeed60fc2cb0036245a6f43e875e86.webp", "thumbhash": "DQgCBQB3aXiId3h4iHj4BwAAAAAA"}', 'char_01M8NTE3M0J82SNFYARG6D0PFQ', '2026-11-30 08:51:36.906449+00', '2026-11-30 09:06:36.906449+00', '2026-12-01 08:51:36.906449+00');
SELECT pg_catalog.setval('drizzle.migrations_id_seq', 3, true);
ALTER TABLE ONLY drizzle.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pgboss.bam
    ADD CONSTRAINT bam_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pgboss.instance
    ADD CONSTRAINT instance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pgboss.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (name, id);
ALTER TABLE ONLY pgboss.job_common
    ADD CONSTRAINT job_common_pkey PRIMARY KEY (name, id);
ALTER TABLE ONLY pgboss.job_dependency
    ADD CONSTRAINT job_dependency_pkey PRIMARY KEY (child_name, child_id, parent_name, parent_id);
ALTER TABLE ONLY pgboss.queue
    ADD CONSTRAINT queue_pkey PRIMARY KEY (name);
ALTER TABLE ONLY pgboss.queue_stats
    ADD CONSTRAINT queue_stats_pkey PRIMARY KEY (id, captured_on);
ALTER TABLE ONLY pgboss.queue_stats_20261130
    ADD CONSTRAINT queue_stats_20261130_pkey PRIMARY KEY (id, captured_on);
ALTER TABLE ONLY pgboss.queue_stats_20261201
    ADD CONSTRAINT queue_stats_20261201_pkey PRIMARY KEY (id, captured_on);
ALTER TABLE ONLY pgboss.schedule
    ADD CONSTRAINT schedule_pkey PRIMARY KEY (name, key);
ALTER TABLE ONLY pgboss.subscription
    ADD CONSTRAINT subscription_pkey PRIMARY KEY (event, name);
ALTER TABLE ONLY pgboss.version
    ADD CONSTRAINT version_pkey PRIMARY KEY (version);
ALTER TABLE ONLY pgboss.warning
    ADD CONSTRAINT warning_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_hash UNIQUE (hash);
ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.buckets
    ADD CONSTRAINT buckets_team_id_bucket_pk PRIMARY KEY (team_id, bucket);
ALTER TABLE ONLY public.characters
    ADD CONSTRAINT characters_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_character_id_version_pk PRIMARY KEY (character_id, version);
ALTER TABLE ONLY public.generation_events
    ADD CONSTRAINT generation_events_synthesis_id_seq_pk PRIMARY KEY (synthesis_id, seq);
ALTER TABLE ONLY public.generations
    ADD CONSTRAINT generations_synthesis_id_pose_pk PRIMARY KEY (synthesis_id, pose);
ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_team_id_key_pk PRIMARY KEY (team_id, key);
ALTER TABLE ONLY public.images
    ADD CONSTRAINT images_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledger_entries
    ADD CONSTRAINT ledger_entries_team_id_seq_pk PRIMARY KEY (team_id, seq);
ALTER TABLE ONLY public.provider_pauses
    ADD CONSTRAINT provider_pauses_pkey PRIMARY KEY (provider);
ALTER TABLE ONLY public.ref_sets
    ADD CONSTRAINT ref_sets_character_id_number_pk PRIMARY KEY (character_id, number);
ALTER TABLE ONLY public.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.sql_functions
    ADD CONSTRAINT sql_functions_pkey PRIMARY KEY (file);
ALTER TABLE ONLY public.syntheses
    ADD CONSTRAINT syntheses_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.teams
    ADD CONSTRAINT teams_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.uploads
    ADD CONSTRAINT uploads_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX job_common_i1 ON pgboss.job_common USING btree (name, COALESCE(singleton_key, ''::text)) WHERE ((state = 'created'::pgboss.job_state) AND (policy = 'short'::text));
CREATE INDEX job_common_i10 ON pgboss.job_common USING btree (name, singleton_key, state DESC, created_on, id) INCLUDE (start_after) WHERE ((state < 'active'::pgboss.job_state) AND (NOT blocked) AND (policy = 'key_strict_fifo'::text));
CREATE INDEX job_common_i11 ON pgboss.job_common USING btree (name, priority DESC, created_on, start_after) WHERE ((state < 'active'::pgboss.job_state) AND (NOT blocked));
CREATE INDEX job_common_i12 ON pgboss.job_common USING btree (source_root_id) WHERE (source_root_id IS NOT NULL);
CREATE UNIQUE INDEX job_common_i13 ON pgboss.job_common USING btree (name, singleton_key) WHERE ((state = 'created'::pgboss.job_state) AND upsert_by_key);
CREATE INDEX job_common_i14 ON pgboss.job_common USING btree (name, state, blocked, start_after) WHERE (state = ANY (ARRAY['created'::pgboss.job_state, 'retry'::pgboss.job_state, 'active'::pgboss.job_state, 'failed'::pgboss.job_state]));
CREATE INDEX job_common_i15 ON pgboss.job_common USING btree (name, created_on);
CREATE INDEX job_common_i16 ON pgboss.job_common USING btree (name, completed_on) WHERE (completed_on IS NOT NULL);
CREATE INDEX job_common_i17 ON pgboss.job_common USING btree (name, singleton_key, created_on) WHERE ((state < 'active'::pgboss.job_state) AND (singleton_key IS NOT NULL));
CREATE UNIQUE INDEX job_common_i2 ON pgboss.job_common USING btree (name, COALESCE(singleton_key, ''::text)) WHERE ((state = 'active'::pgboss.job_state) AND (policy = 'singleton'::text));
CREATE UNIQUE INDEX job_common_i3 ON pgboss.job_common USING btree (name, state, COALESCE(singleton_key, ''::text)) WHERE ((state <= 'active'::pgboss.job_state) AND (policy = 'stately'::text));
CREATE UNIQUE INDEX job_common_i4 ON pgboss.job_common USING btree (name, singleton_on, COALESCE(singleton_key, ''::text)) WHERE ((state <> 'cancelled'::pgboss.job_state) AND (singleton_on IS NOT NULL));
CREATE UNIQUE INDEX job_common_i6 ON pgboss.job_common USING btree (name, COALESCE(singleton_key, ''::text)) WHERE ((state <= 'active'::pgboss.job_state) AND (policy = 'exclusive'::text));
CREATE INDEX job_common_i7 ON pgboss.job_common USING btree (name, group_id) WHERE ((state = 'active'::pgboss.job_state) AND (group_id IS NOT NULL));
CREATE UNIQUE INDEX job_common_i8 ON pgboss.job_common USING btree (name, singleton_key) WHERE ((state = ANY (ARRAY['active'::pgboss.job_state, 'retry'::pgboss.job_state, 'failed'::pgboss.job_state])) AND (policy = 'key_strict_fifo'::text));
CREATE INDEX job_common_i9 ON pgboss.job_common USING btree (name, id) WHERE (blocking AND (state = 'completed'::pgboss.job_state));
CREATE INDEX job_dep_parent_idx ON pgboss.job_dependency USING btree (parent_name, parent_id);
CREATE INDEX queue_stats_i1 ON ONLY pgboss.queue_stats USING btree (name, captured_on DESC) INCLUDE (deferred_count, queued_count, ready_count, active_count, failed_count, total_count);
CREATE INDEX queue_stats_20261130_name_captured_on_deferred_count_queued_idx ON pgboss.queue_stats_20261130 USING btree (name, captured_on DESC) INCLUDE (deferred_count, queued_count, ready_count, active_count, failed_count, total_count);
CREATE INDEX queue_stats_20261201_name_captured_on_deferred_count_queued_idx ON pgboss.queue_stats_20261201 USING btree (name, captured_on DESC) INCLUDE (deferred_count, queued_count, ready_count, active_count, failed_count, total_count);
CREATE INDEX warning_i1 ON pgboss.warning USING btree (created_on DESC);
CREATE INDEX api_keys_expires ON public.api_keys USING btree (expires_at) WHERE (expires_at IS NOT NULL);
CREATE INDEX api_keys_team ON public.api_keys USING btree (team_id, id);
CREATE INDEX characters_client_reference ON public.characters USING btree (team_id, client_reference_id, id) WHERE (client_reference_id IS NOT NULL);
CREATE INDEX characters_team ON public.characters USING btree (team_id, id) WHERE (status <> 'deleted'::text);
CREATE INDEX characters_team_status ON public.characters USING btree (team_id, status, id) WHERE (status <> 'deleted'::text);
CREATE INDEX events_created ON public.events USING brin (created_at);
CREATE UNIQUE INDEX events_team ON public.events USING btree (team_id, team_seq);
CREATE INDEX generation_events_created ON public.generation_events USING brin (created_at);
CREATE INDEX idempotency_keys_expires ON public.idempotency_keys USING btree (expires_at);
CREATE INDEX images_blobs ON public.images USING gin (blob_keys);
CREATE INDEX images_ref_set ON public.images USING btree (character_id, ref_set_number);
CREATE INDEX images_team ON public.images USING btree (team_id, id);
CREATE UNIQUE INDEX ledger_entries_one_hold ON public.ledger_entries USING btree (synthesis_id) WHERE (kind = 'hold'::text);
CREATE UNIQUE INDEX ledger_entries_one_resolution ON public.ledger_entries USING btree (synthesis_id) WHERE (kind = ANY (ARRAY['capture'::text, 'release'::text]));
CREATE INDEX ref_sets_blobs ON public.ref_sets USING gin (blob_keys);
CREATE INDEX ref_sets_sheet ON public.ref_sets USING btree (sheet_key) WHERE (sheet_key IS NOT NULL);
CREATE INDEX syntheses_character_history ON public.syntheses USING btree (character_id, id);
CREATE INDEX syntheses_deadline ON public.syntheses USING btree (deadline_at) WHERE (status = 'running'::text);
CREATE UNIQUE INDEX syntheses_one_open ON public.syntheses USING btree (character_id) WHERE ((status = 'running'::text) AND (kind <> 'image'::text));
CREATE INDEX uploads_expires ON public.uploads USING btree (expires_at);
ALTER INDEX pgboss.job_pkey ATTACH PARTITION pgboss.job_common_pkey;
ALTER INDEX pgboss.queue_stats_i1 ATTACH PARTITION pgboss.queue_stats_20261130_name_captured_on_deferred_count_queued_idx;
ALTER INDEX pgboss.queue_stats_pkey ATTACH PARTITION pgboss.queue_stats_20261130_pkey;
ALTER INDEX pgboss.queue_stats_i1 ATTACH PARTITION pgboss.queue_stats_20261201_name_captured_on_deferred_count_queued_idx;
ALTER INDEX pgboss.queue_stats_pkey ATTACH PARTITION pgboss.queue_stats_20261201_pkey;
ALTER TABLE ONLY pgboss.job_common
    ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue(name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pgboss.job_common
    ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES pgboss.queue(name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pgboss.queue
    ADD CONSTRAINT queue_dead_letter_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue(name);
ALTER TABLE ONLY pgboss.schedule
    ADD CONSTRAINT schedule_name_fkey FOREIGN KEY (name) REFERENCES pgboss.queue(name) ON DELETE CASCADE;
ALTER TABLE ONLY pgboss.subscription
    ADD CONSTRAINT subscription_name_fkey FOREIGN KEY (name) REFERENCES pgboss.queue(name) ON DELETE CASCADE;
ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_team_id_teams_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.generation_events
    ADD CONSTRAINT generation_events_synthesis_id_syntheses_id_fk FOREIGN KEY (synthesis_id) REFERENCES public.syntheses(id);
ALTER TABLE ONLY public.generations
    ADD CONSTRAINT generations_synthesis_id_syntheses_id_fk FOREIGN KEY (synthesis_id) REFERENCES public.syntheses(id);
ALTER TABLE ONLY public.images
    ADD CONSTRAINT images_character_id_ref_set_number_ref_sets_character_id_number FOREIGN KEY (character_id, ref_set_number) REFERENCES public.ref_sets(character_id, number);
ALTER TABLE ONLY public.images
    ADD CONSTRAINT images_id_syntheses_id_fk FOREIGN KEY (id) REFERENCES public.syntheses(id);
ALTER TABLE ONLY public.ref_sets
    ADD CONSTRAINT ref_sets_character_id_characters_id_fk FOREIGN KEY (character_id) REFERENCES public.characters(id);
