import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { type Client, createClient, TRANSPORTS } from "../helpers/clients.ts";
import { createFakeProvider, type FakeProvider, hang, paint } from "../helpers/fake-provider.ts";
import { waitFor } from "../helpers/wait-for.ts";

let app: TestApp;
let provider: FakeProvider;
let held: Promise<void> | null = null;
beforeAll(async () => {
  provider = createFakeProvider({
    script: async (_request, call, nth) => {
      if (held) await Promise.race([held, hang(call)]);
      return paint(nth);
    },
  });
  app = await startTestApp({ overrides: { provider } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

/** Leaves calls to the provider unanswered until the returned function is called. */
function holdImages(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  held = promise;
  return () => {
    held = null;
    resolve();
  };
}

/** Waits until the character has left `synthesizing`. */
const settled = (client: Client, id: string) =>
  waitFor("the end of the synthesis", async () => {
    const { value } = await client.get(id);
    return value?.status !== "synthesizing" && value;
  });

describe.each(TRANSPORTS)("resynthesize over %s", (transport) => {
  const start = async (options: { credits?: number; status?: "ready" | "reviewing" | "failed" } = {}) => {
    const team = await app.seed.team(options.credits === undefined ? {} : { credits: options.credits });
    const id = await app.seed.character(team.teamId, options.status === undefined ? {} : { status: options.status });
    return { team, id, client: createClient(transport, app.url, team.apiKey) };
  };

  test.each(["ready", "reviewing", "failed"] as const)(
    "returns synthesizing at once for a %s character and ends in reviewing with four new refs",
    async (status) => {
      const { id, client } = await start({ status });
      const before = (await client.get(id)).value;
      const answer = await client.resynthesize(id, { key: "one" });
      expect(answer).toMatchObject({ code: "ok", status: 200, replayed: false });
      expect(answer.value).toMatchObject({ id, status: "synthesizing", error_message: null });
      // The old set stays current until the new one is complete.
      expect(answer.value?.refs.map((ref) => new URL(ref.url).pathname)).toEqual(
        before?.refs.map((ref) => new URL(ref.url).pathname),
      );
      const after = await settled(client, id);
      expect(after.status).toBe("reviewing");
      expect(after.refs.map((ref) => ref.pose)).toEqual(["portrait", "front", "side", "back"]);
      for (const ref of after.refs) {
        const image = await fetch(ref.url);
        expect(image.status).toBe(200);
        expect(image.headers.get("content-type")).toBe("image/webp");
      }
      expect((await client.balance()).value).toEqual({ total: 96, held: 0, available: 96 });
    },
  );

  test("is replayed for free when the same key is sent again", async () => {
    const { id, client } = await start();
    const first = await client.resynthesize(id, { key: "same" });
    await settled(client, id);
    const again = await client.resynthesize(id, { key: "same" });
    expect(again).toMatchObject({ code: "ok", replayed: true, status: first.status });
    // REST repeats the first response; GraphQL shows its present state.
    expect(again.value?.status).toBe(transport === "rest" ? "synthesizing" : "reviewing");
    expect((await client.balance()).value).toEqual({ total: 96, held: 0, available: 96 });
  });

  test("starts a new synthesis for each call without a key", async () => {
    const { id, client } = await start();
    await client.resynthesize(id);
    await settled(client, id);
    const second = await client.resynthesize(id);
    expect(second).toMatchObject({ code: "ok", replayed: false });
    await settled(client, id);
    expect((await client.balance()).value?.total).toBe(92);
  });

  test("refuses a key that was used with another body or another character, and charges nothing", async () => {
    const { team, id, client } = await start();
    const other = await app.seed.character(team.teamId);
    await client.resynthesize(id, { key: "k" });
    const otherBody = await client.resynthesize(id, { key: "k", body: { force_all: false } });
    expect(otherBody).toMatchObject({ code: "idempotency_key_in_use", details: { reason: "other_body" } });
    const otherTarget = await client.resynthesize(other, { key: "k" });
    expect(otherTarget).toMatchObject({ code: "idempotency_key_in_use", details: { reason: "other_operation" } });
    await settled(client, id);
    expect((await client.balance()).value?.total).toBe(96);
  });

  test("reports the status and the eligible statuses of a character that is synthesizing", async () => {
    const { id, client } = await start();
    const release = holdImages();
    try {
      await client.resynthesize(id, { key: "a" });
      expect(await client.resynthesize(id, { key: "b" })).toMatchObject({
        code: "invalid_request_error",
        details: { status: "synthesizing", eligible: ["reviewing", "ready", "failed"] },
      });
    } finally {
      release();
    }
    expect((await settled(client, id)).status).toBe("reviewing");
  });

  test("returns the amounts when credits are missing, changes nothing, and leaves the key free", async () => {
    const { team, id, client } = await start({ credits: 3 });
    const answer = await client.resynthesize(id, { key: "poor" });
    expect(answer).toMatchObject({ code: "insufficient_credits", details: { required: 4, available: 3, held: 0 } });
    expect((await client.get(id)).value?.status).toBe("ready");
    await app.app.db.sql`select retake.grant_credits(${team.teamId}, 1, null, 1000)`;
    expect(await client.resynthesize(id, { key: "poor" })).toMatchObject({ code: "ok", replayed: false });
    await settled(client, id);
  });

  test("answers another team's, a deleted and an unknown character with the same not found", async () => {
    const { client } = await start();
    const stranger = await start();
    for (const id of [stranger.id, "char_01HXMQ7Z3K8Y2NABCDEFGHJKMR", "nonsense", "a b\u0000c"]) {
      expect((await client.resynthesize(id)).code, id).toBe("resource_not_found");
    }
  });

  test("is followed by a save that makes the character ready; a second save changes nothing", async () => {
    const { id, client } = await start();
    await client.resynthesize(id);
    expect(await client.save(id)).toMatchObject({ code: "invalid_request_error", details: { status: "synthesizing" } });
    await settled(client, id);
    expect((await client.save(id)).value?.status).toBe("ready");
    expect((await client.save(id)).value?.status).toBe("ready");
  });

  test("returns 401 without a usable API key", async () => {
    const { id } = await start();
    expect(await createClient(transport, app.url, null).resynthesize(id)).toMatchObject({
      code: "missing_api_key",
      status: 401,
    });
    expect(await createClient(transport, app.url, "al_live_nope").resynthesize(id)).toMatchObject({
      code: "invalid_api_key",
      status: 401,
    });
  });
});

test("a call accepted over one transport is replayed when it is sent again over the other", async () => {
  const team = await app.seed.team();
  const rest = createClient("rest", app.url, team.apiKey);
  const graphql = createClient("graphql", app.url, team.apiKey);
  const [one, two] = [await app.seed.character(team.teamId), await app.seed.character(team.teamId)];
  expect((await rest.resynthesize(one, { key: "x" })).replayed).toBe(false);
  expect((await graphql.resynthesize(one, { key: "x" })).replayed).toBe(true);
  expect((await graphql.resynthesize(two, { key: "y", body: { force_all: true } })).replayed).toBe(false);
  expect((await rest.resynthesize(two, { key: "y", body: { force_all: true } })).replayed).toBe(true);
  await settled(rest, one);
  await settled(rest, two);
  expect((await rest.balance()).value?.total).toBe(92);
});

test("accepts one of fifty parallel calls with one key, half of them over REST and half over GraphQL, and replays 49", async () => {
  const team = await app.seed.team();
  const id = await app.seed.character(team.teamId);
  const before = provider.calls.length;
  const clients = TRANSPORTS.map((transport) => createClient(transport, app.url, team.apiKey));
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => (clients[i % 2] as Client).resynthesize(id, { key: "once" })),
  );
  expect(answers.map((a) => a.code)).toEqual(Array(50).fill("ok"));
  expect(answers.filter((a) => !a.replayed)).toHaveLength(1);
  // A replay over GraphQL shows the present state of the character, whose synthesis may have ended.
  for (const { value, replayed } of answers) {
    expect(["synthesizing", "reviewing"]).toContain(value?.status);
    if (!replayed) expect(value?.status).toBe("synthesizing");
  }
  await settled(clients[0] as Client, id);
  expect(provider.calls.length - before).toBe(4);
  const entries = await app.app.db
    .sql`select kind, amount::int from retake.ledger_entries where team_id = ${team.teamId} order by seq`;
  expect(entries.map((e) => [e.kind, e.amount])).toEqual([
    ["grant", 100],
    ["hold", 4],
    ["capture", 4],
  ]);
});
