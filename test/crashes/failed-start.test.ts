import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { queueSchema, quoteIdentifier } from "../../src/db/schema-name.ts";
import { ROLES, startRuntime } from "../../src/runtime.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";

/** The application name of the failing start's connections, which distinguishes them from those of the app. */
const NAME = "failed start";

/** A start next to the app that must fail. Returns the error's name once the start's connections are closed. */
async function failToStart({ app, dataDir, database }: TestApp, env: Record<string, string>): Promise<string> {
  const config = readConfig({ DATA_DIR: dataDir, PORT: "0", SANDBOX_LATENCY_MS: "0", ...env });
  const target = { ...database.target, settings: { ...database.target.settings, applicationName: NAME } };
  const started = startRuntime(config, { roles: ROLES, logger: app.logger, target });
  const error = await started.then(
    () => "none",
    (failure: Error) => failure.name,
  );
  await waitFor("its connections to be closed", async () => {
    const [row] = await app.db.sql`
      select count(*)::int as open from pg_stat_activity
       where datname = current_database() and application_name = ${NAME}`;
    return row?.open === 0;
  });
  return error;
}

describe("a failed start closes its database connections", () => {
  test("when the blob store is not the recorded one, before anything runs", async () => {
    await using app = await startTestApp({ roles: [] });
    const elsewhere = await mkdtemp(join(tmpdir(), "retake-elsewhere-"));
    try {
      expect(await failToStart(app, { BLOB_STORE: `file:${elsewhere}` })).toBe("WrongBlobStore");
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  });

  test("when the port is taken, with its worker running", async () => {
    await using app = await startTestApp({ roles: [] });
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = other.address() as AddressInfo;
      expect(await failToStart(app, { PORT: String(port) })).toBe("Error");
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  test("when the queue is missing, in between", async () => {
    await using app = await startTestApp({ roles: [] });
    const { sql, schema } = app.app.db;
    await sql.unsafe(`alter schema ${quoteIdentifier(queueSchema(schema))} rename to gone`);
    expect(await failToStart(app, {})).not.toBe("none");
  });
});
