import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBoss, queueChannel, SYNTHESIS_QUEUE } from "../../src/db/queue.ts";
import { queueSchema } from "../../src/db/schema-name.ts";
import { connect } from "../helpers/connect.ts";
import { createTestDatabase, type TestDatabase } from "../helpers/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const schema = () => database.target.schema ?? "public";

/** Columns with times, which differ between the two rows. */
const CLOCK_COLUMNS = ["created_on", "start_after", "keep_until"];

describe("a job inserted by enqueue_syntheses", () => {
  test("equals one sent by pg-boss in every column but the times", async () => {
    const sql = connect(database.target, 2, "test");
    const boss = createBoss({ sql }, schema(), "migrate");
    try {
      await boss.start();
      await sql`select retake.enqueue_syntheses(array['syn_a'], array[-3])`;
      const [{ id } = { id: "" }] = await sql<{ id: string }[]>`select md5('syn_b')::uuid as id`;
      await boss.send(SYNTHESIS_QUEUE, { synthesis_id: "syn_b" }, { id, priority: -3 });
      const rows =
        await sql`select j.*, j.keep_until - j.start_after as kept from retake_jobs.job j where name = ${SYNTHESIS_QUEUE}`;
      const [ours, theirs] = ["syn_a", "syn_b"].map((name) => rows.find((row) => row.data.synthesis_id === name));
      expect(Object.keys(ours ?? {}).length).toBeGreaterThan(30);
      const comparable = (row: Record<string, unknown> | undefined) =>
        Object.fromEntries(
          Object.entries(row ?? {}).filter(([name]) => !["id", "data", ...CLOCK_COLUMNS].includes(name)),
        );
      expect(comparable(ours)).toEqual(comparable(theirs));
    } finally {
      await boss.stop({ graceful: false, close: false });
      await sql.end();
    }
  });

  test("can't exist twice for one synthesis", async () => {
    const sql = connect(database.target, 1, "test");
    try {
      await sql`select retake.enqueue_syntheses(array['syn_c'], array[0])`;
      await expect(sql`select retake.enqueue_syntheses(array['syn_c'], array[0])`).rejects.toThrow(
        "no job was enqueued",
      );
    } finally {
      await sql.end();
    }
  });

  test("is announced on the channel that pg-boss listens to", async () => {
    const sql = connect(database.target, 1, "test");
    const boss = createBoss({ sql }, schema(), "migrate");
    try {
      await boss.start();
      const { notifyChannelSql } = (await import("../../node_modules/pg-boss/dist/plans.js" as string)) as {
        notifyChannelSql: (schema: string) => string;
      };
      const [row] = await sql.unsafe(
        `select ${notifyChannelSql(schema() === "public" ? "pgboss" : `"${queueSchema(schema())}"`)} as channel`,
      );
      expect(row?.channel).toBe(queueChannel(schema()));
    } finally {
      await boss.stop({ graceful: false, close: false });
      await sql.end();
    }
  });
});
