import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type PausedVendor, startPausedVendor } from "../upgrade/paused-vendor.ts";
import { type Books, checkBooks } from "./check-books.ts";
import type { Cluster } from "./cluster.ts";
import { runFailovers } from "./failovers.ts";
import { type Acknowledged, send, startLoad, type Work } from "./load.ts";
import { startPatroniCluster } from "./patroni-cluster.ts";
import { type Accidents, startPlainCluster } from "./plain-cluster.ts";
import { MissingProgram } from "./programs.ts";
import { moveBeyondBackup, resumesWithSnapshots } from "./restored-backup.ts";
import { type Retake, runCommand, seedWorks, startRetake } from "./retake.ts";
import { CANCELLED_KEY, runCancelledWaits, runStandbyOutage } from "./standby-outage.ts";

/**
 * Repeatedly kills the primary of a replicated PostgreSQL under load, stops its standby, cancels commits that wait for the
 * standby, and restores an old backup. Checks that nothing was lost or ordered twice.
 *
 *     npm run test:ha -- [--cluster plain|patroni] [--kills 20] [--away SECONDS] [--out FILE]
 *
 * Exits with 1 when a promise was broken, and with 2 when a program is missing.
 */
const { values } = parseArgs({
  options: {
    cluster: { type: "string" },
    kills: { type: "string", default: "20" },
    away: { type: "string", default: "20" },
    out: { type: "string" },
  },
});

/** Each team admits 12 calls at once and 6 more a minute; together they keep the callers busy. */
const TEAMS = 96;
const PROCESSES = 2;
/** Ten for statements, one for LISTEN, one while a lock is taken or a silent server process is ended. */
const CONNECTIONS_PER_PROCESS = 12;

type Environment = Readonly<Record<string, string>>;
type Bench = { readonly cluster: Cluster; readonly vendor: PausedVendor; readonly env: Environment };
type Figures = Record<string, unknown>;

/** What every run does: failovers and a standby outage under load, then the comparison of all records. */
async function runUnderLoad(bench: Bench, gateways: readonly Retake[], works: readonly Work[]): Promise<Figures> {
  const { cluster } = bench;
  const load = startLoad(
    gateways.map(({ url }) => url),
    works,
    "load",
  );
  const failovers = await runFailovers(cluster, load, Number(values.kills));
  const standbyOutage = await runStandbyOutage(cluster, load, Number(values.away));
  await load.finish();
  const books = await booksOf(bench, load.acknowledged);
  const problems = problemsOf(books);
  problems.push(...load.faults);
  if (standbyOutage.connections.most > PROCESSES * CONNECTIONS_PER_PROCESS) problems.push("too many connections");
  if (failovers.callsAnswered503 === 0) problems.push("no call was answered with 503 during a failover");
  const answers = Object.fromEntries(load.refusals);
  return { ...failovers, standbyOutage, acknowledged: load.acknowledged.length, answers, ...books, problems };
}

/** Tests that need full control of the servers: a cancelled wait for the standby, and a backup of an earlier time. */
async function runAccidents(
  bench: Bench & { readonly cluster: { readonly accidents: Accidents } },
  gateways: readonly Retake[],
  [cancelled, restored]: readonly [Work, Work],
): Promise<Figures> {
  const { cluster, env } = bench;
  const url = gateways[0]?.url ?? "";
  const cancelledWaits = await runCancelledWaits(cluster, url, cancelled);
  await cluster.accidents.promoteStoppedStandby();
  const retry = await retryUntilAccepted(url, cancelled, CANCELLED_KEY);
  const position = await moveBeyondBackup(cluster, url, restored);
  const problems = problemsOf(await booksOf(bench, []));
  if (cancelledWaits.acknowledgedTooEarly > 0) problems.push("an accept was acknowledged before its standby had it");
  if (retry.replayed) problems.push("a retry replayed an accept that was lost");

  for (const gateway of gateways) await gateway[Symbol.asyncDispose]();
  await cluster.accidents.restoreBackup();
  await using again = await startRetake(env);
  const snapshots = await resumesWithSnapshots(again.url, position);
  if (!snapshots) problems.push("an old position was not answered with a snapshot after the restore");
  await runCommand(["verify"], env);
  return { cancelledWaits, oldPositionGetsSnapshots: snapshots, problems };
}

async function retryUntilAccepted(url: string, work: Work, key: string) {
  for (let attempt = 0; attempt < 60; attempt++) {
    const answer = await send("rest", url, work, key);
    if (answer.code === "ok") return answer;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error("the retry of a cancelled call was never accepted");
}

async function booksOf({ cluster, vendor, env }: Bench, acknowledged: readonly Acknowledged[]): Promise<Books> {
  const sql = cluster.connect();
  const books = await checkBooks(sql, acknowledged, vendor.calls).finally(() => sql.end({ timeout: 1 }));
  await runCommand(["verify"], env);
  return books;
}

function problemsOf(books: Books): string[] {
  const names = ["lostAccepts", "doubleOrders", "unknownOrders", "unmatchedHolds"] as const;
  return names.filter((name) => books[name] !== 0).map((name) => `${name}: ${books[name]}`);
}

async function runCluster(cluster: Cluster & { readonly accidents?: Accidents }): Promise<Figures> {
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "retake-ha-data-"));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const vendor = stack.use(await startPausedVendor());
  const env = {
    DATABASE_URL: cluster.url,
    DATA_DIR: folder,
    IMAGE_PROVIDER: "openai-compatible",
    IMAGE_PROVIDER_BASE_URL: vendor.baseUrl,
    IMAGE_MODEL: "test",
  };
  const [cancelled, restored, ...works] = await seedWorks(TEAMS + 2, env);
  if (!cancelled || !restored) throw new Error("no teams");
  const gateways: Retake[] = [];
  for (let n = 0; n < PROCESSES; n++) gateways.push(stack.use(await startRetake(env)));

  const underLoad = await runUnderLoad({ cluster, vendor, env }, gateways, works);
  const problems = underLoad.problems as string[];
  if (gateways.some((gateway) => !gateway.isRunning())) problems.push("a process of the product has ended");
  const { accidents } = cluster;
  const accident = accidents
    ? await runAccidents({ cluster: { ...cluster, accidents }, vendor, env }, gateways, [cancelled, restored])
    : {};
  problems.push(...((accident.problems ?? []) as string[]));
  return { cluster: cluster.kind, ...underLoad, ...accident, problems };
}

/** Runs on each kind of cluster in turn; null for a kind that is not installed. */
async function runKind(kind: string): Promise<Figures | null> {
  const cluster = kind === "plain" ? await startPlainCluster() : await startPatroniCluster();
  if (!cluster) return null;
  await using _ended = cluster;
  return await runCluster(cluster);
}

try {
  const runs: Figures[] = [];
  for (const kind of values.cluster ? [values.cluster] : ["plain", "patroni"]) {
    const figures = await runKind(kind);
    if (figures) runs.push(figures);
    else console.log(`${kind} was left out: install patroni and etcd-server (apt) to run it.`);
  }
  const machine = { cores: cpus().length, load: loadavg()[0], date: new Date().toISOString().slice(0, 10) };
  const text = JSON.stringify({ machine, runs }, null, 2);
  console.log(text);
  if (values.out) writeFileSync(values.out, `${text}\n`);
  if (runs.some(({ problems }) => (problems as string[]).length > 0)) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof MissingProgram)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
