import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { embeddedTarget } from "../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded/embedded-postgres.ts";
import { watchResuming } from "../crashes/resuming-subscriber.ts";
import { connect } from "../helpers/connect.ts";
import { databaseUrl } from "../helpers/database-target.ts";
import { subscribe } from "../helpers/subscriber.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { startPausedVendor } from "./paused-vendor.ts";
import { makeTeams, type RollingTeam, startLoad } from "./rolling-load.ts";
import { runVersion, startVersion, type VersionProcess } from "./start-version.ts";

// npm run test:rolling -- [--old COMMIT_OR_FOLDER] [--seconds N]
// Replaces an old version by this one under load, as a rolling deployment does: one old process; a new one next to it,
// which migrates; the old one is killed and started again; it stops for good; only new processes remain. Prints one JSON
// object and exits with 1 when a promise was broken.

const { values } = parseArgs({
  options: { old: { type: "string", default: "86a2c25" }, seconds: { type: "string", default: "60" } },
});
const PHASES = 5;
const phaseMs = (Number(values.seconds) * 1000) / PHASES;
const current = resolve(import.meta.dirname, "../..");

await using open = new AsyncDisposableStack();

/** A folder is used unchanged. For a commit a work tree is made, which uses this checkout's dependencies. */
async function checkOut(old: string): Promise<string> {
  if (existsSync(join(old, "package.json"))) return resolve(old);
  const folder = await mkdtemp(join(tmpdir(), "retake-old-"));
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: current, stdio: ["ignore", "ignore", "inherit"] });
  git("worktree", "add", "--detach", "--force", folder, old);
  open.defer(() => void git("worktree", "remove", "--force", folder));
  await symlink(join(current, "node_modules"), join(folder, "node_modules"));
  return folder;
}

const old = await checkOut(values.old);
const dataDir = await mkdtemp(join(tmpdir(), "retake-rolling-"));
open.defer(() => rm(dataDir, { recursive: true, force: true }));
const postgres = await startEmbeddedPostgres({ dataDir, settings: { max_connections: "300" } });
open.defer(() => postgres.stop());
const target = embeddedTarget(postgres.connection);
const vendor = open.use(await startPausedVendor());
const env = {
  DATABASE_URL: databaseUrl(target),
  DATA_DIR: dataDir,
  IMAGE_PROVIDER: "openai-compatible",
  IMAGE_MODEL: "any",
  IMAGE_PROVIDER_BASE_URL: vendor.baseUrl,
  IMAGE_PROVIDER_DEDUPES: "true",
};
const sql = connect(target, 1, "retake rolling");
open.defer(() => sql.end());

const processes = new Map<string, VersionProcess>();
const urls = () => [...processes.values()].map(({ url }) => url ?? "");
async function start(name: string, folder: string): Promise<void> {
  const begun = open.use(await startVersion(folder, env));
  processes.set(name, begun);
  say(`${name} is ready`);
}
/** Callers stop sending to a process first only for an orderly stop, as behind a load balancer. */
async function stop(name: string, signal: NodeJS.Signals): Promise<void> {
  const stopping = processes.get(name);
  if (signal === "SIGTERM") processes.delete(name);
  const code = await stopping?.kill(signal);
  processes.delete(name);
  say(`${name} ended with ${code}`);
}
const say = (text: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);

/** The body of every SQL function, to check that no process restores an older one. */
const functionBodies = async () => {
  const rows = await sql<{ name: string; body: string }[]>`
    select oid::regprocedure::text as name, prosrc as body from pg_proc
     where pronamespace = 'public'::regnamespace order by 1`;
  return new Map(rows.map(({ name, body }) => [name, body]));
};

await start("old 1", old);
const teams = await makeTeams(old, env, urls()[0] ?? "");
const first = teams[0] as RollingTeam;
const cursor = await firstCursor(urls()[0] ?? "", first);
const watcher = open.use(watchResuming(urls, first.apiKey, { after: cursor }));
// The rows are updated and not deleted, because an accept expects the row that it has just made.
const load = startLoad(teams, urls, () => sql`update retake.buckets set full_at = '-infinity'`);

await delay(phaseMs);
await start("new 1", current);
const installed = await functionBodies();
await delay(phaseMs);
await stop("old 1", "SIGKILL");
await start("old 2", old);
const kept = await functionBodies();
await delay(phaseMs);
await start("new 2", current);
await stop("old 2", "SIGTERM");
await delay(phaseMs);
await stop("new 2", "SIGTERM");
await delay(phaseMs);
const figures = await load.stop();

await waitFor(
  "the end of every synthesis",
  async () => (await sql`select 1 from retake.syntheses where status = 'running' limit 1`).length === 0,
  60_000,
);
const committed = await sql<{ character_id: string; version: number }[]>`
  select character_id, version from retake.events where team_id = ${first.id} and team_seq > ${first.characters.length} order by team_seq`;
const received = await waitFor("every event", () => watcher.log.length >= committed.length && watcher.log);
const [unpaid] = await sql<{ n: number }[]>`
  select count(*)::int as n from retake.syntheses s where (select string_agg(kind, ' ' order by seq) from retake.ledger_entries l
    where l.synthesis_id = s.id) is distinct from case s.status when 'succeeded' then 'hold capture' else 'hold release' end`;
const [ended] = await sql<{ succeeded: number; failed: number }[]>`
  select count(*) filter (where status = 'succeeded')::int as succeeded,
         count(*) filter (where status = 'failed')::int as failed from retake.syntheses`;
const replaced = [...installed].filter(([name, body]) => kept.get(name) !== body).map(([name]) => name);
const isSame = received.every((change, nth) => {
  const event = committed[nth];
  return change.version === event?.version && change.character?.id === event?.character_id && !change.snapshot;
});
const { violations } = await runVersion<{ violations: unknown[] }>(current, env, ["verify"]);

const result = {
  ...figures,
  syntheses: ended,
  acceptedTwice: (await doubleAccepts()).length,
  wronglyCharged: unpaid?.n,
  events: {
    committed: committed.length,
    received: received.length,
    inOrder: isSame && received.length === committed.length,
  },
  ordersSentAgainAfterAKill: vendor.calls.length - new Set(vendor.calls).size,
  functionsReplacedByTheOldVersion: replaced,
  violations,
};
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
const isBroken =
  figures.failures.length > 0 ||
  result.acceptedTwice > 0 ||
  result.wronglyCharged !== 0 ||
  !result.events.inOrder ||
  replaced.length > 0 ||
  violations.length > 0;
process.exitCode = isBroken ? 1 : 0;

/** Accepted calls with one key are one synthesis, so there are no more syntheses than keys. */
function doubleAccepts() {
  return sql`select s.id from retake.syntheses s where not exists (
    select from retake.idempotency_keys k where k.outcome #>> '{synthesis,id}' = s.id)`;
}

/** The cursor of the newest character. Every event after it belongs to the load. */
async function firstCursor(url: string, team: RollingTeam): Promise<string> {
  const query = "subscription ($id: ID!) { change: characterStatusChanged(id: $id) { cursor } }";
  await using stream = subscribe<{ change: { cursor: string } }>(url, team.apiKey, query, {
    id: team.characters.at(-1),
  });
  const [present] = await stream.take(1);
  return present?.change.cursor ?? "";
}
