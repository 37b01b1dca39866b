import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EmbeddedConnection } from "../../../src/db/embedded/embedded-postgres.ts";
import type { Sql } from "../../../src/db/statement.ts";
import { BUCKETS } from "../../../src/domain/buckets.ts";
import type { Work } from "./prepare.ts";

const { burst, intervalMs } = BUCKETS.characters_synthesize;

/** The same function call as the product makes, with the same parameters, after a look-up of the caller. */
const SCRIPT = `with next as (select nextval('bench_next') as n)
select a.outcome from next join bench_works w using (n), public.accept_request(jsonb_build_object(
  'work', 'resynthesize', 'team', w.team_id, 'api_key', w.key_id, 'key', 'pgbench-' || n,
  'operation', 'resynthesize_character', 'target', w.character_id, 'fingerprint', sha256('x'), 'ttl_seconds', 86400,
  'wait_ms', 5000, 'bucket', 'characters_synthesize', 'burst', ${burst}, 'interval_ms', ${intervalMs},
  'character', w.character_id, 'eligible', array['ready', 'reviewing', 'failed'],
  'id', 'syn_pgbench' || lpad(n::text, 19, '0'), 'poses', array['portrait', 'front', 'side', 'back'], 'price', 4,
  'identity_seed', 7, 'prompt_override', null, 'deadline_ms', 600000)) a;
`;

/** Prepares the calls for pgbench. */
export async function layOut(sql: Sql, works: readonly Work[]): Promise<void> {
  const teams = works.map(({ teamId }) => teamId);
  const characters = works.map(({ characterId }) => characterId);
  await sql`create sequence bench_next`;
  await sql`create table bench_works (n bigint primary key, team_id text not null, key_id text, character_id text not null)`;
  await sql`insert into bench_works select row_number() over (), t, (select min(id) from retake.api_keys where team_id = t), c
    from unnest(${teams}::text[], ${characters}::text[]) as w (t, c)`;
  await sql`analyze bench_works`;
}

/** Measures the accepts a second of the database alone. Throws when pgbench is missing or fails. */
export async function runPgbench(
  target: EmbeddedConnection,
  folder: string,
  { clients, count }: { readonly clients: number; readonly count: number },
): Promise<number> {
  const file = join(folder, "accept.sql");
  await writeFile(file, SCRIPT);
  const each = Math.floor(count / clients);
  const args = ["-n", "-M", "prepared", "-c", `${clients}`, "-j", "1", "-t", `${each}`, "-f", file];
  const where = ["-h", target.host, "-p", `${target.port}`, "-U", target.user, target.database];
  const child = spawn("pgbench", [...args, ...where], {
    env: { ...process.env, PGPASSWORD: target.password },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (printed += text));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  const rate = /tps = ([\d.]+) \(without/.exec(printed)?.[1];
  if (code !== 0 || rate === undefined) throw new Error(`pgbench: ${printed}`);
  return Number(rate);
}
