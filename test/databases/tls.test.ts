import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseTarget, openDatabase } from "../../src/db/client.ts";
import { parseConnectionString } from "../../src/db/connection-string.ts";
import { migrate } from "../../src/db/migrate.ts";
import { findViolations } from "../../src/services/verify/find-violations.ts";
import { startServer } from "../crashes/server.ts";
import { startTestApp } from "../helpers/app.ts";
import { hasOpenssl } from "../helpers/certificates.ts";
import { type PostgresServer, startPostgresServer } from "../helpers/postgres-server.ts";
import { createRestClient } from "../helpers/rest-client.ts";
import { waitFor } from "../helpers/wait-for.ts";

const ROUNDS = 40;

/** Repeats tests over TLS, which the run's own server does not offer. */
describe.runIf(hasOpenssl)("over TLS", () => {
  let server: PostgresServer;
  let dataDir: string;
  let target: DatabaseTarget;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "retake-tls-"));
    server = await startPostgresServer({ tls: true, hba: ["hostssl all all 127.0.0.1/32 scram-sha-256"] });
    const admin = server.admin();
    for (const name of ["app", "paid"]) await admin.unsafe(`create database ${name}`);
    await admin.end();
    target = targetOf("app");
    await migrate(target);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await rm(dataDir, { recursive: true, force: true });
  });

  const urlOf = (database: string) => server.url({ database, query: "?sslmode=require" });
  const targetOf = (database: string) => parseConnectionString(urlOf(database));
  const retake = async (...words: string[]) => {
    const env = { ...process.env, DATABASE_URL: urlOf("app"), DATA_DIR: dataDir };
    const { stdout } = await promisify(execFile)(process.execPath, ["src/cli.ts", ...words, "--json"], { env });
    return JSON.parse(stdout) as Record<string, string>;
  };

  test("each command prints its result and exits with 0", { timeout: 120_000 }, async () => {
    const { team_id = "" } = await retake("team", "create", "--name", "Over TLS", "--credits", "40");
    expect(team_id).toMatch(/^team_/);
    expect(await retake("key", "create", "--team", team_id)).toMatchObject({ api_key: expect.any(String) });
    expect(await retake("credits", "show", "--team", team_id)).toMatchObject({ total: 40 });
    await retake("migrate");
  });

  test("connections that break in any way reject their statements, and never end the process", async () => {
    const db = openDatabase({ ...target, poolSize: 4 });
    const killer = server.admin("app");
    const stray: unknown[] = [];
    const note = (error: unknown) => stray.push(error);
    process.on("uncaughtException", note).on("unhandledRejection", note);
    const outcomes = new Map<string, number>();
    const count = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const asked = Array.from({ length: 12 }, (_, n) =>
          db.sql`select ${n}::int as n, repeat('x', ${n * 1_000}::int) as text, pg_sleep(0.002)`.then(
            ([row]) => count(row?.n === n && row?.text.length === n * 1_000 ? "right" : "wrong"),
            (error: Error) => count(error.name),
          ),
        );
        await killer`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'retake%'`;
        await Promise.all(asked);
      }
      // A connection that was terminated while idle is noticed only by the next statement.
      const answer = await waitFor("an answer", () => db.sql`select 7 as seven`.catch(() => null));
      expect(answer).toMatchObject([{ seven: 7 }]);
      expect(outcomes.get("right")).toBeGreaterThan(0);
      expect(outcomes.get("OutcomeUnknownError")).toBeGreaterThan(0);
      expect([...outcomes.keys()].filter((name) => !/^(right|OutcomeUnknownError|NotSentError)$/.test(name))).toEqual(
        [],
      );
    } finally {
      await db.close();
      await killer.end();
      process.off("uncaughtException", note).off("unhandledRejection", note);
    }
    expect(stray).toEqual([]);
  });

  test("SIGTERM lets a paid call finish, and its record is kept", { timeout: 120_000 }, async () => {
    const paid = targetOf("paid");
    await migrate(paid);
    await using app = await startTestApp({
      database: { target: paid, [Symbol.asyncDispose]: async () => {} },
      roles: ["gateway"],
    });
    const { teamId, apiKey } = await app.seed.team();
    const id = await app.seed.character(teamId);
    const poses = () => app.app.db.sql<{ status: string; attempt: number }[]>`
      select g.status, g.attempt from retake.generations g join retake.syntheses s on s.id = g.synthesis_id
       where s.character_id = ${id} order by g.position`;
    await using worker = await startServer(paid, app.dataDir, {
      roles: "worker",
      env: { SANDBOX_LATENCY_MS: "1500", DATABASE_URL: urlOf("paid") },
    });
    await createRestClient(app.url, apiKey).resynthesize(id, { key: "k" });
    await waitFor("the portrait on its way", async () => (await poses())[0]?.status === "running");
    expect(await worker.kill("SIGTERM")).toBe(0);
    expect((await poses()).map(({ status }) => status)).toEqual(["delivered", "pending", "pending", "pending"]);
    expect(await findViolations(app.app.db)).toEqual([]);
  });
});
