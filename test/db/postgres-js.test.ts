import { once } from "node:events";
import { type AddressInfo, createServer, connect as openSocket, type Server, type Socket } from "node:net";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/db/client.ts";
import { createClient } from "../../src/db/postgres-js/client.ts";
import { driverOptions } from "../helpers/connect.ts";
import { createTestDatabase, type TestDatabase } from "../helpers/database.ts";
import { waitFor } from "../helpers/wait-for.ts";

/**
 * Each workaround in src/db/postgres-js has two tests: one shows that the driver alone still has the defect, the other that
 * Retake does not. When the first one fails after an upgrade of the driver, the workaround can be removed.
 */
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ ...database.target, poolSize: 1 });
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});

/** The driver with its own types and sockets. */
async function withDriver<T>(use: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const options = driverOptions(database.target.settings);
  const sql = postgres({ ...options, max: 1, fetch_types: false, onnotice: () => {} });
  try {
    return await use(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

describe("after an error between the rows of a result (porsager/postgres#1119)", () => {
  const FAILS_IN_ROW_4 = "select 100 / (4 - n) as n from generate_series(1, 10) n where 1 = $1";
  const rowsAfterIt = async (sql: Pick<postgres.Sql, "unsafe">) => {
    await expect(sql.unsafe(FAILS_IN_ROW_4, [1])).rejects.toMatchObject({ code: "22012" });
    return [...(await sql.unsafe("select 7 as seven where 1 = $1", [1]))];
  };

  test("the driver's next result begins with holes", async () => {
    expect(await withDriver(rowsAfterIt)).toEqual([undefined, undefined, undefined, { seven: 7 }]);
  });

  test("the pool's next result is complete, on the same connection", async () => {
    const pid = async () => (await db.sql`select pg_backend_pid() as pid`)[0]?.pid as number;
    const before = await pid();
    for (let round = 0; round < 20; round += 1) expect(await rowsAfterIt(db.sql)).toEqual([{ seven: 7 }]);
    expect(await pid()).toBe(before);
  });
});

describe("a statement that the driver sends again after a changed plan (#1197)", () => {
  /** The text is prepared and then its table changed, so that the server requires a new plan. */
  const valuesAfterChange = async (sql: postgres.Sql | Database["sql"], table: string) => {
    await sql.unsafe(`create table ${table} (id int); insert into ${table} values (1)`);
    const ask = () =>
      (sql as postgres.Sql)`
        select t.*, ${true}::boolean as yes, ${sql.json({ a: [1, "x"] })}::jsonb as json,
               ${Buffer.from([1, 255])}::bytea as bytes, ${new Date(0)}::timestamptz as epoch
          from ${(sql as postgres.Sql)(table)} t`;
    await ask();
    await sql.unsafe(`alter table ${table} add column more int`);
    const [row] = await ask();
    return {
      yes: row?.yes as unknown,
      json: row?.json as unknown,
      bytes: row?.bytes as unknown,
      epoch: row?.epoch as unknown,
    };
  };

  test("has other values with the driver's types", async () => {
    const { yes, json } = await withDriver((sql) => valuesAfterChange(sql, "public.changed_by_driver"));
    expect(yes).toBe(false);
    expect(json).not.toEqual({ a: [1, "x"] });
  });

  test("has the same values with Retake's types", async () => {
    expect(await valuesAfterChange(db.sql, "public.changed_by_pool")).toEqual({
      yes: true,
      json: { a: [1, "x"] },
      bytes: Buffer.from([1, 255]),
      epoch: new Date(0),
    });
  });

  test("arrays and JSON texts are returned unchanged", async () => {
    const ask = () => db.sql`
      select ${["a", 'q"', "b\\c", "NULL", ""]}::text[] as texts, ${[1, -2]}::int[] as ints, ${db.sql.json("text")}::jsonb as json`;
    const expected = { texts: ["a", 'q"', "b\\c", "NULL", ""], ints: [1, -2], json: "text" };
    expect((await ask())[0]).toEqual(expected);
    expect((await ask())[0]).toEqual(expected);
  });
});

/** A server for tests. It counts connections and handles them with the given function. */
async function startPeer(onConnect: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  let accepted = 0;
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    onConnect(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    accepted: () => accepted,
    [Symbol.asyncDispose]: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function clientOf(open: () => Promise<Socket>) {
  return createClient({
    user: "u",
    password: "",
    database: "d",
    applicationName: "test",
    prepare: true,
    openSocket: open,
    onLost: () => {},
  });
}

describe("a server that accepts and closes (#1193)", () => {
  test("is connected to repeatedly by the driver, and its statement never settles", async () => {
    await using peer = await startPeer((socket) => socket.end());
    const sql = postgres({ host: "127.0.0.1", port: peer.port, user: "u", database: "d", max: 1, fetch_types: false });
    const statement = sql`select 1`.then(
      () => "answered",
      () => "rejected",
    );
    await waitFor("many attempts", () => peer.accepted() > 20);
    const pending = await Promise.race([statement, Promise.resolve("pending")]);
    expect(pending).toBe("pending");
    await sql.end({ timeout: 0 });
  });

  test("is connected to once by Retake's client, and its statement is rejected", async () => {
    await using peer = await startPeer((socket) => socket.end());
    const client = clientOf(async () => {
      const socket = openSocket(peer.port, "127.0.0.1");
      await once(socket, "connect");
      return socket;
    });
    await expect(client.sql`select 1`).rejects.toThrow();
    expect(peer.accepted()).toBe(1);
    expect(client.isUsable()).toBe(false);
  });
});

test("a server that no longer answers keeps the socket of an ended driver, but not Retake's (#1089, #1130)", async () => {
  await using peer = await startPeer((socket) => socket.resume());
  const sockets: Socket[] = [];
  const socket = async () => {
    const opened = openSocket(peer.port, "127.0.0.1");
    await once(opened, "connect");
    sockets.push(opened);
    return opened;
  };
  const theirs = postgres({ user: "u", database: "d", max: 1, fetch_types: false, socket } as postgres.Options<
    Record<string, never>
  >);
  const pending = theirs`select 1`.catch(() => "rejected");
  await waitFor("the driver's connection", () => sockets.length === 1);
  await theirs.end({ timeout: 0 });
  const client = clientOf(socket);
  const statement = client.sql`select 1`.catch(() => "rejected");
  await waitFor("our connection", () => sockets.length === 2);
  client.close();
  await waitFor("the end of our socket", () => sockets[1]?.destroyed === true);
  expect(sockets[0]?.destroyed).toBe(false);
  expect([await pending, await statement]).toEqual(["rejected", "rejected"]);
  sockets[0]?.destroy();
});
