import { type Check, IS_YOUNG } from "./check.ts";

/** The state machine, versions and events. */
export const STATE_CHECKS: readonly Check[] = [
  {
    name: "only the edges of the state machine exist",
    edges: true,
    sql: `select e.character_id as subject, format('version %s: %s to %s', e.version, coalesce(e.previous_status, '(new)'), e.status) as detail
            from retake.events e
           where (e.previous_status is distinct from e.status or e.status = 'deleted')
             and coalesce(e.previous_status, '') || '>' || e.status <> all ($1::text[])`,
  },
  {
    name: "each event continues where the one before it ended",
    sql: `select character_id as subject,
                 format('version %s after %s, from %s after %s', version, earlier, previous_status, earlier_status) as detail
            from (select e.character_id, e.version, e.previous_status, lag(e.version) over w as earlier,
                         lag(e.status) over w as earlier_status
                    from retake.events e where ${IS_YOUNG} window w as (partition by e.character_id order by e.version)) x
           where earlier is not null and (version <> earlier + 1 or previous_status is distinct from earlier_status)`,
  },
  {
    name: "a character begins with version one",
    sql: `select character_id as subject, format('version %s from %s', version, coalesce(previous_status, 'nothing')) as detail
            from retake.events where (version = 1) <> (previous_status is null)`,
  },
  {
    name: "an event tells the character as it was then",
    sql: `select e.character_id as subject, format('version %s %s tells %s', e.version, e.status, e.character ->> 'status') as detail
            from retake.events e left join retake.characters c on c.id = e.character_id
           where c.team_id is distinct from e.team_id
              or (e.character is null) <> (e.status = 'deleted')
              or e.character is not null and (e.character ->> 'id', e.character ->> 'team_id', e.character ->> 'status',
                   (e.character ->> 'version')::int) is distinct from (e.character_id, e.team_id, e.status, e.version)`,
  },
  {
    name: "a character's version and status are those of its last event",
    sql: `select c.id as subject, format('version %s %s, last event %s %s', c.version, c.status, e.version, e.status) as detail
            from retake.characters c left join (
              select distinct on (character_id) character_id, version, status from retake.events
               order by character_id, version desc) e on e.character_id = c.id
           where e.version is null and c.updated_at > retake.clock_now() - interval '29 days'
              or e.version <> c.version or e.status <> c.status`,
  },
  {
    name: "a team's events are numbered without gaps",
    sql: `select t.id as subject, format('counter %s, last %s, %s events from %s', t.event_seq, l.last, l.count, l.first) as detail
            from retake.teams t join (
              select a.team_id, max(a.team_seq) as last, count(*) as count, min(a.team_seq) as first
                from retake.events a join (select e.team_id, min(e.team_seq) as first from retake.events e where ${IS_YOUNG} group by e.team_id) y
                  on y.team_id = a.team_id and a.team_seq >= y.first
               group by a.team_id) l on l.team_id = t.id
           where l.last <> t.event_seq or l.count <> l.last - l.first + 1`,
  },
  {
    name: "a character is synthesizing exactly while a synthesis of it runs",
    sql: `select c.id as subject, format('%s, %s running', c.status, coalesce(s.count, 0)) as detail
            from retake.characters c left join (
              select character_id, count(*) as count from retake.syntheses where kind <> 'image' and status = 'running'
               group by character_id) s on s.character_id = c.id
           where coalesce(s.count, 0) <> case when c.status = 'synthesizing' then 1 else 0 end`,
  },
  {
    name: "a living character's refs are a set that exists",
    sql: `select c.id as subject, format('set %s', c.ref_set_number) as detail from retake.characters c
           where c.status <> 'deleted' and c.ref_set_number is not null
             and not exists (select from retake.ref_sets r where r.character_id = c.id and r.number = c.ref_set_number)`,
  },
  {
    name: "a living character's sets are numbered without gaps",
    sql: `select c.id as subject, format('%s sets, last %s', r.count, r.last) as detail
            from retake.characters c join (
              select character_id, count(*) as count, max(number) as last from retake.ref_sets group by character_id) r
              on r.character_id = c.id
           where c.status <> 'deleted' and r.count <> r.last`,
  },
  {
    name: "a set is whole: each pose once, and every picture kept",
    sql: `select r.character_id as subject, format('set %s: %s', r.number, p.poses) as detail
            from retake.ref_sets r, lateral (
              select array_agg(ref ->> 'pose' order by ref ->> 'pose') as poses,
                     array_agg(ref ->> 'key') || array_agg(ref ->> 'thumb_key') as keys
                from jsonb_array_elements(r.refs) ref) p
           where p.poses is null or not p.keys <@ r.blob_keys
              or r.synthesis_id is not null and p.poses <> array['back', 'front', 'portrait', 'side']`,
  },
];
