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

/** Calls of the provider stay unanswered until the returned function is called. */
function holdPictures(): () => void {
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
    "from %s answers synthesizing at once and ends reviewing with four new refs",
    async (status) => {
      const { id, client } = await start({ status });
      const before = (await client.get(id)).value;
      const answer = await client.resynthesize(id, { key: "one" });
      expect(answer).toMatchObject({ code: "ok", status: 200, replayed: false });
      expect(answer.value).toMatchObject({ id, status: "synthesizing", error_message: null });
      // The old set stays until the new one is whole.
      expect(answer.value?.refs.map((ref) => new URL(ref.url).pathname)).toEqual(
        before?.refs.map((ref) => new URL(ref.url).pathname),
      );
      const after = await settled(client, id);
      expect(after.status).toBe("reviewing");
      expect(after.refs.map((ref) => ref.pose)).toEqual(["portrait", "front", "side", "back"]);
      for (const ref of after.refs) {
        const picture = await fetch(ref.url);
        expect(picture.status).toBe(200);
        expect(picture.headers.get("content-type")).toBe("image/webp");
      }
      expect((await client.balance()).value).toEqual({ total: 96, held: 0, available: 96 });
    },
  );

  test("sent again with the same key is a replay and costs nothing", async () => {
    const { id, client } = await start();
    const first = await client.resynthesize(id, { key: "same" });
    await settled(client, id);
    const again = await client.resynthesize(id, { key: "same" });
    expect(again).toMatchObject({ code: "ok", replayed: true, status: first.status });
    // REST tells the first answer again; GraphQL shows the character as it is now.
    expect(again.value?.status).toBe(transport === "rest" ? "synthesizing" : "reviewing");
    expect((await client.balance()).value).toEqual({ total: 96, held: 0, available: 96 });
  });

  test("without a key each call is a new one", async () => {
    const { id, client } = await start();
    await client.resynthesize(id);
    await settled(client, id);
    const second = await client.resynthesize(id);
    expect(second).toMatchObject({ code: "ok", replayed: false });
    await settled(client, id);
    expect((await client.balance()).value?.total).toBe(92);
  });

  test("with the key of another body or another character is refused and costs nothing", async () => {
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

  test("of a character that is synthesizing says so and which states are eligible", async () => {
    const { id, client } = await start();
    const release = holdPictures();
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

  test("with too few credits says the numbers, leaves no trace, and the key stays free", async () => {
    const { team, id, client } = await start({ credits: 3 });
    const answer = await client.resynthesize(id, { key: "poor" });
    expect(answer).toMatchObject({ code: "insufficient_credits", details: { required: 4, available: 3, held: 0 } });
    expect((await client.get(id)).value?.status).toBe("ready");
    await app.app.db.sql`select retake.grant_credits(${team.teamId}, 1, null, 1000)`;
    expect(await client.resynthesize(id, { key: "poor" })).toMatchObject({ code: "ok", replayed: false });
    await settled(client, id);
  });

  test("of another team's, a deleted or an unknown character is the same not found", async () => {
    const { client } = await start();
    const stranger = await start();
    for (const id of [stranger.id, "char_01HXMQ7Z3K8Y2NABCDEFGHJKMR", "nonsense", "a b\u0000c"]) {
      expect((await client.resynthesize(id)).code, id).toBe("resource_not_found");
    }
  });

  test("then save makes it ready; a second save changes nothing", async () => {
    const { id, client } = await start();
    await client.resynthesize(id);
    expect(await client.save(id)).toMatchObject({ code: "invalid_request_error", details: { status: "synthesizing" } });
    await settled(client, id);
    expect((await client.save(id)).value?.status).toBe("ready");
    expect((await client.save(id)).value?.status).toBe("ready");
  });

  test("without a usable key of the API is 401", async () => {
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

test("a call accepted over one transport and sent again over the other is a replay", async () => {
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

test("of fifty parallel calls with one key, half of them REST and half GraphQL, one is accepted and 49 are replays", async () => {
  const team = await app.seed.team();
  const id = await app.seed.character(team.teamId);
  const before = provider.calls.length;
  const clients = TRANSPORTS.map((transport) => createClient(transport, app.url, team.apiKey));
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => (clients[i % 2] as Client).resynthesize(id, { key: "once" })),
  );
  expect(answers.map((a) => a.code)).toEqual(Array(50).fill("ok"));
  expect(answers.filter((a) => !a.replayed)).toHaveLength(1);
  // A replay over GraphQL shows the character as it is now: the synthesis may have ended.
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
