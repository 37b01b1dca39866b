import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { embeddedTarget } from "../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded/embedded-postgres.ts";
import { findServerDirectory } from "../../src/db/embedded/find-server-directory.ts";
import { logPath } from "../../src/db/embedded/server-process.ts";
import { migrate } from "../../src/db/migrate.ts";
import { connect } from "../helpers/connect.ts";
import { TEMPLATE_DATABASE, withDatabase } from "../helpers/database-target.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server's log, which shows which SQL functions the tests use. */
    serverLog: string;
  }
}

/** Starts a PostgreSQL server for one share of the mutants. SQL mutants change its template database. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "retake-mutation-"));
  const server = await startEmbeddedPostgres({
    dataDir,
    settings: {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      max_connections: "200",
      log_error_verbosity: "terse",
      log_min_error_statement: "panic",
    },
  });
  const target = embeddedTarget(server.connection);
  const admin = connect(target, 1, "retake mutation setup");
  await admin.unsafe(`create database ${TEMPLATE_DATABASE}`);
  await admin.end();
  await migrate(withDatabase(target, TEMPLATE_DATABASE));
  project.provide("server", target);
  project.provide("serverLog", logPath(findServerDirectory(dataDir)));
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
