import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/db/client.ts";
import { Connector } from "../../src/db/connect.ts";
import { Pool, type PoolOptions } from "../../src/db/pool.ts";
import { DEFAULT_SCHEMA } from "../../src/db/schema-name.ts";
import { createSql, type Sql } from "../../src/db/statement.ts";
import { NO_TRACER } from "../../src/domain/observability.ts";
import { connect } from "../helpers/connect.ts";
import { createTestDatabase, type TestDatabase } from "../helpers/database.ts";
import { type FaultProxy, startFaultProxy } from "../helpers/fault-proxy.ts";
import { waitFor } from "../helpers/wait-for.ts";

let database: TestDatabase;
let proxy: FaultProxy;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startFaultProxy(database.target);
  db = openDatabase(proxy.target);
});
afterAll(async () => {
  await proxy.heal();
  await db.close();
  await proxy[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const ok = async () => expect([...(await db.sql`select 1 as one`)]).toEqual([{ one: 1 }]);
const code = (promise: PromiseLike<unknown>) =>
  Promise.resolve(promise).then(
    () => "answered",
    (error: unknown) => String((error as { code?: string }).code),
  );
const LIMITS = { max: 1, waitMs: 5_000, silenceMs: 10_000, maxAgeMs: 60_000 };

/** A pool of one connection, so that the next statement runs after the last one has settled. */
async function withPool<T>(limits: Partial<PoolOptions>, use: (sql: Sql) => Promise<T>): Promise<T> {
  const connector = new Connector(proxy.target.settings, proxy.target.schema ?? DEFAULT_SCHEMA);
  const pool = new Pool({
    connect: (how) => connector.connect({ name: "one place", lockTimeoutMs: 500, ...how }),
    onNotices: () => {},
    onSilent: async () => {},
    ...LIMITS,
    ...limits,
  });
  try {
    return await use(createSql((send) => pool.run(send), NO_TRACER));
  } finally {
    await pool.end(1);
  }
}

describe("after a broken connection", () => {
  test("the next result begins without holes", async () => {
    await withPool({}, async (sql) => {
      const cut = proxy.cutAt("generate_series", "within");
      const broken = code(sql`select n, repeat('x', 100) from generate_series(1, 500) n`);
      const next = sql`select 7 as seven`;
      expect(await broken).toBe("OUTCOME_UNKNOWN");
      await cut;
      expect([...(await next)]).toEqual([{ seven: 7 }]);
    });
  });

  test("the next statement is not refused", async () => {
    await withPool({}, async (sql) => {
      const broken = code(sql`select pg_terminate_backend(pg_backend_pid()), pg_sleep(1)`);
      const next = sql`select 7 as seven`;
      expect(await broken).not.toBe("answered");
      expect([...(await next)]).toEqual([{ seven: 7 }]);
    });
  });

  test("all connections of the pool work, however often they broke", async () => {
    for (let round = 0; round < 10; round += 1) {
      const all = Array.from({ length: db.poolSize }, (_, n) =>
        code(n % 3 === 0 ? db.sql`select pg_terminate_backend(pg_backend_pid())` : db.sql`select ${n}::int as n`),
      );
      await Promise.all(all);
      await Promise.all(Array.from({ length: 2 * db.poolSize }, ok));
    }
  });
});

describe("a statement", () => {
  test("that waits for a lock does not block other statements, however many there are", async () => {
    await db.sql`create table retake.held (id int primary key)`;
    await db.sql`insert into retake.held values (1)`;
    const holder = connect(database.target, 1, "holder");
    await holder`begin`.simple();
    await holder`select from retake.held where id = 1 for update`;
    let over = false;
    const waiting = db.sql`select from retake.held where id = 1 for update`.then(() => {
      over = true;
    });
    await Promise.all(Array.from({ length: 200 }, ok));
    expect(over).toBe(false);
    await holder`commit`.simple();
    await waiting;
    await holder.end();
  });

  test("that waits for a lock is refused after its limit, and its connection remains usable", async () => {
    await withPool({}, async (sql) => {
      const holder = connect(database.target, 1, "holder");
      await holder`begin`.simple();
      await holder`select from retake.held where id = 1 for update`;
      const [before] = await sql`select pg_backend_pid() as pid`;
      expect(await code(sql`select from retake.held where id = 1 for update`)).toBe("55P03");
      expect(await sql`select pg_backend_pid() as pid`).toEqual([before]);
      await holder.end();
    });
  });

  test("that gets no connection in time is rejected and never sent", async () => {
    await withPool({ waitMs: 300 }, async (sql) => {
      // A busy machine may take longer than that to connect.
      await waitFor("the connection", async () => (await code(sql`select 1`)) === "answered");
      const running = sql`select pg_sleep(1)`.execute();
      const late = code(sql`insert into retake.held values (2)`);
      expect(await late).toBe("NOT_SENT");
      await running;
      expect([...(await sql`select id from retake.held`)]).toEqual([{ id: 1 }]);
    });
  });

  test("has an unknown outcome when it is not answered, and is not sent without a connection; later ones are answered again", async () => {
    await withPool({ max: 2, silenceMs: 300, waitMs: 1_000 }, async (sql) => {
      await sql`select 1`;
      proxy.stall();
      const both = await Promise.all([code(sql`select 1`), code(sql`select 1`)]);
      expect(both).toEqual(["OUTCOME_UNKNOWN", "NOT_SENT"]);
      await proxy.heal();
      expect([...(await sql`select 7 as seven`)]).toEqual([{ seven: 7 }]);
    });
  });

  test("is rejected after the end of its pool, and a running one is finished", async () => {
    const other = openDatabase(database.target);
    const running = other.sql`select pg_sleep(0.2), 1 as one`.execute();
    await other.sql`select 1`;
    await Promise.all([other.close(), running]);
    expect(await code(other.sql`select 1`)).toBe("NOT_SENT");
    expect((await running)[0]?.one).toBe(1);
  });
});

test("all waiting statements are rejected soon without a server, and a server that is back is found soon", async () => {
  await proxy.refuse();
  const started = performance.now();
  const codes = await Promise.all(Array.from({ length: 100 }, () => code(db.sql`select 1`)));
  expect(codes).not.toContain("answered");
  expect(performance.now() - started).toBeLessThan(3_000);
  const opened = proxy.opened();
  await proxy.heal();
  await waitFor("an answer", async () => (await code(db.sql`select 1`)) === "answered", 2_000);
  expect(proxy.opened() - opened).toBeLessThan(50);
});

test("the listener listens again after every loss, also when its first attempt fails", async () => {
  const payloads: string[] = [];
  let times = 0;
  const unlisten = await db.listen(
    "news",
    (payload) => payloads.push(payload),
    () => {
      times += 1;
    },
  );
  const sound = connect(database.target, 1, "sound");
  for (let round = 1; round <= 4; round += 1) {
    const cut = round % 2 === 0 ? proxy.cutAt('listen "news"', "after") : Promise.resolve();
    await sound`select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and application_name = 'retake listen'`;
    await cut;
    await waitFor("it to listen again", () => times > round);
    await sound`select pg_notify('news', ${String(round)})`;
    await waitFor("the notification", () => payloads.includes(String(round)));
  }
  await unlisten();
  await sound`select pg_notify('news', 'late')`;
  await sound.end();
  await ok();
  expect(payloads).toEqual(["1", "2", "3", "4"]);
});
