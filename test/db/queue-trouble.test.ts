import { afterEach, expect, test, vi } from "vitest";
import { createBoss } from "../../src/db/queue.ts";
import { DEFAULT_SCHEMA } from "../../src/db/schema-name.ts";
import { connect } from "../helpers/connect.ts";
import { createTestDatabase } from "../helpers/database.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("the queue's timers cause no unhandled rejection while the database is unavailable", async () => {
  await using database = await createTestDatabase();
  const sql = connect(database.target, 1, "test");
  vi.useFakeTimers({ toFake: ["setInterval"] });
  const boss = createBoss({ sql }, database.target.schema ?? DEFAULT_SCHEMA, "migrate");
  const stray: unknown[] = [];
  const listen = (error: unknown) => stray.push(error);
  process.on("unhandledRejection", listen);
  try {
    await boss.start();
    await sql.end();
    const asked = vi.spyOn(sql, "unsafe");
    await vi.advanceTimersByTimeAsync(120_000);
    expect(asked).toHaveBeenCalled();
    await Promise.allSettled(asked.mock.results.map(({ value }) => value as Promise<unknown>));
    // A rejection is unhandled if it has no handler after one turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    expect(stray).toEqual([]);
  } finally {
    process.off("unhandledRejection", listen);
    await boss.stop({ graceful: false, close: false });
  }
});
