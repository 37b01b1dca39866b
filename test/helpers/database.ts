import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import type { DatabaseTarget } from "../../src/db/client.ts";
import { connect } from "./connect.ts";
import { TEMPLATE_DATABASE, withDatabase } from "./database-target.ts";
import { waitFor } from "./wait-for.ts";

const INSUFFICIENT_PRIVILEGE = "42501";

export type TestDatabase = AsyncDisposable & { readonly target: DatabaseTarget };

/** A migrated, empty database on the run's server, dropped on dispose. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject("server");
  const name = `retake_${randomBytes(6).toString("hex")}`;
  await administer(server, `create database ${name} template ${TEMPLATE_DATABASE} strategy file_copy`);
  return {
    target: withDatabase(server, name),
    [Symbol.asyncDispose]: () => dropDatabase(server, name),
  };
}

/** While autovacuum works in the database, only a superuser may drop it by force. */
async function dropDatabase(server: DatabaseTarget, name: string): Promise<void> {
  await waitFor(`database ${name} to be dropped`, () =>
    administer(server, `drop database if exists ${name} with (force)`).then(
      () => true,
      (error: { code?: string }) => {
        if (error.code === INSUFFICIENT_PRIVILEGE) return false;
        throw error;
      },
    ),
  );
}

async function administer(server: DatabaseTarget, statement: string): Promise<void> {
  const admin = connect(server, 1, "retake test");
  try {
    // The template can't be cloned twice at the same time, so clones are made one after another.
    await admin`select pg_advisory_lock(4711)`;
    await admin.unsafe(statement);
  } finally {
    await admin.end();
  }
}
