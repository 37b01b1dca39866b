import type { CharacterAttributes } from "../../../src/domain/character.ts";
import type { ImageProvider } from "../../../src/providers/provider.ts";
import type { VendorSettings } from "../../../src/providers/vendors/vendor-provider.ts";
import { startTestApp, type TestApp } from "../../helpers/app.ts";
import { callAs } from "../../helpers/call.ts";
import { resynthesizeCharacter, updateCharacter } from "../../helpers/operations.ts";
import { ATTRIBUTES, expectOk } from "../../helpers/seed.ts";
import { waitFor } from "../../helpers/wait-for.ts";
import { sendImage } from "./behaviours.ts";
import { type Behaviour, type FakeVendor, type Seen, startFakeVendor } from "./fake-vendor.ts";
import { provider } from "./vendor-helpers.ts";

/** One synthesis whose vendor misbehaves. `nth` counts the paid requests of this synthesis from 1. */
export type Misfortune = {
  readonly answer?: (nth: number) => Behaviour;
  /** Used in place of the shared vendor's address and settings. */
  readonly settings?: Partial<VendorSettings>;
  readonly attributes?: CharacterAttributes;
  /** Changes the character once the first paid request has arrived. */
  readonly meanwhile?: CharacterAttributes;
};

/** The result for the caller, and the number of calls and bills at the vendor. */
type End = {
  readonly status: string;
  readonly error: string | null;
  readonly billed: number;
  readonly posts: readonly Seen[];
  readonly attempts: readonly number[];
  readonly ledger: readonly string[];
  readonly held: number;
};

export type FailingRuns = AsyncDisposable & {
  readonly app: TestApp;
  readonly end: (name: string) => Promise<End>;
};

/** Slots for all runs at once, so that their waits for the next attempt overlap. */
const SLOTS = "48";
/** All waits of four attempts are below nine seconds. */
const EXPIRES_MS = 30_000;

type Tally = { billed: number; posts: Seen[] };

/**
 * Runs all of them side by side, in one process with one vendor. A mark in the character's details assigns a paid request
 * to its run. A test then waits for its own run.
 */
export async function startFailingRuns(
  runs: Readonly<Record<string, Misfortune>>,
  env: Record<string, string> = {},
): Promise<FailingRuns> {
  const names = Object.keys(runs);
  const tallies = new Map<string, Tally>(names.map((name) => [name, { billed: 0, posts: [] }]));
  const vendor = await startFakeVendor((call) => {
    const name = names[markedRun(call.seen)] ?? "";
    const tally = tallies.get(name);
    if (!tally) throw new Error(`a request of no run: ${call.seen.path}`);
    if (call.seen.method === "POST") tally.posts.push(call.seen);
    const bill = () => {
      tally.billed += 1;
    };
    return (runs[name]?.answer?.(tally.posts.length) ?? sendImage())({ ...call, bill });
  });
  const app = await startTestApp({
    roles: ["worker"],
    env: { IMAGE_PROVIDER_CONCURRENCY: SLOTS, ...env },
    overrides: { provider: await manyVendors(runs, vendor, env) },
  });
  // Accepted one after another, because on a loaded machine a hundred at once could time out waiting for a connection.
  let lastAccept: Promise<unknown> = Promise.resolve();
  const ends = names.map((name, index) => {
    const run = runs[name] ?? {};
    const accepted = lastAccept.then(() => acceptRun(app, run, index));
    lastAccept = accepted.catch(() => {});
    const end = accepted.then((of) => runToEnd(app, run, of, tallies.get(name) ?? { billed: 0, posts: [] }));
    end.catch(() => {});
    return [name, end] as const;
  });
  return {
    app,
    end: (name) => Object.fromEntries(ends)[name] ?? Promise.reject(new Error(`no run ${name}`)),
    [Symbol.asyncDispose]: async () => {
      await Promise.allSettled(ends.map(([, end]) => end));
      await app[Symbol.asyncDispose]();
      await vendor[Symbol.asyncDispose]();
    },
  };
}

const mark = (index: number) => `run-${index}-`;

function markedRun({ path, body }: Seen): number {
  return Number(/run-(\d+)-/.exec(path)?.[1] ?? /run-(\d+)-/.exec(body.toString("latin1"))?.[1] ?? -1);
}

/** The real vendor provider, with the settings of the run that makes the call. */
async function manyVendors(
  runs: Readonly<Record<string, Misfortune>>,
  vendor: FakeVendor,
  env: Record<string, string>,
): Promise<ImageProvider> {
  const dedupes = { IMAGE_PROVIDER_DEDUPES: env.IMAGE_PROVIDER_DEDUPES === "true" };
  const open = Object.values(runs).map(({ settings }) => provider(vendor.origin, { ...dedupes, ...settings }));
  const vendors = await Promise.all(open);
  const [first] = vendors;
  if (!first) throw new Error("there are runs");
  return {
    id: first.id,
    capabilities: first.capabilities,
    generate: (request, call) => {
      const index = Number(/run-(\d+)-/.exec(request.prompt)?.[1]);
      return (vendors[index] ?? first).generate(request, call);
    },
  };
}

async function acceptRun(app: TestApp, run: Misfortune, index: number) {
  const team = await app.seed.team({ credits: 10 });
  const call = await callAs(app.app, team.apiKey);
  const details = `${mark(index)} ${run.attributes?.additional_details ?? ""}`;
  const attributes = { ...ATTRIBUTES, ...run.attributes, additional_details: details };
  const id = await app.seed.character(team.teamId, { attributes });
  const { synthesis } = expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: "k" }));
  return { index, id, call, teamId: team.teamId, synthesisId: synthesis.id };
}

type AcceptedRun = Awaited<ReturnType<typeof acceptRun>>;

async function runToEnd(app: TestApp, run: Misfortune, accepted: AcceptedRun, tally: Tally): Promise<End> {
  const { index, id, call, teamId, synthesisId } = accepted;
  if (run.meanwhile) {
    await waitFor("the first paid request", () => tally.posts.length > 0);
    expectOk(await updateCharacter(app.app, call, { id, body: { attributes: run.meanwhile } }));
  }
  const { sql } = app.app.db;
  const ended = await waitFor(
    `the end of run ${index}`,
    async () => {
      const [row] = await sql<{ status: string; error_message: string | null }[]>`
        select status, error_message from retake.characters where id = ${id} and status <> 'synthesizing'`;
      return row;
    },
    EXPIRES_MS,
  );
  const generations = await sql<{ attempt: number }[]>`
    select attempt from retake.generations where synthesis_id = ${synthesisId} order by position`;
  const entries = await sql<{ kind: string }[]>`
    select kind from retake.ledger_entries where team_id = ${teamId} order by seq`;
  const [{ held } = { held: "?" }] = await sql<{ held: string }[]>`select held from retake.teams where id = ${teamId}`;
  return {
    status: ended.status,
    error: ended.error_message,
    billed: tally.billed,
    posts: tally.posts,
    attempts: generations.map(({ attempt }) => attempt),
    ledger: entries.map(({ kind }) => kind),
    held: Number(held),
  };
}
