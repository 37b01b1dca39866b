import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TRANSPORTS } from "../helpers/clients.ts";
import { resynthesize } from "../helpers/typed-call.ts";
import { atRest, entriesOf, type FaultBench, startFaultBench } from "./fault-bench.ts";

let bench: FaultBench;
beforeAll(async () => {
  bench = await startFaultBench();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

async function start() {
  const team = await bench.sound.seed.team();
  const id = await bench.sound.seed.character(team.teamId);
  return { ...team, id };
}

describe.each(TRANSPORTS)("a call over %s whose answer from the database is lost", (transport) => {
  test("returns 503 with Retry-After; sent again with its key it is a replay, and there is one hold", async () => {
    const { teamId, apiKey, id } = await start();
    const key = `lost ${transport} ${id}`;
    const cut = bench.proxy.cutAt(key, "after");
    const first = await resynthesize(transport, bench.app.url, apiKey, id, key);
    expect(first).toMatchObject({ code: "service_unavailable", retryAfter: 1 });
    await cut;
    const again = await resynthesize(transport, bench.app.url, apiKey, id, key);
    expect(again).toMatchObject({ code: "ok", replayed: true });
    await atRest(bench.sound);
    expect(await entriesOf(bench.sound, teamId)).toEqual(["grant", "hold", "capture"]);
  });

  test("returns 503 and is not repeated by the gateway when it has no key", async () => {
    const { teamId, apiKey, id } = await start();
    const cut = bench.proxy.cutAt(id, "after");
    const first = await resynthesize(transport, bench.app.url, apiKey, id, null);
    expect(first).toMatchObject({ code: "service_unavailable", retryAfter: 1 });
    await cut;
    await atRest(bench.sound);
    expect(await entriesOf(bench.sound, teamId)).toEqual(["grant", "hold", "capture"]);
  });
});

describe.each(TRANSPORTS)("a call over %s that never reached the database", (transport) => {
  test("returns 503 and has no effect; sent again with its key it is accepted for the first time", async () => {
    const { teamId, apiKey, id } = await start();
    const key = `unsent ${transport} ${id}`;
    const cut = bench.proxy.cutAt(key, "before");
    const first = await resynthesize(transport, bench.app.url, apiKey, id, key);
    expect(first).toMatchObject({ code: "service_unavailable", retryAfter: 1 });
    await cut;
    expect(await entriesOf(bench.sound, teamId)).toEqual(["grant"]);
    const again = await resynthesize(transport, bench.app.url, apiKey, id, key);
    expect(again).toMatchObject({ code: "ok", replayed: false });
    await atRest(bench.sound);
    expect(await entriesOf(bench.sound, teamId)).toEqual(["grant", "hold", "capture"]);
  });
});

test.each([
  ["settling", "settle_synthesis"],
  ["recording an image", "record_delivered"],
  ["recording that a call is sent", "record_sent"],
])(
  "a worker that loses the answer while %s still ends the synthesis, and requests each image once",
  async (_what, statement) => {
    const { teamId, apiKey, id } = await start();
    const before = bench.provider.calls.length;
    const cut = bench.proxy.cutAt(statement, "after");
    await resynthesize("rest", bench.app.url, apiKey, id, null);
    await cut;
    await atRest(bench.sound);
    const keys = bench.provider.calls.slice(before).map((call) => call.key);
    expect(new Set(keys).size).toBe(keys.length);
    const entries = await entriesOf(bench.sound, teamId);
    expect(entries.slice(0, 2)).toEqual(["grant", "hold"]);
    expect(["capture", "release"]).toContain(entries[2]);
    expect(entries).toHaveLength(3);
  },
);
