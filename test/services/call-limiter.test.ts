import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { LimiterTimeoutError } from "../../src/domain/limiter.ts";
import { type IdempotentRequest, limitAccept, readAcceptRow, readRefusal } from "../../src/services/accept/accept.ts";
import { type CallLimit, createCallLimiter } from "../../src/services/accept/call-limiter.ts";
import { createLocalRateLimiter } from "../../src/services/rate-limits/rate-limits.ts";
import { countTimers } from "../helpers/count-timers.ts";

const key = (id: string): CallLimit => ({ kind: "key", id });
const character = (id: string): CallLimit => ({ kind: "character", id });
const team = (id: string): CallLimit => ({ kind: "team", id });

/** Calls that record when they run, and that end on request. */
function traffic(poolSize: number) {
  const limiter = createCallLimiter(poolSize);
  const running = new Set<string>();
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const call = (name: string, wanted: readonly CallLimit[], waitMs = 10_000) => {
    const gate = Promise.withResolvers<void>();
    gates.set(name, gate);
    return limiter.run(wanted, waitMs, async (leftMs) => {
      running.add(name);
      await gate.promise.finally(() => running.delete(name));
      return leftMs;
    });
  };
  const end = async (name: string) => {
    gates.get(name)?.resolve();
    await turn();
  };
  return { call, end, running: () => [...running], fail: (name: string) => gates.get(name)?.reject(new Error(name)) };
}

