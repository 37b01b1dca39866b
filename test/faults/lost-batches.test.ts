import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { TRANSPORTS } from "../helpers/clients.ts";
import { type FaultProxy, startFaultProxy } from "../helpers/fault-proxy.ts";
import { resynthesize } from "../helpers/typed-call.ts";
import { entriesOf } from "./fault-bench.ts";

let sound: TestApp;
let proxy: FaultProxy;
/** Reaches its database through the proxy, and sends every accept as a batch. */
let gateway: TestApp;
beforeAll(async () => {
  sound = await startTestApp({ roles: [] });
  proxy = await startFaultProxy(sound.database.target);
  const env = { ACCEPT_BATCHING: "always" };
  gateway = await startTestApp({ beside: sound, target: proxy.target, roles: ["gateway"], env });
});
afterAll(async () => {
  await proxy.heal();
  await gateway[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await sound[Symbol.asyncDispose]();
});

/** A call for each of so many characters of so many teams, in both transports. */
async function makeCalls(name: string, teamCount: number, characters: number) {
  const teams = await Promise.all(
    Array.from({ length: teamCount }, () => sound.seed.team({ credits: 4 * characters })),
  );
  const of = teams.map(async ({ teamId, apiKey }, team) => {
    const ids = await Promise.all(Array.from({ length: characters }, () => sound.seed.character(teamId)));
    return ids.map((id, nth) => ({
      teamId,
      apiKey,
      id,
      key: `${name} ${id}`,
      transport: TRANSPORTS[(team + nth) % 2] ?? "rest",
    }));
  });
  return { teams, calls: (await Promise.all(of)).flat() };
}

test.each(["before", "after"] as const)(
  "a batch whose connection breaks %s it ran is 503 for each call in it; sent again each key is accepted once",
  async (when) => {
    // A team of its own for each, so that none is blocked by another and left out of its batch.
    const { teams, calls } = await makeCalls(when, 12, 1);
    const send = ({ transport, apiKey, id, key }: (typeof calls)[number]) =>
      resynthesize(transport, gateway.url, apiKey, id, key);
    const cut = proxy.cutAt(calls[5]?.key ?? "", when);
    const first = await Promise.all(calls.map(send));
    await cut;
    const lost = first.filter(({ code }) => code !== "ok");
    expect(lost.length).toBeGreaterThan(0);
    for (const answer of lost) expect(answer).toMatchObject({ code: "service_unavailable", retryAfter: 1 });

    const again = await Promise.all(calls.map(send));
    expect(again.map(({ code }) => code)).toEqual(calls.map(() => "ok"));
    const wasAccepted = first.map(({ code }) => code === "ok" || when === "after");
    expect(again.map(({ replayed }) => replayed)).toEqual(wasAccepted);
    for (const { teamId } of teams) {
      expect(await entriesOf(sound, teamId)).toEqual(["grant", "hold"]);
    }
  },
);

test("two processes that get the same keys at once in batches accept each key once, without a deadlock", async () => {
  await using second = await startTestApp({
    beside: sound,
    roles: ["gateway"],
    env: { ACCEPT_BATCHING: "always" },
  });
  const { teams, calls } = await makeCalls("both", 3, 4);
  const answers = await Promise.all(
    [gateway.url, second.url].flatMap((url, nth) => {
      const order = nth === 0 ? calls : calls.toReversed();
      return order.map(async ({ transport, apiKey, id, key }) => ({
        key,
        ...(await resynthesize(transport, url, apiKey, id, key)),
      }));
    }),
  );
  for (const { key } of calls) {
    const mine = answers.filter((answer) => answer.key === key);
    expect(mine.map(({ code }) => code)).toEqual(["ok", "ok"]);
    expect(mine.map(({ replayed }) => replayed).sort()).toEqual([false, true]);
  }
  for (const { teamId } of teams) {
    expect(await entriesOf(sound, teamId)).toEqual(["grant", ...Array.from({ length: 4 }, () => "hold")]);
  }
});
