import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type DatabaseTarget, embeddedTarget } from "../../src/db/client.ts";
import { parseConnectionString } from "../../src/db/connection-string.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded/embedded-postgres.ts";
import { migrate } from "../../src/db/migrate.ts";
import { connect } from "./connect.ts";
import { TEMPLATE_DATABASE, withDatabase } from "./database-target.ts";

declare module "vitest" {
  interface ProvidedContext {
    server: DatabaseTarget;
  }
}

/**
 * One PostgreSQL for the whole run (`TEST_DATABASE_URL`, otherwise the embedded one) with a migrated template database.
 * With `TEST_DATABASE_SCHEMA` all tables are in that schema.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { target: server, stop } = await startServer();
  const schema = process.env.TEST_DATABASE_SCHEMA;
  const target: DatabaseTarget = schema ? { ...server, schema } : server;
  const admin = connect(target, 1, "retake test setup");
  try {
    await admin.unsafe(`drop database if exists ${TEMPLATE_DATABASE} with (force)`);
    await admin.unsafe(`create database ${TEMPLATE_DATABASE}`);
  } finally {
    await admin.end();
  }
  await migrate(withDatabase(target, TEMPLATE_DATABASE));
  project.provide("server", target);
  return stop;
}

async function startServer(): Promise<{ target: DatabaseTarget; stop: () => Promise<void> }> {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { target: parseConnectionString(url), stop: async () => {} };
  const dataDir = await mkdtemp(join(tmpdir(), "retake-test-"));
  // A temporary server without fsync, because tests do not have to survive a power failure.
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "400" };
  const server = await startEmbeddedPostgres({ dataDir, settings });
  return {
    target: embeddedTarget(server.connection),
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
