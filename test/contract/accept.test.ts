import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createClient, TRANSPORTS } from "../helpers/clients.ts";
import { createFakeProvider, type FakeProvider, paint } from "../helpers/fake-provider.ts";
import { settled } from "./contract-app.ts";

/** What was committed for each synthesis when the provider was called, by the provider's idempotency key. */
const committed = new Map<string, unknown>();
let app: TestApp;
let provider: FakeProvider;
beforeAll(async () => {
  provider = createFakeProvider({
    script: async (_request, { key }, nth) => {
      const [id = ""] = key.split(":");
      const [row] = await app.app.db.sql`
        select s.status, e.kind, e.amount::int as held, c.status as character,
               (select count(*)::int from retake.generations g where g.synthesis_id = s.id) as generations,
               (select count(*)::int from retake.idempotency_keys k where k.team_id = s.team_id and k.outcome is not null) as keys
          from retake.syntheses s join retake.ledger_entries e on e.synthesis_id = s.id left join retake.characters c on c.id = s.character_id
         where s.id = ${id}`;
      committed.set(key, row);
      return paint(nth);
    },
  });
  app = await startTestApp({ overrides: { provider } });
});
afterAll(() => app[Symbol.asyncDispose]());

describe.each(TRANSPORTS)("over %s", (transport) => {
  test("calls the provider once for each image, after hold, synthesis, generations, status change and key are committed", async () => {
    const team = await app.seed.team();
    const id = await app.seed.character(team.teamId);
    const client = createClient(transport, app.url, team.apiKey);
    committed.clear();
    const before = provider.calls.length;
    await client.resynthesize(id, { key: "k" });
    await settled(client, id);
    expect([...committed.values()]).toEqual(
      Array(4).fill({ status: "running", kind: "hold", held: 4, character: "synthesizing", generations: 4, keys: 1 }),
    );
    const keys = provider.calls.slice(before).map(({ key }) => key);
    expect(new Set(keys).size).toBe(4);
    expect(keys.map((key) => key.split(":")[1]).sort()).toEqual(["back", "front", "portrait", "side"]);
  });

  test("does not call the provider for a refused call, which changes nothing but the rate limit bucket", async () => {
    const team = await app.seed.team({ credits: 3 });
    const id = await app.seed.character(team.teamId);
    const client = createClient(transport, app.url, team.apiKey);
    const before = provider.calls.length;
    const rows = () => app.app.db.sql`
      select (select count(*) from retake.syntheses s where s.team_id = t.id) as syntheses, t.entry_seq, t.event_seq, t.held,
             t.open_syntheses, (select count(*) from retake.idempotency_keys k where k.team_id = t.id) as keys,
             (select count(*) from retake.characters c where c.team_id = t.id) as characters
        from retake.teams t where t.id = ${team.teamId}`;
    const untouched = await rows();
    expect((await client.resynthesize(id, { key: "k" })).code).toBe("insufficient_credits");
    expect((await client.create({ key: "k", body: { name: "N", generate: true, attributes: { age: 3 } } })).code).toBe(
      "insufficient_credits",
    );
    expect((await client.regenerate("char_none", { key: "k", body: { pose: "side" } })).code).toBe(
      "resource_not_found",
    );
    expect(await rows()).toEqual(untouched);
    expect(provider.calls).toHaveLength(before);
  });
});