describe("the call limiter", () => {
  test("runs one call of a key at a time, in the order of arrival", async () => {
    const { call, end, running } = traffic(20);
    const all = ["a", "b", "c"].map((name) => call(name, [key("k")]));
    const other = call("other", [key("l")]);
    await turn();
    expect(running()).toEqual(["a", "other"]);
    await end("a");
    expect(running()).toEqual(["other", "b"]);
    // A call that arrives now finds the slot taken.
    const last = call("d", [key("k")]);
    await turn();
    expect(running()).toEqual(["other", "b"]);
    await end("b");
    await end("c");
    await end("d");
    await end("other");
    expect((await Promise.all([...all, last, other])).every((left) => left > 5_000 && left <= 10_000)).toBe(true);
  });

  test("runs one call of a character at a time, whatever their keys are", async () => {
    const { call, end, running } = traffic(20);
    const all = [call("a", [key("1"), character("c")]), call("b", [key("2"), character("c")])];
    await turn();
    expect(running()).toEqual(["a"]);
    await end("a");
    expect(running()).toEqual(["b"]);
    await end("b");
    await Promise.all(all);
  });

  test("gives a team half of the connections, and at least one", async () => {
    const { call, end, running } = traffic(8);
    const all = ["a", "b", "c", "d", "e"].map((name) => call(name, [team("t")]));
    const beside = call("beside", [team("u")]);
    await turn();
    expect(running()).toEqual(["a", "b", "c", "d", "beside"]);
    await end("b");
    expect(running()).toEqual(["a", "c", "d", "beside", "e"]);
    for (const name of ["a", "c", "d", "e", "beside"]) await end(name);
    await Promise.all([...all, beside]);

    const narrow = traffic(1);
    const alone = narrow.call("x", [team("t")]);
    await turn();
    expect(narrow.running()).toEqual(["x"]);
    await narrow.end("x");
    await alone;
  });

  test("gives a team the slots that its ended calls have released", async () => {
    const { call, end, running } = traffic(8);
    const names = ["a", "b", "c", "d", "e", "f"];
    const first = names.slice(0, 2).map((name) => call(name, [team("t"), key(name)]));
    await turn();
    await end("a");
    const rest = names.slice(2).map((name) => call(name, [team("t"), key(name)]));
    await turn();
    expect(running()).toEqual(["b", "c", "d", "e"]);
    for (const name of names) await end(name);
    await Promise.all([...first, ...rest]);
  });

  test("leaves no timer running once a wait is over", async () => {
    const waitMs = 12_345;
    using timers = countTimers((ms) => ms > waitMs - 1_000 && ms <= waitMs);
    const { call, end } = traffic(8);
    const both = [call("a", [key("k")], waitMs), call("b", [key("k")], waitMs)];
    await turn();
    expect(timers.running()).toBe(1);
    await end("a");
    expect(timers.running()).toBe(0);
    await end("b");
    await Promise.all(both);
  });

  test("leaves two connections for statements that wait for no lock", async () => {
    const { call, end, running } = traffic(6);
    const names = ["a", "b", "c", "d", "e"];
    const all = names.map((name) => call(name, [team(name)]));
    await turn();
    expect(running()).toEqual(["a", "b", "c", "d"]);
    await end("c");
    expect(running()).toEqual(["a", "b", "d", "e"]);
    for (const name of names) await end(name);
    await Promise.all(all);
  });

  test("holds no connection for a call that waits for its key", async () => {
    const { call, end, running } = traffic(4);
    const first = call("first", [team("t"), key("k")]);
    const duplicates = Array.from({ length: 50 }, (_, n) => call(`d${n}`, [team("t"), key("k")], 50));
    const free = call("free", [team("t")]);
    await turn();
    expect(running().toSorted()).toEqual(["first", "free"]);
    const ends = await Promise.allSettled(duplicates);
    expect(ends.every((end) => end.status === "rejected" && end.reason instanceof LimiterTimeoutError)).toBe(true);
    const [one] = ends;
    expect(one?.status === "rejected" && one.reason).toMatchObject({
      code: "service_unavailable",
      retryAfterSeconds: 1,
      waitedFor: new Set(["key"]),
    });
    await end("first");
    await end("free");
    const last = call("last", [key("k")]);
    await turn();
    expect(running()).toEqual(["last"]);
    await end("last");
    await Promise.all([first, free, last]);
  });

  test("releases the slots of work that fails, and passes the remaining waiting time", async () => {
    const { call, end, running, fail } = traffic(4);
    const broken = call("broken", [key("k"), team("t")]);
    const next = call("next", [key("k"), team("t")], 5_000);
    await turn();
    const started = performance.now();
    while (performance.now() - started < 60) await turn();
    fail("broken");
    await expect(broken).rejects.toThrow("broken");
    await turn();
    expect(running()).toEqual(["next"]);
    await end("next");
    const left = await next;
    expect([left <= 4_950, left > 1_000, Number.isInteger(left)]).toEqual([true, true, true]);
  });

  test("takes keys before characters before teams, so that calls do not deadlock", async () => {
    const { call, end, running } = traffic(20);
    const all = [call("a", [team("t"), character("c"), key("k")]), call("b", [key("k"), team("t"), character("c")])];
    await turn();
    expect(running()).toEqual(["a"]);
    // The waiting call holds no character.
    const beside = call("beside", [character("d"), key("l")]);
    await end("a");
    await end("b");
    await end("beside");
    await Promise.all([...all, beside]);
  });

  test("leaves at least a millisecond for the work", async () => {
    const limiter = createCallLimiter(4);
    expect(await limiter.run([key("k")], 0, async (left) => left)).toBe(1);
  });
});

describe("the error of a call that waited too long", () => {
  const late = (work: Promise<unknown>) => work.then(String, (error: LimiterTimeoutError) => error);

  test("names the key, character or team without a free slot, and what to do", async () => {
    const { call, end } = traffic(3);
    const first = call("first", [key("k"), character("c"), team("t")]);
    const [ofKey, ofCharacter, ofTeam] = await Promise.all([
      late(call("a", [key("k"), character("free")], 5)),
      late(call("b", [key("free"), character("c")], 5)),
      late(call("c", [team("t")], 5)),
    ]);
    expect(ofKey).toMatchObject({ waitedFor: new Set(["key"]), message: expect.stringContaining("idempotency key") });
    expect(ofCharacter).toMatchObject({
      waitedFor: new Set(["character"]),
      message: expect.stringContaining("this character"),
    });
    expect(ofTeam).toMatchObject({
      waitedFor: new Set(["team"]),
      message: expect.stringContaining("Too many requests"),
    });
    await end("first");
    await first;
  });

  test("names its earlier waits too, when its work has waited too long", async () => {
    const limiter = createCallLimiter(8);
    const end = Promise.withResolvers<void>();
    const first = limiter.run([key("k")], 1_000, () => end.promise);
    const second = late(
      limiter.run([key("k")], 1_000, () => Promise.reject(new LimiterTimeoutError("late", new Set(["team"])))),
    );
    end.resolve();
    await first;
    expect(await second).toMatchObject({ message: "late", waitedFor: new Set(["key", "team"]) });
  });
});

