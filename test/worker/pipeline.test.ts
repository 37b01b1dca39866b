import { describe, expect, test } from "vitest";
import { ProviderFailure } from "../../src/providers/provider.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { createFakeProvider, type FakeProvider, paint } from "../helpers/fake-provider.ts";
import { getTeam, resynthesizeCharacter, watchCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";

/** Resynthesizes a new character and returns every change until the synthesis ends. */
async function resynthesize(app: TestApp) {
  const team = await app.seed.team({ credits: 10 });
  const call = await callAs(app.app, team.apiKey);
  const id = await app.seed.character(team.teamId, { status: "ready" });
  const accepted = expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: "k" }));
  const changes = [];
  for await (const change of await watchCharacter(app.app, call, { id, after: 1 })) {
    changes.push(change);
    if (change.status !== "synthesizing") break;
  }
  const { balance } = expectOk(await getTeam(app.app, call));
  return { accepted, changes, balance, last: changes.at(-1) };
}

const startWith = (provider: FakeProvider) => startTestApp({ roles: ["worker"], overrides: { provider } });

describe("a synthesis", () => {
  test("delivers four images, the portrait first and as reference of the others, and captures its hold once", async () => {
    const provider = createFakeProvider();
    await using app = await startWith(provider);
    const { accepted, changes, balance } = await resynthesize(app);
    expect(accepted.character.status).toBe("synthesizing");
    expect(changes.map((c) => [c.version, c.previous_status, c.status])).toEqual([
      [2, "ready", "synthesizing"],
      [3, "synthesizing", "reviewing"],
    ]);
    expect(balance).toEqual({ total: 6, held: 0, available: 6 });
    expect(provider.calls[0]).toMatchObject({ pose: "portrait", references: 0 });
    expect(new Set(provider.calls.slice(1).map((c) => c.pose))).toEqual(new Set(["front", "side", "back"]));
    expect(provider.calls.slice(1).every((c) => c.references === 1)).toBe(true);
    expect(provider.calls.map((c) => c.key).sort()).toEqual(
      ["back", "front", "portrait", "side"].map((pose) => `${accepted.synthesis.id}:${pose}`),
    );
    const refs = changes.at(-1)?.character?.refs ?? [];
    expect(refs.map((ref) => ref.pose)).toEqual(["portrait", "front", "side", "back"]);
    for (const ref of refs) expect((await app.app.blobs.stat(ref.key))?.size).toBeGreaterThan(0);
  });

  test.each([
    ["rejected", "content_rejected", 1],
    ["unavailable", "provider_unavailable", 1],
    ["unusable", "provider_bad_response", 1],
    ["outcome_unknown", "provider_outcome_unknown", 1],
  ] as const)("whose provider call ends as %s fails with %s and costs nothing", async (kind, error, calls) => {
    const provider = createFakeProvider({
      script: () => {
        throw new ProviderFailure(kind, "scripted failure");
      },
    });
    await using app = await startWith(provider);
    const { last, balance } = await resynthesize(app);
    expect(last?.status).toBe("failed");
    expect(last?.character?.error_message).toBe(error);
    expect(last?.character?.refs).toHaveLength(4);
    expect(balance).toEqual({ total: 10, held: 0, available: 10 });
    expect(provider.calls).toHaveLength(calls);
  });

  test("repeats a call with the same key when it certainly was not billed", async () => {
    const provider = createFakeProvider({
      script: (_request, _call, nth) => {
        if (nth === 1) throw new ProviderFailure("not_sent", "refused", { retryAfterSeconds: 0 });
        return paint(nth);
      },
    });
    await using app = await startWith(provider);
    const { last } = await resynthesize(app);
    expect(last?.status).toBe("reviewing");
    expect(provider.calls).toHaveLength(5);
    expect(provider.calls[0]?.key).toBe(provider.calls[1]?.key);
    expect(provider.calls[0]?.seed).toBe(provider.calls[1]?.seed);
  });
});
