import type { Check } from "./check.ts";

/** The state machine, versions, events, syntheses and keys. */
export const STATE_CHECKS: readonly Check[] = [
  {
    name: "only the edges of the state machine exist",
    edges: true,
    sql: `select e.character_id as subject, format('version %s: %s to %s', e.version, coalesce(e.previous_status, '(new)'), e.status) as detail
            from events e
           where (e.previous_status is distinct from e.status or e.status = 'deleted')
             and coalesce(e.previous_status, '') || '>' || e.status <> all ($1::text[])`,
  },
  {
    name: "each event continues where the one before it ended",
    sql: `select subject, detail from (
            select e.character_id as subject,
                   format('version %s after %s, from %s after %s', e.version, lag(e.version) over w, e.previous_status, lag(e.status) over w) as detail,
                   lag(e.version) over w as earlier, e.version,
                   e.previous_status is distinct from lag(e.status) over w as broken
              from events e window w as (partition by e.character_id order by e.version)) x
           where earlier is not null and (version <> earlier + 1 or broken)`,
  },
  {
    name: "a character's version and status are those of its last event",
    sql: `select c.id as subject, format('version %s %s, last event %s %s', c.version, c.status, e.version, e.status) as detail
            from characters c left join lateral (
              select version, status from events where character_id = c.id order by version desc limit 1) e on true
           where e.version is null and c.updated_at > now() - interval '29 days'
              or e.version <> c.version or e.status <> c.status`,
  },
  {
    name: "a team's events are numbered without gaps",
    sql: `select t.id as subject, format('counter %s, last %s, %s events from %s', t.event_seq, max(e.team_seq), count(e.*), min(e.team_seq)) as detail
            from teams t join events e on e.team_id = t.id
           group by t.id having max(e.team_seq) <> t.event_seq or count(e.*) <> max(e.team_seq) - min(e.team_seq) + 1`,
  },
  {
    name: "a character is synthesizing exactly while a synthesis of it runs",
    sql: `select c.id as subject, format('%s, %s running', c.status, count(s.*)) as detail
            from characters c left join syntheses s on s.character_id = c.id and s.kind <> 'image' and s.status = 'running'
           group by c.id having count(s.*) <> case when c.status = 'synthesizing' then 1 else 0 end`,
  },
  {
    name: "a synthesis succeeded exactly when every generation was delivered, and then it made its set",
    sql: `select s.id as subject, format('%s, %s of %s delivered', s.status, count(*) filter (where g.status = 'delivered'), count(*)) as detail
            from syntheses s join generations g on g.synthesis_id = s.id
           group by s.id
          having s.status = 'succeeded' and count(*) filter (where g.status = 'delivered') < count(*)
              or s.status = 'succeeded' and s.kind <> 'image'
                 and not exists (select from ref_sets r where r.synthesis_id = s.id)
                 and exists (select from characters c where c.id = s.character_id and c.status <> 'deleted')
              or s.status <> 'succeeded' and exists (select from ref_sets r where r.synthesis_id = s.id)`,
  },
  {
    name: "a living character's refs are a set that exists",
    sql: `select c.id as subject, format('set %s', c.ref_set_number) as detail from characters c
           where c.status <> 'deleted' and c.ref_set_number is not null
             and not exists (select from ref_sets r where r.character_id = c.id and r.number = c.ref_set_number)`,
  },
  {
    name: "each synthesis is over five seconds after its deadline",
    sql: `select id as subject, format('deadline %s', deadline_at) as detail from syntheses
           where status = 'running' and deadline_at < clock_now() - interval '5 seconds'`,
  },
  {
    name: "each key is bound to accepted work",
    sql: `select team_id || ' ' || key as subject, operation as detail from idempotency_keys where outcome is null`,
  },
];