describe("limitAccept", () => {
  const keyed: IdempotentRequest = {
    teamId: "t",
    apiKeyId: "key_test",
    idempotencyKey: "k",
    operation: "create_image",
    fingerprint: Buffer.of(0),
    ttlSeconds: 60,
  };
  const accepted = { outcome: "accepted" as const, result: {}, bucket: null };

  test("waits at most five seconds for its team, its key and its character", async () => {
    const seen: unknown[] = [];
    const limiter = {
      run: async <T>(wanted: readonly CallLimit[], waitMs: number, work: (left: number) => Promise<T>) => {
        seen.push([wanted, waitMs]);
        return work(7);
      },
    };
    const left: number[] = [];
    const work = async (waitMs: number) => {
      left.push(waitMs);
      return accepted;
    };
    expect(await limitAccept(limiter, keyed, "c", work)).toBe(accepted);
    await limitAccept(limiter, { ...keyed, idempotencyKey: null }, null, work);
    expect(seen).toEqual([
      [[team("t"), key("t k"), character("c")], 5_000],
      [[team("t")], 5_000],
    ]);
    expect(left).toEqual([7, 7]);
  });

  test("refuses a duplicate that waited too long with in_flight, and any other call with 503", async () => {
    const late = (kind: "key" | "team") => ({
      run: () => Promise.reject(new LimiterTimeoutError("late", new Set([kind]))),
    });
    expect(await limitAccept(late("key"), keyed, null, async () => accepted)).toEqual({
      outcome: "refused",
      refusal: { kind: "idempotency_key_in_use", reason: "in_flight" },
      bucket: null,
    });
    await expect(limitAccept(late("team"), keyed, null, async () => accepted)).rejects.toBeInstanceOf(
      LimiterTimeoutError,
    );
    const broken = { run: () => Promise.reject(new Error("broken")) };
    await expect(limitAccept(broken, keyed, null, async () => accepted)).rejects.toThrow("broken");
  });

  test.each([
    ["RK001", "revoked_api_key"],
    ["RK002", "token_expired"],
  ])("answers the database's error %s, raised for a key that lost its validity, with 401 %s", async (raised, code) => {
    const failed = { run: () => Promise.reject(Object.assign(new Error("the key"), { code: raised })) };
    await expect(limitAccept(failed, keyed, null, async () => accepted)).rejects.toMatchObject({ code });
  });
});

