import { describe, expect, test } from "vitest";
import { startServer } from "../../crashes/server.ts";
import { startTestApp } from "../../helpers/app.ts";
import { paint } from "../../helpers/fake-provider.ts";
import { subscribe } from "../../helpers/subscriber.ts";
import { sendImage } from "./behaviours.ts";
import { type FakeVendor, formOf, jsonOf, startFakeVendor } from "./fake-vendor.ts";
import { SECRET_KEY } from "./vendor-helpers.ts";

type Ref = { pose: string; url: string; thumbUrl: string };
type Change = { characterStatusChanged: { status: string; version: number; character: { refs: Ref[] } } };

const CHANGES = `subscription ($id: ID!) {
  characterStatusChanged(id: $id) { status version character { refs { pose url thumbUrl } } }
}`;
const RESYNTHESIZE = `mutation ($id: ID!) {
  resynthesizeCharacter(id: $id, idempotencyKey: "once") {
    __typename ... on ResynthesizeCharacterSuccess { synthesis { id } replayed }
  }
}`;

/** A vendor that makes a different image each time and records each call. */
function startPainter(): Promise<FakeVendor> {
  let nth = 0;
  return startFakeVendor(async (call) => {
    nth += 1;
    const own = nth;
    await sendImage((await paint(own)).bytes, { "x-request-id": `paid-${own}` })(call);
  });
}

async function resynthesize(url: string, apiKey: string, id: string) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": apiKey },
    body: JSON.stringify({ query: RESYNTHESIZE, variables: { id } }),
  });
  const { data } = (await response.json()) as {
    data: { resynthesizeCharacter: { synthesis: { id: string }; replayed: boolean } };
  };
  return data.resynthesizeCharacter;
}

describe("Retake with a vendor that is configured by the environment alone", () => {
  test("accepts a mutation, streams its progress, and serves four images that were paid for once each", async () => {
    await using vendor = await startPainter();
    await using database = await startTestApp({ roles: [] });
    await using server = await startServer(database.database.target, database.dataDir, {
      env: {
        IMAGE_PROVIDER: "openai-compatible",
        IMAGE_MODEL: "painter-1",
        IMAGE_PROVIDER_BASE_URL: `${vendor.origin}/proxy/v1`,
        IMAGE_PROVIDER_API_KEY: SECRET_KEY,
      },
    });
    const url = server.url ?? "";
    const { apiKey, teamId } = await database.seed.team({ credits: 10 });
    const id = await database.seed.character(teamId);
    await using changes = subscribe<Change>(url, apiKey, CHANGES, { id });
    await changes.take(1);

    const { synthesis } = await resynthesize(url, apiKey, id);
    expect(await resynthesize(url, apiKey, id)).toEqual({
      __typename: "ResynthesizeCharacterSuccess",
      synthesis,
      replayed: true,
    });
    const received = (await changes.take(3)).map(({ characterStatusChanged }) => characterStatusChanged);
    expect(received.map(({ version, status }) => [version, status])).toEqual([
      [1, "READY"],
      [2, "SYNTHESIZING"],
      [3, "REVIEWING"],
    ]);
    const refs = received[2]?.character.refs ?? [];
    expect(refs.map(({ pose }) => pose)).toEqual(["PORTRAIT", "FRONT", "SIDE", "BACK"]);
    for (const address of refs.flatMap((ref) => [ref.url, ref.thumbUrl])) {
      const response = await fetch(address);
      expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/webp"]);
    }
    await expectFourCalls(vendor, synthesis.id);
    await expectStored(database, synthesis.id);
    const [team] = await database.app.db.sql<{ held: string; total: string }[]>`
      select held, total from retake.teams where id = ${teamId}`;
    expect(team).toEqual({ held: "0", total: "6" });
  });
});

/** One image from text and three edits of it, below the path of the base URL. */
async function expectFourCalls(vendor: FakeVendor, synthesisId: string): Promise<void> {
  expect(vendor.billed()).toBe(4);
  expect(vendor.calls).toHaveLength(4);
  const [first, ...edits] = vendor.calls;
  expect(first?.path).toBe("/proxy/v1/images/generations");
  expect(first && jsonOf(first)).toMatchObject({
    model: "painter-1",
    n: 1,
    size: "768x1024",
    response_format: "b64_json",
  });
  expect(edits.map(({ path }) => path)).toEqual(Array(3).fill("/proxy/v1/images/edits"));
  for (const edit of edits) {
    const form = await formOf(edit);
    expect(Object.fromEntries(form)).toMatchObject({
      model: "painter-1",
      size: "768x1024",
      response_format: "b64_json",
    });
    expect((form.get("image") as File).type).toMatch(/^image\/(png|jpeg)$/);
    // Multipart lines end with CR LF.
    expect(identityIn(form.get("prompt"))).toBe(identityIn(first && jsonOf(first).prompt));
  }
  for (const { headers } of vendor.calls) expect(headers.authorization).toBe(`Bearer ${SECRET_KEY}`);
  expect(vendor.calls.map(({ headers }) => headers["idempotency-key"]).sort()).toEqual(
    ["back", "front", "portrait", "side"].map((pose) => `${synthesisId}:${pose}`),
  );
}

const identityIn = (prompt: unknown) => String(prompt).split(/\r?\n/)[1];

/** The request of each image is stored with its generation. */
async function expectStored(database: Awaited<ReturnType<typeof startTestApp>>, synthesisId: string): Promise<void> {
  const rows = await database.app.db.sql<
    { pose: string; request: Record<string, unknown>; model: string; provider_request_id: string }[]
  >`select pose, request, model, provider_request_id from retake.generations where synthesis_id = ${synthesisId} order by position`;
  expect(rows.map(({ pose }) => pose)).toEqual(["portrait", "front", "side", "back"]);
  expect(new Set(rows.map(({ provider_request_id }) => provider_request_id))).toEqual(
    new Set(["paid-1", "paid-2", "paid-3", "paid-4"]),
  );
  for (const { request, model } of rows) {
    expect(model).toBe("painter-1");
    expect(request).toMatchObject({
      prompt: expect.stringContaining("Person: "),
      template: expect.stringMatching(/^\d{4}-\d\d-\d+$/),
      seed: expect.any(Number),
      seed_counts: true,
    });
  }
}
