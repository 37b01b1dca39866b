import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { sendOverGraphql, sendOverRest } from "./paid-request.ts";
import { readRecorded } from "./recorded.ts";
import { startOnDump } from "./restore.ts";

const recorded = readRecorded();

let app: TestApp;
beforeAll(async () => {
  app = await startOnDump({ roles: ["gateway"] });
});
afterAll(() => app[Symbol.asyncDispose]());

/** Everything that a paid call could write. */
const written = () => app.app.db.sql`
  select (select count(*)::int from retake.idempotency_keys) as keys, (select count(*)::int from retake.syntheses) as syntheses,
         (select count(*)::int from retake.characters) as characters, (select count(*)::int from retake.events) as events,
         (select count(*)::int from retake.ledger_entries) as entries, (select count(*)::int from retake_jobs.job) as jobs,
         (select json_agg(b order by b.team_id, b.bucket) from retake.buckets b) as buckets`;

/** A signed URL without its signature and the port of the day. */
function withoutSignatures(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, member) =>
    (name === "url" || name === "thumb_url") && typeof member === "string" ? new URL(member).pathname : member,
  );
}

describe("a key that the previous version has bound", () => {
  const accepted = recorded.calls.map((call) => [`${call.about} (accepted over ${call.acceptedOver})`, call] as const);

  test.each(accepted)("replays its first answer over REST: %s", async (_about, call) => {
    const before = await written();
    const { status, replayed, body } = await sendOverRest(
      app.url,
      recorded.teams[call.team].apiKey,
      call.request,
      call.key,
    );
    expect({ status, replayed, body: withoutSignatures(body) }).toEqual({
      status: call.rest.status,
      replayed: true,
      body: withoutSignatures(call.rest.body),
    });
    expect(await written()).toEqual(before);
  });

  test.each(accepted)("replays its synthesis or image over GraphQL: %s", async (_about, call) => {
    const before = await written();
    const answer = await sendOverGraphql(app.url, recorded.teams[call.team].apiKey, call.request, call.key);
    expect(answer).toMatchObject({
      code: null,
      replayed: true,
      synthesisId: call.ids.synthesis,
      imageId: call.ids.image,
    });
    expect(answer.characterId).toBe(call.isDeleted ? null : call.ids.character);
    expect(await written()).toEqual(before);
  });

  test("is refused for another body or operation as before", async () => {
    const bound = recorded.refusals.filter(({ isBound }) => isBound);
    expect(bound.length).toBe(2);
    for (const { team, request, key, status, code } of bound) {
      const answer = await sendOverRest(app.url, recorded.teams[team].apiKey, request, key);
      expect([answer.status, answer.body.error]).toEqual([status, expect.objectContaining({ code })]);
      const overGraphql = await sendOverGraphql(app.url, recorded.teams[team].apiKey, request, key);
      expect(overGraphql.code).toBe(code);
    }
  });
});

describe("a key whose call the previous version has refused", () => {
  const refused = recorded.refusals.filter(({ isBound }) => !isBound);

  test.each(refused.map((call) => [call.about, call] as const))("is evaluated anew: %s", async (_about, call) => {
    const { apiKey } = recorded.teams[call.team];
    const answer = await sendOverRest(app.url, apiKey, call.request, call.key);
    expect([answer.status, answer.body.error]).toEqual([call.status, expect.objectContaining({ code: call.code })]);
    const client = createClient("rest", app.url, apiKey);
    const accepted = await client.createImage({ key: call.key, body: { prompt: "now it is another call" } });
    expect([accepted.code, accepted.replayed]).toEqual(["ok", false]);
  });
});

test("credits are unchanged by an upgrade", async () => {
  await using untouched = await startOnDump({ roles: ["gateway"] });
  for (const { apiKey, credits } of Object.values(recorded.teams)) {
    expect((await createClient("rest", untouched.url, apiKey).balance()).value).toEqual(credits);
  }
});
