import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { BUCKETS } from "../../domain/buckets.ts";
import { STATUS_EDGES } from "../../domain/character.ts";

/**
 * One invariant: a query that returns a row (`subject`, `detail`) for each violation. It is a single statement, so it
 * is consistent even while others write. `$1` is the list of legal edges, for checks that need it.
 */
type Check = { readonly name: string; readonly sql: string; readonly edges?: true };

export type Violation = { readonly check: string; readonly subject: string; readonly detail: string };

/**
 * SQL condition on `e` for events that are too young to be cleaned up. Events of more than thirty days are deleted,
 * so only gaps between young events are violations.
 */
const IS_YOUNG = "e.created_at > retake.clock_now() - interval '29 days'";

/** The effect of each entry on the team's sums. */
const EFFECTS = `
  select team_id, seq,
         case kind when 'grant' then amount when 'capture' then -amount else 0 end as total,
         case kind when 'hold' then amount when 'grant' then 0 else -amount end as held
    from retake.ledger_entries`;

const EXACT_BUCKETS = Object.entries(BUCKETS)
  .filter(([, { exact }]) => exact)
  .map(([name, { burst, intervalMs }]) => `('${name}', interval '${burst * intervalMs} milliseconds')`)
  .join(", ");

/** Credits, the ledger and the exact buckets: sums, holds and their single resolution. */
const MONEY_CHECKS: readonly Check[] = [
  {
    name: "a team's total is its grants minus its captures",
    sql: `select t.id as subject, format('total %s, ledger %s', t.total, coalesce(l.total, 0)) as detail
            from retake.teams t left join (select team_id, sum(total) as total from (${EFFECTS}) x group by team_id) l on l.team_id = t.id
           where t.total <> coalesce(l.total, 0)`,
  },
  {
    name: "a team's held credits are its open holds",
    sql: `select t.id as subject, format('held %s, open holds %s', t.held, coalesce(l.held, 0)) as detail
            from retake.teams t left join (select team_id, sum(held) as held from (${EFFECTS}) x group by team_id) l on l.team_id = t.id
           where t.held <> coalesce(l.held, 0)`,
  },
  {
    name: "available credits are never negative",
    sql: `select id as subject, format('total %s, held %s', total, held) as detail from retake.teams where held < 0 or held > total`,
  },
  {
    name: "available credits were never negative, after any entry",
    sql: `select team_id as subject, format('entry %s: total %s, held %s', seq, total, held) as detail
            from (select team_id, seq, sum(total) over w as total, sum(held) over w as held from (${EFFECTS}) x
                  window w as (partition by team_id order by seq)) y
           where held < 0 or held > total`,
  },
  {
    name: "each entry belongs to an existing team",
    sql: `select team_id as subject, format('entry %s: %s', seq, kind) as detail
            from retake.ledger_entries l where not exists (select from retake.teams t where t.id = l.team_id)`,
  },
  {
    name: "each synthesis has exactly one hold, for its price",
    sql: `select s.id as subject, format('%s holds, price %s', count(e.seq), s.price) as detail
            from retake.syntheses s left join retake.ledger_entries e on e.synthesis_id = s.id and e.kind = 'hold' and e.amount = s.price
                                                        and e.team_id = s.team_id
           group by s.id having count(e.seq) <> 1`,
  },
  {
    name: "each hold has its synthesis",
    sql: `select e.synthesis_id as subject, format('%s of %s', e.kind, e.team_id) as detail
            from retake.ledger_entries e where e.kind <> 'grant' and not exists (select from retake.syntheses s where s.id = e.synthesis_id)`,
  },
  {
    name: "a hold and its resolution name the same API key",
    sql: `select r.synthesis_id as subject, format('hold %s, %s %s', h.api_key_id, r.kind, r.api_key_id) as detail
            from retake.ledger_entries r join retake.ledger_entries h on h.synthesis_id = r.synthesis_id and h.kind = 'hold'
           where r.kind in ('capture', 'release') and r.api_key_id is distinct from h.api_key_id`,
  },
  {
    name: "each hold is resolved at most once, by its own team",
    sql: `select s.id as subject, format('%s resolutions, of %s', count(*), string_agg(e.team_id, ', ')) as detail
            from retake.syntheses s join retake.ledger_entries e on e.synthesis_id = s.id and e.kind in ('capture', 'release')
           group by s.id having count(*) > 1 or bool_or(e.team_id <> s.team_id)`,
  },
  {
    name: "a hold is captured when its synthesis succeeded, released when it failed or was cancelled, open while it runs",
    sql: `select s.id as subject, format('%s, but %s', s.status, coalesce(e.kind, 'no resolution')) as detail
            from retake.syntheses s left join retake.ledger_entries e on e.synthesis_id = s.id and e.kind in ('capture', 'release')
           where (e.kind, e.amount) is distinct from (
             case s.status when 'succeeded' then 'capture' when 'running' then null else 'release' end,
             case when s.status <> 'running' then s.price end)`,
  },
  {
    name: "the price of a synthesis is that of its generations",
    sql: `select s.id as subject, format('%s for %s generations, kind %s', s.price, count(g.pose), s.kind) as detail
            from retake.syntheses s left join retake.generations g on g.synthesis_id = s.id
           group by s.id
          having count(g.pose) <> case when s.kind in ('create', 'resynthesize') then 4 else 1 end or s.price % count(g.pose) <> 0`,
  },
  {
    name: "a team's entries are numbered without gaps",
    sql: `select t.id as subject, format('counter %s, entries %s', t.entry_seq, coalesce(l.count, 0)) as detail
            from retake.teams t left join (
              select team_id, count(*) as count, max(seq) as last from retake.ledger_entries group by team_id) l on l.team_id = t.id
           where coalesce(l.count, 0) <> t.entry_seq or coalesce(l.last, 0) <> t.entry_seq`,
  },
  {
    name: "a team's count of open syntheses equals its running syntheses",
    sql: `select t.id as subject, format('counter %s, running %s', t.open_syntheses, coalesce(s.count, 0)) as detail
            from retake.teams t left join (
              select team_id, count(*) as count from retake.syntheses where status = 'running' group by team_id) s on s.team_id = t.id
           where coalesce(s.count, 0) <> t.open_syntheses`,
  },
  {
    name: "no bucket owes more than its burst",
    sql: `select format('%s %s', b.team_id, b.bucket) as subject, format('full at %s', b.full_at) as detail
            from retake.buckets b join (values ${EXACT_BUCKETS}) known (name, size) on known.name = b.bucket
           where b.full_at > greatest(retake.clock_now(), clock_timestamp()) + known.size`,
  },
];

