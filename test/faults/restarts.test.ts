import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { embeddedTarget } from "../../src/db/client.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../src/db/embedded/embedded-postgres.ts";
import { findServerDirectory } from "../../src/db/embedded/find-server-directory.ts";
import { readLockFile } from "../../src/db/embedded/running-server.ts";
import { findViolations } from "../../src/services/verify/find-violations.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { staysAlive } from "./fault-bench.ts";
import { openKeyLedger } from "./key-ledger.ts";

let dataDir: string;
let server: EmbeddedPostgres;
let app: TestApp;

/** A separate server with durable commits, because acknowledged work must survive its death. */
const start = () =>
  startEmbeddedPostgres({ dataDir, database: "restarts", settings: { max_connections: "60" }, onLost: () => {} });

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "retake-restarts-"));
  server = await start();
  const database = { target: embeddedTarget(server.connection), [Symbol.asyncDispose]: async () => {} };
  app = await startTestApp({ database, overrides: { provider: createFakeProvider({ dedupes: true }) } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test.each([
  ["is stopped at once (-m immediate)", "SIGQUIT"],
  ["is killed", "SIGKILL"],
] as const)(
  "a server that %s under load and is started again gives typed answers only, and each key is accepted once",
  { timeout: 90_000 },
  async (_what, signal) => {
    const ledger = await openKeyLedger(app);
    const answersOf = (code: string) => ledger.answers.filter((answer) => answer.code === code).length;
    let back = false;
    const fail = async () => {
      await waitFor("some accepted calls", () => answersOf("ok") > 8);
      const pid = readLockFile(findServerDirectory(dataDir).path)?.pid ?? 0;
      process.kill(pid, signal);
      await waitFor("calls that returned 503", () => answersOf("service_unavailable") > 8);
      const failed = server;
      server = await start();
      await failed.stop();
      expect(server.connection).toEqual(failed.connection);
      const before = answersOf("ok");
      await waitFor("accepted calls again", () => answersOf("ok") > before);
      back = true;
    };
    await staysAlive(app.url, () => Promise.all([fail(), ledger.load(app.url, () => back)]));
    await ledger.resolve(app.url);
    expect(await findViolations(app.app.db)).toEqual([]);
  },
);
