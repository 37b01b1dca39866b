-- Writes what step 5 of docs/contract.md "Order of checks" lists, for accepted works: the credits are held, a creation
-- makes its character, the synthesis and its generations exist, the job is queued, the character moves to synthesizing,
-- the event is appended, and the outcome is stored with the key. p_works are requests of accept_request, each with its
-- payer; the rows of their characters, buckets and teams are locked. No two are for the same character, except images.
-- Returns for the id of each work what the caller gets.
create or replace function retake.start_works(p_works jsonb[]) returns table (work_id text, facts jsonb)
language plpgsql volatile as $$
declare
  v_now timestamptz := retake.clock_now();
  v_works jsonb[] := retake.hold_credits(p_works);
begin
  with work as (
    select r.*, v_now + r.deadline_ms * interval '1 millisecond' as deadline_at
      from unnest(v_works) as given (work),
           jsonb_to_record(given.work) as r (
             work text, team text, id text, character text, poses text[], price bigint, identity_seed bigint,
             prompt_override text, deadline_ms int, name text, attributes jsonb, client_reference_id text,
             aurous_version text, prompt text, width int, height int, seed bigint)
  ), born as (
    insert into retake.characters (id, team_id, name, status, attributes, client_reference_id, aurous_version, created_at,
                                   updated_at)
    select character, team, name, 'synthesizing', attributes, client_reference_id, aurous_version, v_now, v_now
      from work where work = 'create'
  ), run as (
    insert into retake.syntheses (id, team_id, character_id, kind, attributes, prompt_override, price, identity_seed,
                                  previous_status, previous_error, base_ref_set, created_at, deadline_at)
    select w.id, w.team, w.character, w.work, coalesce(c.attributes, w.attributes), w.prompt_override, w.price,
           -- A resynthesis keeps the character's appearance; only the shots are new.
           coalesce(s.identity_seed, w.identity_seed),
           case when w.work <> 'image' then c.status end, c.error_message, c.ref_set_number, v_now, w.deadline_at
      from work w left join retake.characters c on c.id = w.character and c.team_id = w.team
                  left join retake.ref_sets s on s.character_id = c.id and s.number = c.ref_set_number
  ), pose as (
    insert into retake.generations (synthesis_id, pose, position)
    select w.id, p.pose, p.position
      from work w, unnest(case when w.work = 'image' then array['image'] else w.poses end) with ordinality as p (pose, position)
  )
  insert into retake.images (id, team_id, character_id, ref_set_number, prompt, width, height, seed, aurous_version, created_at)
  select w.id, w.team, w.character, c.ref_set_number, w.prompt, w.width, w.height, w.seed, w.aurous_version, v_now
    from work w left join retake.characters c on c.id = w.character and c.team_id = w.team
   where w.work = 'image';

  perform retake.enqueue_syntheses(array_agg(w ->> 'id'), array_agg(-(w ->> 'open_syntheses')::int)) from unnest(v_works) as w;

  return query
  with work as (
    select r.*
      from unnest(v_works) as given (work),
           jsonb_to_record(given.work) as r (work text, team text, key text, id text, character text, event_seq bigint)
  ), started as (
    update retake.characters c set status = 'synthesizing', error_message = null, version = version + 1, updated_at = v_now
      from work w where c.id = w.character and w.work in ('resynthesize', 'regenerate_ref')
    returning w.id, c as character
  ), subject as (
    select * from started
    union all
    select w.id, c from work w join retake.characters c on c.id = w.character where w.work = 'create'
  ), event as (
    insert into retake.events (character_id, version, team_id, team_seq, status, previous_status, synthesis_id, character,
                               created_at)
    select (s.character).id, (s.character).version, w.team, w.event_seq, (s.character).status, run.previous_status, w.id,
           retake.character_json(s.character), v_now
      from subject s join work w on w.id = s.id join retake.syntheses run on run.id = s.id
    returning synthesis_id, character
  ), outcome as (
    select w.id, w.team, w.key,
           case when w.work = 'image' then jsonb_build_object('image', retake.image_json(i))
                else jsonb_build_object('character', e.character, 'synthesis', retake.synthesis_json(run)) end as facts
      from work w join retake.syntheses run on run.id = w.id
                  left join event e on e.synthesis_id = w.id left join retake.images i on i.id = w.id
  ), stored as (
    update retake.idempotency_keys k set outcome = o.facts from outcome o where k.team_id = o.team and k.key = o.key
  )
  select o.id, o.facts from outcome o;
end $$;
