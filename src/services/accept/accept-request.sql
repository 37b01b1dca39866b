-- Admits one paid request, or the free creation from uploads: steps 2 to 5 of docs/contract.md "Order of checks" as one
-- statement. outcome is accepted (facts = what the caller gets), replayed (facts = the same, from the first call) or
-- refused (facts = the refusal). A refusal is a row, not an exception: it leaves nothing but the token it took.
-- Lock order, here and in every other function: key, character, synthesis, uploads, generations, bucket, team.
-- p.work says what is asked for: create, resynthesize, regenerate_ref, image or upload. p.id is that of the synthesis or
-- image, p.target the character that the key is bound to. p.admitted is given where the process keeps the bucket: it has
-- taken the token, and takes it back unless the call was accepted or refused in step 4.
-- Its plans are always generic ones with index look-ups, because planning would take longer than the statement.
create or replace function retake.accept_request(p jsonb, out outcome text, out facts jsonb, out bucket jsonb)
language plpgsql volatile set plan_cache_mode = force_generic_plan
                         set enable_seqscan = off set enable_mergejoin = off set enable_hashjoin = off as $$
declare
  v_until timestamptz := clock_timestamp() + (p ->> 'wait_ms')::int * interval '1 millisecond';
  r record;
  v_payer text;
  v_character retake.characters;
  v_refs jsonb;
begin
  select * into r from jsonb_to_record(p) as request (
    work text, team text, api_key text, key text, operation text, target text, fingerprint bytea, ttl_seconds int,
    bucket text, burst int, interval_ms int, admitted boolean, character text, eligible text[], upload_ids text[], id text,
    price bigint);
  v_payer := retake.require_paying_key(r.api_key);

  -- 2. the key: replay, conflict, or ours
  if r.key is not null then
    perform retake.limit_wait(v_until);
    select * into outcome, facts from retake.claim_key(p);
    if outcome <> 'claimed' then
      perform retake.require_paying_key(r.api_key);
      bucket := retake.peek_bucket(r.team, r.bucket);
      return;
    end if;
  end if;

  -- Character and uploads are locked before the bucket, as everywhere, but judged after it.
  if r.work in ('resynthesize', 'regenerate_ref', 'image') and r.character is not null then
    perform retake.limit_wait(v_until);
    select * into v_character from retake.lock_character(r.team, r.character);
  elsif r.work = 'upload' and r.admitted then
    v_refs := retake.lock_uploads(r.team, r.upload_ids, v_until);
  end if;

  -- 3. the token
  perform retake.limit_wait(v_until);
  if r.admitted is null then
    select * into r.admitted, bucket from retake.take_token(r.team, r.bucket, r.burst, r.interval_ms);
  end if;

  -- 4. the character or the uploads, then the credits
  outcome := 'refused';
  facts := case
    when not r.admitted then jsonb_build_object('kind', 'rate_limit_exceeded', 'bucket', r.bucket)
    when r.work = 'upload' then retake.refuse_uploads(v_refs, r.upload_ids)
    when r.work <> 'create' and r.character is not null then retake.refuse_character(v_character, r.work, r.eligible)
  end;
  perform retake.limit_wait(v_until);
  if facts is null and r.work <> 'upload' then
    facts := retake.find_shortage(r.team, r.price);
  end if;
  if facts is not null then
    if r.key is not null then
      perform retake.forget_key(r.team, r.key);
    end if;
    return;
  end if;

  -- 5. the work
  outcome := 'accepted';
  if r.work = 'upload' then
    facts := retake.start_upload_creation(p, v_refs);
    if r.key is not null then
      perform retake.store_outcome(r.team, r.key, facts);
    end if;
  else
    select w.facts into strict facts from retake.start_works(array[p || jsonb_build_object('payer', v_payer)]) w;
  end if;
  perform retake.require_paying_key(r.api_key);
end $$;