describe("readAcceptRow", () => {
  const RESULT = z.looseObject({ character: z.int() });
  const KINDS = [
    "invalid_input",
    "character_state",
    "character_not_ready",
    "insufficient_credits",
    "not_found",
    "idempotency_key_in_use",
  ] as const;
  const bucket = { full_at_ms: 1_800_000_010_000, now_ms: 1_800_000_000_000 };

  test("returns the outcome, the result and the bucket state", () => {
    const facts = { character: 1, added: "by a newer version" };
    const kinds = ["character_state"] as const;
    for (const outcome of ["accepted", "replayed"] as const) {
      expect(readAcceptRow({ outcome, facts, bucket }, RESULT, "characters_synthesize", kinds)).toMatchObject({
        outcome,
        result: facts,
        bucket: { bucket: "characters_synthesize", remaining: 11 },
      });
    }
    expect(readAcceptRow({ outcome: "accepted", facts, bucket: null }, RESULT, "images_post", kinds).bucket).toBeNull();
    expect(readAcceptRow({ outcome: "accepted", facts, bucket }, RESULT, null, kinds).bucket).toBeNull();
  });

  test("rejects a malformed new result, and returns a stored one unchanged", () => {
    const facts = { character: "1" };
    expect(() => readAcceptRow({ outcome: "accepted", facts, bucket }, RESULT, null, [])).toThrow("character");
    const replayed = readAcceptRow({ outcome: "replayed", facts, bucket }, RESULT, null, []);
    expect(replayed).toEqual({ outcome: "replayed", result: facts, bucket: null });
  });

  test.each([
    { kind: "invalid_input", code: "upload_invalid", message: "upload_ids: are used.", param: "upload_ids" },
    { kind: "character_state", status: "ready", eligible: ["failed"], reason: "no_ref_set" },
    { kind: "character_not_ready", status: "reviewing" },
    { kind: "character_not_ready", status: "a status of a newer version" },
    { kind: "insufficient_credits", required: 4, available: 3, held: 2 },
    { kind: "not_found" },
    { kind: "idempotency_key_in_use", reason: "other_body" },
    { kind: "idempotency_key_in_use", reason: "other_operation" },
    { kind: "idempotency_key_in_use", reason: "in_flight" },
  ])("returns the refusal $kind of the database", (refusal) => {
    expect(readRefusal(refusal, null, KINDS, ["failed"])).toEqual(refusal);
  });

  test("rejects a malformed refusal of the database", () => {
    for (const refusal of [{ kind: "character_not_ready", status: 5 }, { kind: "unknown" }, null]) {
      expect(() => readRefusal(refusal, null, KINDS)).toThrow();
    }
  });

  test("returns a refusal with the details that only the process has", () => {
    const kinds = ["character_state", "rate_limit_exceeded", "not_found"] as const;
    const state = { kind: "character_state", status: "synthesizing" };
    expect(
      readAcceptRow({ outcome: "refused", facts: state, bucket }, RESULT, "characters_synthesize", kinds, ["ready"]),
    ).toMatchObject({
      outcome: "refused",
      refusal: { ...state, eligible: ["ready"] },
      bucket: { remaining: 11 },
    });
    const limited = { kind: "rate_limit_exceeded", bucket: "reads" };
    expect(readRefusal(limited, null, kinds)).toEqual({ ...limited, retryAfterSeconds: 1 });
    const empty = { full_at_ms: 1_800_000_115_000, now_ms: 1_800_000_000_000 };
    expect(
      readAcceptRow({ outcome: "refused", facts: limited, bucket: empty }, RESULT, "characters_synthesize", kinds),
    ).toMatchObject({
      refusal: { retryAfterSeconds: 5 },
    });
    expect(readRefusal({ kind: "not_found" }, null, kinds, ["ready"])).toEqual({ kind: "not_found" });
    // No status is eligible for an operation that requires none.
    expect(readRefusal(state, null, kinds)).toEqual({ ...state, eligible: [] });
    expect(readAcceptRow({ outcome: "refused", facts: state, bucket: null }, RESULT, null, kinds)).toMatchObject({
      refusal: { eligible: [] },
    });
    // A refusal that the operation does not declare is a bug.
    expect(() => readRefusal(state, null, ["not_found"])).toThrow("character_state");
  });
});

describe("the local rate limiter", () => {
  const at = (ms: number) => ({ now: () => new Date(ms) });

  test("admits the burst and no more, separately for each team and bucket, and refills", () => {
    let now = 1_800_000_000_000;
    const buckets = createLocalRateLimiter({ now: () => new Date(now) });
    const take = (name: string) => buckets.take(name, "characters_post");
    for (let n = 59; n >= 0; n -= 1) expect(take("t")).toMatchObject({ admitted: true, state: { remaining: n } });
    expect(take("t")).toMatchObject({ admitted: false, state: { remaining: 0, retryAfterSeconds: 2 } });
    expect([take("u").admitted, buckets.take("t", "reads").admitted]).toEqual([true, true]);
    expect(buckets.find("t", "characters_post").remaining).toBe(0);
    now += 2_000;
    expect(buckets.find("t", "characters_post").remaining).toBe(1);
    expect([take("t").admitted, take("t").admitted]).toEqual([true, false]);
  });

  test("takes back one token at a time, and ignores a token that was not taken", () => {
    const buckets = createLocalRateLimiter(at(1_800_000_000_000));
    buckets.giveBack("t", "characters_post");
    expect(buckets.find("t", "characters_post")).toMatchObject({ remaining: 60, fullInMs: 0 });
    buckets.take("t", "characters_post");
    buckets.take("t", "characters_post");
    buckets.giveBack("t", "characters_post");
    expect(buckets.find("t", "characters_post")).toMatchObject({ remaining: 59, fullInMs: 2_000 });
  });
});
