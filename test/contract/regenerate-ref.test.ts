import { describe, expect, test } from "vitest";
import { TRANSPORTS } from "../helpers/clients.ts";
import { contractApp, drawn, imagePaths, settled } from "./contract-app.ts";
import { upload } from "./upload-image.ts";

const contract = contractApp();

describe.each(TRANSPORTS)("regenerate over %s", (transport) => {
  test.each(["ready", "reviewing", "failed"] as const)(
    "replaces one pose of a %s character for one credit and keeps the other three",
    async (status) => {
      const started = await contract.start(transport);
      const { id, client } = started;
      const before = imagePaths(await drawn(started, status, contract));
      const called = contract.provider().calls.length;
      const answer = await client.regenerate(id, { key: "k", body: { pose: "side", prompt_override: "a warm smile" } });
      expect(answer).toMatchObject({ code: "ok", status: 200, replayed: false, value: { status: "synthesizing" } });
      expect(imagePaths(answer.value)).toEqual(before);
      const after = await settled(client, id);
      expect(after.status).toBe("reviewing");
      const now = imagePaths(after);
      expect([now[0], now[1], now[3]]).toEqual([before[0], before[1], before[3]]);
      expect(now[2]).not.toBe(before[2]);
      expect(after.refs.map(({ pose }) => pose)).toEqual(["portrait", "front", "side", "back"]);
      const calls = contract.provider().calls.slice(called);
      expect(calls.map(({ pose }) => pose)).toEqual(["side"]);
      expect(calls[0]?.prompt).toContain("a warm smile");
      expect((await client.balance()).value).toEqual({ total: 95, held: 0, available: 95 });
      expect(
        await client.regenerate(id, { key: "k", body: { pose: "side", prompt_override: "a warm smile" } }),
      ).toMatchObject({
        replayed: true,
        value: { status: transport === "rest" ? "synthesizing" : "reviewing" },
      });
    },
  );

  test("keeps the old set, charges nothing and reports the reason when it fails", async () => {
    const started = await contract.start(transport);
    const { id, client } = started;
    const before = imagePaths(await drawn(started, "ready", contract));
    const repair = contract.failImages();
    await client.regenerate(id, { body: { pose: "back" } });
    const after = await settled(client, id);
    repair();
    expect([after.status, after.error_message]).toEqual(["failed", "provider_outcome_unknown"]);
    expect(imagePaths(after)).toEqual(before);
    expect((await client.balance()).value).toEqual({ total: 96, held: 0, available: 96 });
  });

  test("refuses a pose that is never synthesized and a prompt override of 1001 characters", async () => {
    const { id, client } = await contract.start(transport);
    expect(await client.regenerate(id, { body: { pose: "other" } })).toMatchObject({
      code: "value_out_of_range",
      param: "pose",
    });
    const long = await client.regenerate(id, { body: { pose: "side", prompt_override: "w".repeat(1001) } });
    expect(long).toMatchObject({ code: "value_out_of_range", param: "prompt_override" });
  });

  test("refuses a character made from uploads with no_ref_set", async () => {
    const { team, client } = await contract.start(transport);
    const uploaded = await upload(contract.url(), team.apiKey);
    const { value } = await client.create({ body: { name: "Mina", upload_ids: [uploaded] } });
    expect(await client.regenerate(value?.id ?? "", { body: { pose: "side" } })).toMatchObject({
      code: "invalid_request_error",
      details: { status: "ready", reason: "no_ref_set" },
    });
  });

  test("shares its bucket with resynthesize and create", async () => {
    const { team, id, client } = await contract.start(transport, { credits: 0 });
    // A refusal for missing credits takes a token too, so the bucket empties without any work.
    for (let n = 0; n < 4; n += 1) {
      expect((await client.regenerate(id, { body: { pose: "side" } })).code).toBe("insufficient_credits");
      expect((await client.resynthesize(id)).code).toBe("insufficient_credits");
      const body = { name: "Mina", generate: true, attributes: { age: 30 } };
      expect((await client.create({ body })).code).toBe("insufficient_credits");
    }
    const limited = { code: "rate_limit_exceeded", details: { bucket: "characters_synthesize" } };
    expect(await client.regenerate(id, { body: { pose: "side" } })).toMatchObject(limited);
    const [row] = await contract.app().app.db
      .sql`select count(*)::int as held from retake.ledger_entries where team_id = ${team.teamId}`;
    expect(row?.held).toBe(0);
  });
});
