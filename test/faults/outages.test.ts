import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { subscribe } from "../helpers/subscriber.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { openBackends } from "./backends.ts";
import {
  ANSWER_WITHIN_MS,
  atRest,
  callBoth,
  expectRecovery,
  expectTyped,
  type FaultBench,
  startFaultBench,
  staysAlive,
} from "./fault-bench.ts";

let bench: FaultBench;
beforeAll(async () => {
  bench = await startFaultBench();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

describe("when the database", () => {
  test.each([
    ["refuses connections", () => bench.proxy.refuse()],
    ["hangs up on every connection", () => bench.proxy.hangUp()],
    ["is silent", () => bench.proxy.stall()],
  ] as const)(
    "%s, calls return 503 in time and the process survives; afterwards it works again without a restart",
    {
      timeout: 60_000,
    },
    async (_what, fail) => {
      const calls = await callBoth(bench, "away");
      await fail();
      const answers = await staysAlive(bench.app.url, calls.send);
      for (const answer of answers) {
        expect(answer).toMatchObject({ code: "service_unavailable" });
        expectTyped(answer);
      }
      await bench.proxy.heal();
      await expectRecovery(bench);
      // Calls that returned 503 are resolved by their keys: each happened completely or not at all, and once.
      for (const answer of await calls.send()) expect(answer.code).toBe("ok");
      await atRest(bench.sound);
    },
  );

  test("is silent, /readyz fails and /healthz does not", { timeout: 30_000 }, async () => {
    bench.proxy.stall();
    expect((await fetch(`${bench.app.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${bench.app.url}/healthz`)).status).toBe(200);
    await bench.proxy.heal();
    await waitFor("the process to be ready", async () => (await fetch(`${bench.app.url}/readyz`)).ok);
  });

  test("is unavailable, reconnecting causes no storm of connections", async () => {
    const calls = await callBoth(bench);
    bench.proxy.hangUp();
    const before = bench.proxy.opened();
    await calls.send();
    expect(bench.proxy.opened() - before).toBeLessThan(200);
    await bench.proxy.heal();
    await expectRecovery(bench);
  });
});

describe("connections that become silent", () => {
  test("are given up: calls return 503 in time, and new connections replace them", { timeout: 60_000 }, async () => {
    const calls = await callBoth(bench, "half-open");
    bench.proxy.abandon();
    for (const answer of await staysAlive(bench.app.url, calls.send)) expectTyped(answer);
    await expectRecovery(bench, 2 * ANSWER_WITHIN_MS);
    for (const answer of await calls.send()) expect(answer.code).toBe("ok");
    await atRest(bench.sound);
  });
});

const CHANGES = "subscription ($id: ID!) { characterStatusChanged(id: $id) { version } }";
type Change = { characterStatusChanged: { version: number } };

test("a subscription continues without a gap when every connection of its process is ended", async () => {
  const { app, sound } = bench;
  const { apiKey, teamId } = await sound.seed.team();
  const id = await sound.seed.character(teamId);
  await using stream = subscribe<Change>(app.url, apiKey, CHANGES, { id });
  await using backends = openBackends(sound.database.target);
  await stream.take(1);
  for (let n = 0; n < 5; n += 1) {
    expect(await backends.terminate()).toBeGreaterThan(0);
    await backends.sql`select retake.update_character(${teamId}, ${id}, ${`Name ${n}`}, false, null)`;
    await stream.take(n + 2);
  }
  expect(stream.received.map((change) => change.characterStatusChanged.version)).toEqual([1, 2, 3, 4, 5, 6]);
});
