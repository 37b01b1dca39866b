import { BUCKETS } from "../../domain/buckets.ts";
import type { Check } from "./check.ts";

/** Each entry's effect on the team's sums. */
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
export const MONEY_CHECKS: readonly Check[] = [
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
    name: "each entry is of a team that exists",
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
    name: "a price is that of its generations",
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
    name: "a team's count of open syntheses is right",
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
