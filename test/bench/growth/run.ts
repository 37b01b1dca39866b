import { parseArgs } from "node:util";
import { createCore } from "../../../src/composition/core.ts";
import type { Sql } from "../../../src/db/statement.ts";
import { type BenchDatabase, withBenchDatabase } from "../bench-database.ts";
import { Pgbench } from "../requests/pgbench.ts";
import { makeCharacters, makeTeams } from "../requests/prepare.ts";

/**
 * Measures whether accepts stay as fast with millions of keys and events. Ten million need about 10 GB of disk space.
 */
const { values } = parseArgs({
  options: { rows: { type: "string", default: "10000000" }, accepts: { type: "string", default: "4000" } },
});
const [rows, accepts] = [Number(values.rows), Number(values.accepts)];
if (!Number.isSafeInteger(rows) || !Number.isSafeInteger(accepts))
  throw new TypeError("--rows and --accepts are counts");

const CLIENTS = 8;
const ROUNDS = 5;
/** Few enough rows that a statement ends long before its timeout. */
const ROWS_OF_STATEMENT = 20_000;

/** Writes keys and events of inactive teams, in chronological order. */
async function fill(sql: Sql, from: number, to: number): Promise<void> {
  await sql`
    insert into retake.idempotency_keys (team_id, key, operation, target, fingerprint, outcome, expires_at)
    select 'team_old_' || n % 10000, 'key-' || n, 'resynthesize_character', 'char_' || n, sha256(n::text::bytea),
           jsonb_build_object('character', repeat('x', 400)), now() + interval '1 day'
      from generate_series(${from}::int, ${to}::int) n`;
  await sql`
    insert into retake.events (team_id, team_seq, character_id, version, status, previous_status, character, created_at)
    select 'team_old_' || n % 10000, n / 10000 + 1, 'char_old_' || n, 1, 'ready', null,
           jsonb_build_object('name', repeat('x', 400)), now()
      from generate_series(${from}::int, ${to}::int) n`;
}

await withBenchDatabase("growth", measureGrowth);

async function measureGrowth(bench: BenchDatabase): Promise<void> {
  const core = await createCore(bench.config, bench.target, bench.logger, bench.overrides);
  bench.stack.defer(() => core.stop());
  const { sql } = core.app.db;
  const pgbench = new Pgbench(bench.connection, bench.dataDir);
  const teams = await makeTeams(core, 64);
  await pgbench.give(sql, await makeCharacters(core, teams, 2 * (ROUNDS + 1) * accepts));
  const measure = async (name: string) => {
    await sql`vacuum analyze`;
    const rates: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) rates.push((await pgbench.run(CLIENTS, accepts)).rate);
    const sorted = rates.slice(1).sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    process.stdout.write(
      `| ${name} | ${median.toFixed(0)} (${sorted[0]?.toFixed(0)}–${sorted.at(-1)?.toFixed(0)}) |\n`,
    );
    return median;
  };
  process.stdout.write("| keys and events | accepts a second by pgbench, median (range) |\n|---|---|\n");
  const empty = await measure("none");
  for (let from = 1; from <= rows; from += ROWS_OF_STATEMENT) {
    await fill(sql, from, Math.min(rows, from + ROWS_OF_STATEMENT - 1));
  }
  const full = await measure(String(rows));
  process.stdout.write(`\nWith ${rows} rows an accept takes ${(empty / full).toFixed(2)} times as long.\n`);
}
