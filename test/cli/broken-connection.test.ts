import { execFile } from "node:child_process";
import { expect, test, vi } from "vitest";
import { startPostgresServer } from "../helpers/postgres-server.ts";
import { waitFor } from "../helpers/wait-for.ts";

// The test starts its own server and kills it.
vi.setConfig({ testTimeout: 120_000 });

test("migrate prints one sentence when the database connection breaks", async () => {
  await using server = await startPostgresServer();
  const env = { ...process.env, DATABASE_URL: server.url() };
  const ended = new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(process.execPath, ["src/cli.ts", "migrate"], { env }, (error, _stdout, stderr) => {
      resolve({ code: error?.code, stderr });
    });
  });
  const admin = server.admin();
  await waitFor(
    "the migration",
    async () =>
      (
        await admin`select from pg_stat_activity where application_name = 'retake migrate' and query ilike '%create table%'`
      ).length > 0,
    60_000,
  );
  await admin.end({ timeout: 0 });
  await server[Symbol.asyncDispose]();
  expect(await ended).toEqual({ code: 1, stderr: "The connection to the database broke. Run the command again.\n" });
});
