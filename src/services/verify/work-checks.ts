import { type Check, IS_YOUNG } from "./check.ts";

/** Syntheses, generations, images and keys. */
export const WORK_CHECKS: readonly Check[] = [
  {
    name: "a synthesis is of its character's team",
    sql: `select s.id as subject, format('%s of %s', s.team_id, s.character_id) as detail
            from retake.syntheses s left join retake.characters c on c.id = s.character_id left join retake.teams t on t.id = s.team_id
           where t.id is null or s.character_id is not null and c.team_id is distinct from s.team_id`,
  },
  {
    name: "a synthesis succeeded exactly when every generation was delivered, and then it made its set",
    sql: `select s.id as subject, format('%s, %s of %s delivered', s.status, g.delivered, g.count) as detail
            from retake.syntheses s join (
              select synthesis_id, count(*) as count, count(*) filter (where status = 'delivered') as delivered
                from retake.generations group by synthesis_id) g on g.synthesis_id = s.id
            left join retake.characters c on c.id = s.character_id
            left join (select distinct synthesis_id from retake.ref_sets) r on r.synthesis_id = s.id
           where s.status = 'succeeded' and g.delivered < g.count
              or s.status = 'succeeded' and s.kind <> 'image' and r.synthesis_id is null and c.status <> 'deleted'
              or s.status <> 'succeeded' and r.synthesis_id is not null`,
  },
  {
    name: "a synthesis is told once at its beginning and once at its end",
    sql: `select s.id as subject, format('%s: %s beginnings, %s ends', s.status, coalesce(e.begun, 0), coalesce(e.ended, 0)) as detail
            from retake.syntheses s left join (
              select synthesis_id, count(*) filter (where status = 'synthesizing') as begun,
                     count(*) filter (where status <> 'synthesizing') as ended, min(status) as last
                from retake.events where synthesis_id is not null group by synthesis_id) e on e.synthesis_id = s.id
           where s.kind <> 'image' and s.created_at > retake.clock_now() - interval '29 days'
             and (coalesce(e.begun, 0) <> 1 or coalesce(e.ended, 0) <> case when s.status = 'running' then 0 else 1 end)`,
  },
  {
    name: "a synthesis ends in its state: with its own set when it succeeded, else with the one from before",
    sql: `select s.id as subject, format('%s, then %s with set %s', s.status, e.status, e.character ->> 'ref_set_number') as detail
            from retake.events e join retake.syntheses s on s.id = e.synthesis_id
            left join retake.ref_sets r on r.synthesis_id = s.id
           where e.previous_status = 'synthesizing' and e.status <> 'synthesizing' and ${IS_YOUNG}
             and (e.status <> all (case s.status when 'succeeded' then array['reviewing', 'ready'] when 'failed' then array['failed']
                       else array[coalesce(s.previous_status, 'failed'), 'deleted'] end)
                  or e.character is not null and s.status = 'succeeded' and r.number is not null
                     and (e.character ->> 'ref_set_number')::int is distinct from r.number
                  or e.character is not null and s.status <> 'succeeded'
                     and (e.character ->> 'ref_set_number')::int is distinct from s.base_ref_set)`,
  },
  {
    name: "a synthesis that has ended leaves no generation open",
    sql: `select s.id as subject, format('%s, but %s is %s', s.status, g.pose, g.status) as detail
            from retake.syntheses s join retake.generations g on g.synthesis_id = s.id
           where s.status <> 'running' and g.status in ('pending', 'running')`,
  },
  {
    name: "each synthesis is over five seconds after its deadline",
    sql: `select id as subject, format('deadline %s', deadline_at) as detail from retake.syntheses
           where status = 'running' and deadline_at < retake.clock_now() - interval '5 seconds'`,
  },
  {
    // The bound of docs/contract.md "Provider calls".
    name: "a generation was sent at most four times",
    sql: `select synthesis_id as subject, format('%s: %s attempts', pose, attempt) as detail from retake.generations
           where attempt > 4 or attempt < 0 or status = 'delivered' and attempt = 0`,
  },
  {
    name: "the steps of a synthesis are numbered without gaps",
    sql: `select s.id as subject, format('counter %s, %s steps, last %s', s.progress_seq, coalesce(g.count, 0), g.last) as detail
            from retake.syntheses s left join (
              select synthesis_id, count(*) as count, max(seq) as last from retake.generation_events group by synthesis_id) g
              on g.synthesis_id = s.id
           where (coalesce(g.count, 0) <> s.progress_seq or coalesce(g.last, 0) <> s.progress_seq)
             and coalesce(s.finished_at, now()) > now() - interval '1 day'`,
  },
  {
    name: "an image and its run are one",
    sql: `select coalesce(s.id, i.id) as subject, format('%s of %s, picture %s', s.status, s.team_id, i.image is not null) as detail
            from (select * from retake.syntheses where kind = 'image') s full join retake.images i on i.id = s.id
           where s.id is null or i.id is null or s.team_id <> i.team_id or s.character_id is distinct from i.character_id
              or s.base_ref_set is distinct from i.ref_set_number or (s.status = 'succeeded') <> (i.image is not null)`,
  },
  {
    name: "each key is bound to accepted work",
    sql: `select team_id || ' ' || key as subject, operation as detail from retake.idempotency_keys where outcome is null`,
  },
  {
    name: "a key answers with its own team's work, of its own operation and target",
    sql: `select k.team_id || ' ' || k.key as subject, format('%s of %s: %s of %s', k.operation, k.target, s.id, s.team_id) as detail
            from retake.idempotency_keys k
            left join retake.syntheses s on s.id = coalesce(k.outcome -> 'synthesis' ->> 'id', k.outcome -> 'image' ->> 'id')
           where k.outcome is not null and (
                 coalesce(k.outcome -> 'character', k.outcome -> 'image') ->> 'team_id' is distinct from k.team_id
              or k.target is not null and k.outcome -> 'character' ->> 'id' is distinct from k.target
              or s.id is null and jsonb_typeof(k.outcome -> 'synthesis') is distinct from 'null'
              or s.id is not null and (s.team_id <> k.team_id or s.kind is distinct from case k.operation
                   when 'resynthesize_character' then 'resynthesize' when 'create_character' then 'create'
                   when 'regenerate_character_ref' then 'regenerate_ref' when 'create_image' then 'image' end))`,
  },
  {
    name: "accepted work is bound to one key at most",
    sql: `select work as subject, string_agg(team_id || ' ' || key, ', ') as detail
            from (select team_id, key, coalesce(outcome -> 'image' ->> 'id', outcome -> 'synthesis' ->> 'id',
                                                outcome -> 'character' ->> 'id') as work from retake.idempotency_keys) k
           where work is not null group by work having count(*) > 1`,
  },
];
