import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { BUCKETS, type BucketName } from "../../src/domain/buckets.ts";
import { findRateLimits } from "../../src/operations/get-team.ts";
import { createLocalRateLimiter } from "../../src/services/rate-limits/rate-limits.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { type Answer, type Client, createClient, TRANSPORTS, type Transport } from "../helpers/clients.ts";
import { restCall } from "../helpers/rest-client.ts";
import { UNKNOWN_ID } from "./contract-app.ts";

/** The clocks of the process and of the database stand still, so that every limit is exact. */
let nowMs: number;
let latestMs = 0;
let app: TestApp;
const setClock = async (ms: number) => {
  nowMs = ms;
  latestMs = Math.max(latestMs, ms);
  const at = new Date(ms).toISOString();
  await app.app.db.sql.unsafe(
    `create or replace function retake.clock_now() returns timestamptz language sql volatile as $$ select timestamptz '${at}' $$`,
  );
};
beforeAll(async () => {
  const localRateLimiter = createLocalRateLimiter({ now: () => new Date(nowMs) });
  app = await startTestApp({ roles: ["gateway"], overrides: { localRateLimiter } });
});
beforeEach(() => setClock(Math.floor(Date.now() / 1000) * 1000));
afterAll(async () => {
  // Tokens taken at a later moment would look like too many at an earlier one.
  await setClock(latestMs);
  await app[Symbol.asyncDispose]();
});

const start = async (transport: Transport, credits = 100) => {
  const team = await app.seed.team({ credits });
  const id = await app.seed.character(team.teamId, { status: "reviewing" });
  return { team, id, client: createClient(transport, app.url, team.apiKey) };
};
type Started = Awaited<ReturnType<typeof start>>;

const remaining = async ({ team }: Started) => {
  const states = await findRateLimits(app.app, await callAs(app.app, team.apiKey));
  return Object.fromEntries(states.map((state) => [state.bucket, state.remaining]));
};
const FULL = Object.fromEntries(Object.entries(BUCKETS).map(([name, { burst }]) => [name, burst]));

/** Leaves `left` tokens in a bucket without making its calls. */
const drain = async ({ team }: Started, bucket: BucketName, left: number) => {
  const { burst, intervalMs, exact } = BUCKETS[bucket];
  for (let n = 0; !exact && n < burst - left; n += 1) app.app.localRateLimiter.take(team.teamId, bucket);
  if (!exact) return;
  await app.app.db.sql`select retake.take_token(${team.teamId}, ${bucket}, ${burst}, ${intervalMs})
    from generate_series(1, ${burst - left})`;
};

type Row = readonly [BucketName, string, (client: Client, id: string) => Promise<Answer<unknown>>];
/** Each call with its bucket (docs/contract.md "Buckets"). A call for an unknown character takes a token too. */
const CALLS: readonly Row[] = [
  [
    "characters_synthesize",
    "create",
    (client) => client.create({ body: { name: "M", generate: true, attributes: { age: 3 } } }),
  ],
  ["characters_synthesize", "resynthesize", (client) => client.resynthesize(UNKNOWN_ID)],
  ["characters_synthesize", "regenerate", (client, id) => client.regenerate(id, { body: { pose: "side" } })],
  ["characters_post", "update", (client, id) => client.update(id, { name: "Nina" })],
  ["characters_post", "delete", (client) => client.remove(UNKNOWN_ID)],
  ["characters_post", "save", (client, id) => client.save(id)],
  ["characters_post", "cancel", (client, id) => client.cancel(id)],
  ["characters_post", "restore", (client, id) => client.restore(id, 1)],
  ["characters_get", "get", (client, id) => client.get(id)],
  ["characters_get", "list", (client) => client.list()],
  ["images_post", "createImage", (client) => client.createImage({ body: { prompt: "a lamp" } })],
  ["estimate_post", "estimate", (client) => client.estimate()],
  ["reads", "getImage", (client) => client.getImage("img_01HXMQ7Z3K8Y2NABCDEFGHJKMR")],
  ["reads", "listImages", (client) => client.listImages()],
  ["reads", "balance", (client) => client.balance()],
  ["reads", "createToken", (client) => client.createToken("read", 60)],
];
const EDGES = CALLS.filter(([bucket], index) => CALLS.findIndex(([other]) => other === bucket) === index);

