import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findViolations } from "../../src/services/verify/find-violations.ts";
import { atRest, entriesOf, passQueueTime } from "../faults/fault-bench.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { TRANSPORTS } from "../helpers/clients.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { type FaultProxy, startFaultProxy } from "../helpers/fault-proxy.ts";
import { resynthesize } from "../helpers/typed-call.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { startServer } from "./server.ts";

let gateway: TestApp;
let proxy: FaultProxy;
beforeAll(async () => {
  gateway = await startTestApp({ roles: ["gateway"] });
  proxy = await startFaultProxy(gateway.database.target);
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await gateway[Symbol.asyncDispose]();
});

async function start() {
  const team = await gateway.seed.team();
  const id = await gateway.seed.character(team.teamId);
  return { ...team, id, key: `key of ${id}` };
}

/** A process that reaches its database through the proxy, to be killed while the proxy withholds an answer. */
const startVictim = (roles: string) => startServer(proxy.target, gateway.dataDir, { roles });

test("a gateway killed between the accept and its answer leaves one hold, and the key replays over either transport", {
  timeout: 60_000,
}, async () => {
  await using victim = await startVictim("gateway");
  const { teamId, apiKey, id, key } = await start();
  const accepted = proxy.holdAt(key, "after");
  const lost = resynthesize("rest", victim.url ?? "", apiKey, id, key).catch(() => "no answer");
  await accepted;
  await victim.kill("SIGKILL");
  expect(await lost).toBe("no answer");
  for (const transport of TRANSPORTS) {
    const again = await resynthesize(transport, gateway.url, apiKey, id, key);
    expect(again).toMatchObject({ code: "ok", replayed: true });
  }
  expect(await findViolations(gateway.app.db)).toEqual([]);
  const provider = createFakeProvider();
  await using _worker = await startTestApp({ beside: gateway, roles: ["worker"], overrides: { provider } });
  await atRest(gateway);
  expect(await entriesOf(gateway, teamId)).toEqual(["grant", "hold", "capture"]);
});

describe("a worker killed", () => {
  test.each([
    ["before its first call", "record_sent", "after", true, "capture"],
    ["between a call and its record", "record_delivered", "before", true, "capture"],
    ["between a call and its record, whose provider does not dedupe,", "record_delivered", "before", false, "release"],
    ["before it settles", "settle_synthesis", "before", false, "capture"],
    ["after it has settled, before the answer arrives", "settle_synthesis", "after", false, "capture"],
  ] as const)(
    "%s is replaced; there is one hold and one end, and the key replays",
    { timeout: 60_000 },
    async (_what, statement, when, dedupes, end) => {
      const { teamId, apiKey, id, key } = await start();
      const victim = await startVictim("worker");
      const reached = proxy.holdAt(statement, when);
      expect((await resynthesize("rest", gateway.url, apiKey, id, key)).code).toBe("ok");
      await reached;
      await victim.kill("SIGKILL");
      expect(await findViolations(gateway.app.db)).toEqual([]);

      await passQueueTime(gateway);
      // The provider of the killed process, because another one would know nothing of its calls.
      const provider = createFakeProvider({ id: "sandbox", dedupes });
      await using _next = await startTestApp({ beside: gateway, roles: ["worker"], overrides: { provider } });
      const ended = async () => {
        await passQueueTime(gateway, false);
        return (await entriesOf(gateway, teamId)).length === 3;
      };
      await waitFor("the end of the synthesis", ended, 30_000);
      expect(await entriesOf(gateway, teamId)).toEqual(["grant", "hold", end]);
      const keys = provider.calls.map((call) => call.key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(await resynthesize("graphql", gateway.url, apiKey, id, key)).toMatchObject({ code: "ok", replayed: true });
      expect(await findViolations(gateway.app.db)).toEqual([]);
    },
  );
});
