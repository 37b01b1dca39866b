import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getTeam } from "../../../src/operations/get-team.ts";
import { resynthesizeCharacter } from "../../../src/operations/resynthesize-character.ts";
import { watchCharacter } from "../../../src/operations/watch-character.ts";
import { startTestApp, type TestApp } from "../../helpers/app.ts";
import { callAs } from "../../helpers/call.ts";
import { expectOk } from "../../helpers/seed.ts";
import { answer, picture, resetAfterReading, status } from "./behaviours.ts";
import { type Behaviour, type FakeVendor, formOf, startFakeVendor } from "./fake-vendor.ts";
import { SECRET_KEY, settingsOf } from "./vendor-helpers.ts";

/** One vendor and one process for all tests that leave its settings alone; each begins with a clean bill. */
let vendor: FakeVendor;
let app: TestApp;

beforeAll(async () => {
  vendor = await startFakeVendor(picture());
  app = await startOn(vendor);
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});
beforeEach(() => vendor.forget());

function startOn({ origin }: FakeVendor, env: Record<string, string> = {}): Promise<TestApp> {
  const { IMAGE_PROVIDER, IMAGE_MODEL = "", IMAGE_PROVIDER_BASE_URL = "" } = settingsOf(origin);
  const settings = { IMAGE_PROVIDER, IMAGE_MODEL, IMAGE_PROVIDER_BASE_URL, IMAGE_PROVIDER_API_KEY: SECRET_KEY };
  return startTestApp({ roles: ["worker"], env: { ...settings, ...env } });
}

/** Resynthesizes a fresh character and waits for the end of it. */
async function resynthesize(on: TestApp = app) {
  const team = await on.seed.team({ credits: 10 });
  const call = await callAs(on.app, team.apiKey);
  const id = await on.seed.character(team.teamId, { status: "ready" });
  expectOk(await resynthesizeCharacter(on.app, call, { id, body: {}, idempotencyKey: "k" }));
  for await (const change of await watchCharacter(on.app, call, { id, after: 1 })) {
    if (change.status === "synthesizing") continue;
    const { balance } = expectOk(await getTeam(on.app, call));
    return { status: change.status, error: change.character?.error_message ?? null, balance };
  }
  throw new Error("the stream ended before the synthesis");
}

const FREE = { total: 10, held: 0, available: 10 };

describe("a synthesis by a vendor", () => {
  test("pays four calls, three of them edits of the portrait", async () => {
    vendor.become(picture());
    const end = await resynthesize();
    expect(end).toEqual({ status: "reviewing", error: null, balance: { total: 6, held: 0, available: 6 } });
    expect(vendor.billed()).toBe(4);
    const [first, ...edits] = vendor.calls;
    expect(first?.path).toBe("/v1/images/generations");
    expect(edits.map(({ path }) => path)).toEqual(Array(3).fill("/v1/images/edits"));
    for (const edit of edits) expect((await formOf(edit)).get("image")).toBeInstanceOf(File);
    const keys = vendor.calls.map(({ headers }) => String(headers["idempotency-key"]).split(":")[1]);
    expect(keys.sort()).toEqual(["back", "front", "portrait", "side"]);
  });

  const ENDS: readonly (readonly [string, string, number, Behaviour])[] = [
    [
      "a refusal for content",
      "content_rejected",
      0,
      status(400, { error: { message: "no", code: "moderation_blocked" } }),
    ],
    ["a refused key", "provider_unavailable", 0, status(401, { error: { message: "no", code: "invalid_api_key" } })],
    ["a reset", "provider_outcome_unknown", 1, resetAfterReading],
    ["a picture in SVG", "provider_bad_response", 1, picture(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"))],
    ["an answer in HTML", "provider_outcome_unknown", 1, answer("<html>")],
  ];
  test.each(ENDS)("that gets %s ends with %s after one call (billed: %i), and is released", async (...row) => {
    const [, error, billed, behaviour] = row;
    vendor.become(behaviour);
    expect(await resynthesize()).toEqual({ status: "failed", error, balance: FREE });
    expect(vendor.posts()).toHaveLength(1);
    expect(vendor.billed()).toBe(billed);
    expect(JSON.stringify(app.logged)).not.toContain(SECRET_KEY);
  });

  test("is sent again after a 503 with Retry-After, with the same key, and paid once for each picture", async () => {
    let busy = true;
    vendor.become((call) => {
      if (!busy) return picture()(call);
      busy = false;
      return status(503, "", { "retry-after": "0" })(call);
    });
    expect((await resynthesize()).status).toBe("reviewing");
    expect(vendor.billed()).toBe(4);
    const [first, second] = vendor.calls;
    expect(second?.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
    expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
  });

  test("of unknown outcome is sent again, unchanged, to a vendor that dedupes", async () => {
    let lost = true;
    vendor.become((call) => {
      if (!lost) return picture()(call);
      lost = false;
      return resetAfterReading(call);
    });
    await using deduping = await startOn(vendor, { IMAGE_PROVIDER_DEDUPES: "true" });
    expect((await resynthesize(deduping)).status).toBe("reviewing");
    const [first, second] = vendor.calls;
    expect(second?.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
    expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
  });
});
