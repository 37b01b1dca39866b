import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { send, type Work } from "../ha/load.ts";
import { endServerWithThisProcess } from "../ha/programs.ts";
import { type Retake, runCommand, seedWorks, startRetake } from "../ha/retake.ts";
import { type PostgresServer, startPostgresServer } from "../helpers/postgres-server.ts";

/**
 * Serves for a long time from a database over TLS with a verified certificate, while every database connection is replaced
 * each minute: `npm run soak:tls -- [--minutes 40] [--out FILE]`. Exits with 1 after any error.
 */
const { values } = parseArgs({ options: { minutes: { type: "string", default: "40" }, out: { type: "string" } } });

/** A team is called again after ten minutes, when its synthesis has ended even on a busy machine. */
const TEAMS = 120;
const READ_MS = 1_000;
const ACCEPT_MS = 5_000;
const SAMPLE_MS = 20_000;

type Counts = { reads: number; accepts: number; errors: string[]; memory: number[]; readonly connections: Set<number> };

async function run(server: PostgresServer, minutes: number): Promise<Counts & { exitCode: number | null }> {
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "retake-soak-"));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const query = new URLSearchParams({ sslmode: "verify-full", sslrootcert: server.certificates?.ca ?? "" });
  const env = { DATABASE_URL: server.url({ query: `?${query}` }), DATA_DIR: folder, SANDBOX_LATENCY_MS: "200" };
  const works = await seedWorks(TEAMS, env);
  const gateway = stack.use(await startRetake(env, "test/soak/serve.ts"));
  const counts: Counts = { reads: 0, accepts: 0, errors: [], memory: [], connections: new Set() };
  const end = performance.now() + minutes * 60_000;
  const sql = server.admin();
  const every = async (interval: number, work: (nth: number) => Promise<void>) => {
    for (let nth = 0; performance.now() < end; nth++) {
      const next = performance.now() + interval;
      await work(nth).catch((error: unknown) => void counts.errors.push(String(error)));
      await delay(Math.max(0, next - performance.now()));
    }
  };
  await Promise.all([
    every(READ_MS, (nth) => read(gateway, works, nth, counts)),
    every(ACCEPT_MS, (nth) => accept(gateway, works, nth, counts)),
    every(SAMPLE_MS, () => sample(gateway, sql, counts)),
  ]);
  await sql.end({ timeout: 1 });
  const exitCode = await gateway.stop();
  counts.errors.push(...gateway.errors);
  if (exitCode !== 0) counts.errors.push(`the process ended with ${exitCode}`);
  await runCommand(["verify"], env);
  return { ...counts, exitCode };
}

async function read({ url }: Retake, works: readonly Work[], nth: number, counts: Counts): Promise<void> {
  const work = works[nth % works.length] as Work;
  const headers = { "x-api-key": work.apiKey };
  const response = await fetch(`${url}/v1/characters/${work.characterId}`, { headers });
  const text = await response.text();
  counts.reads += 1;
  if (!response.ok) counts.errors.push(`a read was answered with ${response.status}: ${text}`);
}

async function accept({ url }: Retake, works: readonly Work[], nth: number, counts: Counts): Promise<void> {
  const work = works[nth % works.length] as Work;
  const answer = await send(nth % 2 === 0 ? "rest" : "graphql", url, work, `soak ${nth}`);
  counts.accepts += 1;
  if (answer.code !== "ok") counts.errors.push(`a paid call was answered with ${answer.status} ${answer.code}`);
}

async function sample(gateway: Retake, sql: ReturnType<PostgresServer["admin"]>, counts: Counts): Promise<void> {
  counts.memory.push(gateway.memory());
  const rows = await sql<{ pid: number }[]>`
    select pid from pg_stat_ssl join pg_stat_activity using (pid) where ssl and application_name like 'retake%'`;
  for (const { pid } of rows) counts.connections.add(pid);
}

await using server = await startPostgresServer({ tls: true });
endServerWithThisProcess(join(server.folder, "data"));
const minutes = Number(values.minutes);
const { reads, accepts, errors, memory, connections, exitCode } = await run(server, minutes);
const text = JSON.stringify(
  {
    minutes,
    reads,
    accepts,
    errors,
    // The first minutes load and compile code.
    memoryMiB: { early: memory[Math.floor(memory.length / 8)], late: memory.at(-1), most: Math.max(...memory) },
    tlsConnections: connections.size,
    exitCode,
    verify: "clean",
    machine: { cores: cpus().length, load: loadavg()[0], date: new Date().toISOString().slice(0, 10) },
  },
  null,
  2,
);
console.log(text);
if (values.out) writeFileSync(values.out, `${text}\n`);
if (errors.length > 0) process.exitCode = 1;