describe.each(TRANSPORTS)("over %s", (transport) => {
  test.each(CALLS)("takes one token of %s: %s", async (bucket, _name, call) => {
    const started = await start(transport);
    await call(started.client, started.id);
    expect(await remaining(started)).toEqual({ ...FULL, [bucket]: BUCKETS[bucket].burst - 1 });
  });

  test.each(EDGES)(
    "%s serves its last token to %s, refuses the next call, and has a token after Retry-After",
    async (bucket, _name, call) => {
      const started = await start(transport);
      const { client, id } = started;
      await drain(started, bucket, 1);
      expect((await call(client, id)).code).not.toBe("rate_limit_exceeded");
      const { intervalMs } = BUCKETS[bucket];
      const wait = Math.max(1, Math.ceil(intervalMs / 1000));
      const limited = await call(client, id);
      expect(limited).toMatchObject({ code: "rate_limit_exceeded", details: { retry_after_seconds: wait } });
      if (transport === "rest") expect([limited.status, limited.details.bucket]).toEqual([429, bucket]);
      const emptyAt = nowMs;
      await setClock(emptyAt + intervalMs - 1);
      expect((await call(client, id)).code).toBe("rate_limit_exceeded");
      await setClock(emptyAt + wait * 1000);
      expect((await call(client, id)).code).not.toBe("rate_limit_exceeded");
    },
  );

  test("admits twelve calls at once and refuses the thirteenth, whose key stays free", async () => {
    const { client } = await start(transport);
    const codes = await Promise.all(Array.from({ length: 13 }, () => client.resynthesize(UNKNOWN_ID, { key: "k" })));
    expect(codes.map(({ code }) => code).sort()).toEqual([
      ...Array(1).fill("rate_limit_exceeded"),
      ...Array(12).fill("resource_not_found"),
    ]);
  });

  test("takes no token for replays and for the responses 400, 401, 403 and 409", async () => {
    const started = await start(transport);
    const { client, id, team } = started;
    await client.resynthesize(id, { key: "k" });
    const after = await remaining(started);
    expect(after.characters_synthesize).toBe(11);
    expect((await client.resynthesize(id, { key: "k" })).replayed).toBe(true);
    expect((await client.resynthesize(id, { key: "k", body: { force_all: true } })).code).toBe(
      "idempotency_key_in_use",
    );
    expect((await client.resynthesize(id, { key: "" })).code).toBe("invalid_format");
    expect((await client.update(id, { name: "" })).code).toBe("value_out_of_range");
    expect((await createClient(transport, app.url, "al_live_nope").resynthesize(id)).status).toBe(401);
    const { value } = await client.createToken("read", 60);
    expect((await createClient(transport, app.url, value?.token ?? "").resynthesize(id)).status).toBe(403);
    expect(await remaining(started)).toEqual({ ...after, reads: Number(after.reads) - 1 });
    expect(team.teamId).toMatch(/^team_/);
  });

  test("limits each team separately", async () => {
    const [one, two] = [await start(transport), await start(transport)];
    await drain(one, "characters_get", 0);
    expect((await one.client.get(one.id)).code).toBe("rate_limit_exceeded");
    expect((await two.client.get(two.id)).code).toBe("ok");
  });
});

test("uploads and creations from uploads take from characters_post", async () => {
  const started = await start("rest");
  const body = { filename: "a.png", extension: "png", content_type: "image/png" };
  const { headers } = await restCall(app.url, started.team.apiKey, "POST", "/v1/characters/uploads/init", { body });
  expect(headers.get("x-ratelimit-remaining")).toBe("59");
  const unknown = { name: "Mina", upload_ids: ["upl_01HXMQ7Z3K8Y2NABCDEFGHJKMR"] };
  await started.client.create({ body: unknown });
  const left = await remaining(started);
  expect([left.characters_synthesize, Number(left.characters_post) <= 59]).toEqual([12, true]);
});

test("both transports share one bucket, which REST shows in its headers", async () => {
  const started = await start("graphql");
  await started.client.get(started.id);
  const { apiKey } = started.team;
  const { headers } = await restCall(app.url, apiKey, "GET", `/v1/characters/${started.id}`);
  const printed = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "ratelimit-policy", "ratelimit"];
  expect(printed.map((name) => headers.get(name))).toEqual([
    "240",
    "238",
    String(nowMs / 1000 + 1),
    '"characters_get";q=240;w=120',
    '"characters_get";r=238;t=1',
  ]);
});
