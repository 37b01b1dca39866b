import { describe, expect, test } from "vitest";
import { revokeKey } from "../../src/operations/operator.ts";
import { type Answer, type Client, createClient, TRANSPORTS } from "../helpers/clients.ts";
import { expectOk } from "../helpers/seed.ts";
import { contractApp, UNKNOWN_ID } from "./contract-app.ts";

const contract = contractApp();

/** Empties the bucket for an hour without making its calls. Call `refill` afterwards. */
const drain = (teamId: string, bucket: "characters_synthesize" | "images_post") =>
  contract.app().app.db.sql`
    insert into retake.buckets (team_id, bucket, full_at) values (${teamId}, ${bucket}, retake.clock_now() + interval '1 hour')
    on conflict (team_id, bucket) do update set full_at = excluded.full_at`;
const refill = (teamId: string) => contract.app().app.db.sql`delete from retake.buckets where team_id = ${teamId}`;

/** The keyed calls that each of the reasons can refuse, with their buckets. */
type Call = (client: Client, id: string, key: string) => Promise<Answer<unknown>>;
const ABOUT: readonly (readonly [string, "characters_synthesize" | "images_post", Call])[] = [
  ["resynthesize", "characters_synthesize", (client, id, key) => client.resynthesize(id, { key })],
  ["regenerate", "characters_synthesize", (client, id, key) => client.regenerate(id, { key, body: { pose: "side" } })],
  [
    "createImage",
    "images_post",
    (client, id, key) => client.createImage({ key, body: { prompt: "x", character_id: id } }),
  ],
];

describe.each(TRANSPORTS)("over %s", (transport) => {
  test.each(ABOUT)(
    "%s reports 409 before 429, 429 before 404, 404 before the status, and the status before 402",
    async (_name, bucket, call) => {
      const { client, team, id } = await contract.start(transport, { credits: 1, status: "ready" });
      expect((await client.createImage({ key: "taken", body: { prompt: "y" } })).code).toBe("ok");

      // Everything is wrong at once: the key is taken, the bucket is empty, the character is unknown, no credits are
      // left.
      await drain(team.teamId, bucket);
      expect((await call(client, UNKNOWN_ID, "taken")).code).toBe("idempotency_key_in_use");
      expect((await call(client, UNKNOWN_ID, "free")).code).toBe("rate_limit_exceeded");

      await refill(team.teamId);
      expect((await call(client, UNKNOWN_ID, "free")).code).toBe("resource_not_found");
      const state = bucket === "images_post" ? "character_not_ready" : "invalid_request_error";
      const busy = await contract.start(transport, { credits: 4 });
      const hold = contract.holdImages();
      await busy.client.resynthesize(busy.id);
      expect((await call(busy.client, busy.id, "free")).code).toBe(state);
      hold();
      expect((await call(client, id, "free")).code).toBe("insufficient_credits");
    },
  );

  test.each(ABOUT)(
    "%s leaves the key free when the call is refused, and accepts it afterwards",
    async (_name, bucket, call) => {
      const { client, team, id } = await contract.start(transport, { credits: 4 });
      await drain(team.teamId, bucket);
      expect((await call(client, id, "k")).code).toBe("rate_limit_exceeded");
      await refill(team.teamId);
      expect((await call(client, UNKNOWN_ID, "k")).code).toBe("resource_not_found");
      await contract.app().app.db.sql`update retake.teams set total = 0 where id = ${team.teamId}`;
      expect((await call(client, id, "k")).code).toBe("insufficient_credits");
      await contract.app().app.db.sql`update retake.teams set total = 4 where id = ${team.teamId}`;
      const accepted = await call(client, id, "k");
      expect([accepted.code, accepted.replayed]).toEqual(["ok", false]);
    },
  );

  test("validates the input before the key, even if the key could be replayed", async () => {
    const { client, id } = await contract.start(transport);
    expect((await client.regenerate(id, { key: "k", body: { pose: "side" } })).code).toBe("ok");
    const long = { pose: "side", prompt_override: "x".repeat(1001) };
    expect((await client.regenerate(id, { key: "k", body: long })).code).toBe("value_out_of_range");
  });

  test("replays without a rate limit token while the bucket is empty", async () => {
    const { client, team, id } = await contract.start(transport);
    await client.resynthesize(id, { key: "k" });
    await drain(team.teamId, "characters_synthesize");
    expect((await client.resynthesize(id)).code).toBe("rate_limit_exceeded");
    expect(await client.resynthesize(id, { key: "k" })).toMatchObject({ code: "ok", replayed: true });
    const [bucket] = await contract.app().app.db.sql`select full_at from retake.buckets where team_id = ${team.teamId}`;
    await client.resynthesize(id, { key: "k" });
    expect(await contract.app().app.db.sql`select full_at from retake.buckets where team_id = ${team.teamId}`).toEqual([
      bucket,
    ]);
    await refill(team.teamId);
  });

  test("replays without credits, but not with a revoked API key", async () => {
    const { client, team, id } = await contract.start(transport, { credits: 4 });
    await client.resynthesize(id, { key: "k" });
    expect(await client.resynthesize(id, { key: "k" })).toMatchObject({ code: "ok", replayed: true });
    expectOk(await revokeKey(contract.app().app, team.keyId));
    const answer = await createClient(transport, contract.url(), team.apiKey).resynthesize(id, { key: "k" });
    expect([answer.code, answer.status, answer.replayed]).toEqual(["revoked_api_key", 401, false]);
  });

  test("treats an equal key of another team as another key, and shows nothing of the first team", async () => {
    const one = await contract.start(transport);
    const two = await contract.start(transport);
    const body = { prompt: "x" };
    const mine = await one.client.createImage({ key: "k", body });
    const theirs = await two.client.createImage({ key: "k", body });
    expect([theirs.replayed, theirs.value?.id === mine.value?.id]).toEqual([false, false]);
    expect((await two.client.resynthesize(one.id, { key: "other" })).code).toBe("resource_not_found");
  });
});
