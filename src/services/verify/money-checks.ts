import type { Check } from "./check.ts";

/** Credits and the ledger: sums, holds and their single resolution. */
export const MONEY_CHECKS: readonly Check[] = [
  {
    name: "a team's total is its grants minus its captures",
    sql: `select t.id as subject, format('total %s, ledger %s', t.total, coalesce(l.total, 0)) as detail
            from teams t left join lateral (
              select sum(case kind when 'grant' then amount when 'capture' then -amount else 0 end) as total
                from ledger_entries where team_id = t.id) l on true
           where t.total <> coalesce(l.total, 0)`,
  },
  {
    name: "a team's held credits are its open holds",
    sql: `select t.id as subject, format('held %s, open holds %s', t.held, coalesce(l.held, 0)) as detail
            from teams t left join lateral (
              select sum(case kind when 'hold' then amount when 'grant' then 0 else -amount end) as held
                from ledger_entries where team_id = t.id) l on true
           where t.held <> coalesce(l.held, 0)`,
  },
  {
    name: "available credits are never negative",
    sql: `select id as subject, format('total %s, held %s', total, held) as detail from teams where held < 0 or held > total`,
  },
  {
    name: "each synthesis has exactly one hold, for its price",
    sql: `select s.id as subject, format('%s holds, price %s', count(e.*), s.price) as detail
            from syntheses s left join ledger_entries e on e.synthesis_id = s.id and e.kind = 'hold' and e.amount = s.price
                                                        and e.team_id = s.team_id
           group by s.id having count(e.*) <> 1`,
  },
  {
    name: "each hold has its synthesis",
    sql: `select e.synthesis_id as subject, format('%s of %s', e.kind, e.team_id) as detail
            from ledger_entries e where e.kind <> 'grant' and not exists (select from syntheses s where s.id = e.synthesis_id)`,
  },
  {
    name: "a hold is captured when its synthesis succeeded, released when it failed or was cancelled, open while it runs",
    sql: `select s.id as subject, format('%s, but %s', s.status, coalesce(e.kind, 'no resolution')) as detail
            from syntheses s left join ledger_entries e on e.synthesis_id = s.id and e.kind in ('capture', 'release')
           where (e.kind, e.amount) is distinct from (
             case s.status when 'succeeded' then 'capture' when 'running' then null else 'release' end,
             case when s.status <> 'running' then s.price end)`,
  },
  {
    name: "a team's entries are numbered without gaps",
    sql: `select t.id as subject, format('counter %s, entries %s', t.entry_seq, count(e.*)) as detail
            from teams t left join ledger_entries e on e.team_id = t.id
           group by t.id having count(e.*) <> t.entry_seq or coalesce(max(e.seq), 0) <> t.entry_seq`,
  },
  {
    name: "a team's count of open syntheses is right",
    sql: `select t.id as subject, format('counter %s, running %s', t.open_syntheses, count(s.*)) as detail
            from teams t left join syntheses s on s.team_id = t.id and s.status = 'running'
           group by t.id having count(s.*) <> t.open_syntheses`,
  },
];