/** The state machine, versions and events. */
const STATE_CHECKS: readonly Check[] = [
  {
    name: "every change of status is an edge of the state machine",
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
    name: "an event contains the character at its version",
    sql: `select e.character_id as subject, format('version %s %s, character %s', e.version, e.status, e.character ->> 'status') as detail
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
    name: "a living character's current set exists",
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
    name: "a set is complete: each pose once, and every image kept",
    sql: `select r.character_id as subject, format('set %s: %s', r.number, p.poses) as detail
            from retake.ref_sets r, lateral (
              select array_agg(ref ->> 'pose' order by ref ->> 'pose') as poses,
                     array_agg(ref ->> 'key') || array_agg(ref ->> 'thumb_key') as keys
                from jsonb_array_elements(r.refs) ref) p
           where p.poses is null or not p.keys <@ r.blob_keys
              or r.synthesis_id is not null and p.poses <> array['back', 'front', 'portrait', 'side']`,
  },
];

/** Syntheses, generations, images and keys. */
const WORK_CHECKS: readonly Check[] = [
  {
    name: "a synthesis belongs to its character's team",
    sql: `select s.id as subject, format('%s of %s', s.team_id, s.character_id) as detail
            from retake.syntheses s left join retake.characters c on c.id = s.character_id left join retake.teams t on t.id = s.team_id
           where t.id is null or s.character_id is not null and c.team_id is distinct from s.team_id`,
  },
  {
    name: "a synthesis succeeded exactly when every generation was delivered, and then it has made its set",
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
    name: "a synthesis has one event at its start and one at its end",
    sql: `select s.id as subject, format('%s: %s beginnings, %s ends', s.status, coalesce(e.begun, 0), coalesce(e.ended, 0)) as detail
            from retake.syntheses s left join (
              select synthesis_id, count(*) filter (where status = 'synthesizing') as begun,
                     count(*) filter (where status <> 'synthesizing') as ended, min(status) as last
                from retake.events where synthesis_id is not null group by synthesis_id) e on e.synthesis_id = s.id
           where s.kind <> 'image' and s.created_at > retake.clock_now() - interval '29 days'
             and (coalesce(e.begun, 0) <> 1 or coalesce(e.ended, 0) <> case when s.status = 'running' then 0 else 1 end)`,
  },
  {
    name: "a synthesis that succeeded ends with its own set, any other with the set from before",
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
    name: "each synthesis has ended five seconds after its deadline",
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
    name: "each image has one run of its own",
    sql: `select coalesce(s.id, i.id) as subject, format('%s of %s, image %s', s.status, s.team_id, i.image is not null) as detail
            from (select * from retake.syntheses where kind = 'image') s full join retake.images i on i.id = s.id
           where s.id is null or i.id is null or s.team_id <> i.team_id or s.character_id is distinct from i.character_id
              or s.base_ref_set is distinct from i.ref_set_number or (s.status = 'succeeded') <> (i.image is not null)`,
  },
  {
    name: "each key is bound to accepted work",
    sql: `select team_id || ' ' || key as subject, operation as detail from retake.idempotency_keys where outcome is null`,
  },
  {
    name: "a key's stored response belongs to its own team, operation and target",
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

/** The most violations reported per check, because a broken invariant is usually violated often. */
const MAX_OF_A_CHECK = 100;

/**
 * Every invariant, all of which must hold at any time.
 * @internal
 */
export const CHECKS: readonly Check[] = [...MONEY_CHECKS, ...STATE_CHECKS, ...WORK_CHECKS];

/** Finds violations of all invariants. It only reads and works while other processes write. */
export async function findViolations(db: Database): Promise<readonly Violation[]> {
  const edges = STATUS_EDGES.map(([from, to]) => `${from ?? ""}>${to}`);
  const violations: Violation[] = [];
  for (const check of CHECKS) {
    const rows = await query(
      db.sql.unsafe<{ subject: string; detail: string }[]>(
        `select * from (${check.sql}) violations limit ${MAX_OF_A_CHECK}`,
        check.edges ? [edges] : [],
      ),
    );
    violations.push(...rows.map(({ subject, detail }) => ({ check: check.name, subject, detail })));
  }
  return violations;
}
