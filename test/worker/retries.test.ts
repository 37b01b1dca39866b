import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { CallError } from "../../src/domain/errors.ts";
import { retryBlobStore, retryWhileUnavailable } from "../../src/worker/run.ts";

const never = new AbortController().signal;
const away = () => new CallError("service_unavailable", "The database is away.");

/** Fails once for each error, then succeeds, and counts its calls. */
function failing(...errors: readonly unknown[]) {
  let calls = 0;
  const work = async () => {
    calls += 1;
    if (calls <= errors.length) throw errors[calls - 1];
    return "recorded";
  };
  return { work, calls: () => calls };
}

describe("retryWhileUnavailable", () => {
  test("repeats a statement while the database is unavailable", async () => {
    const { work, calls } = failing(away());
    const started = performance.now();
    expect(await retryWhileUnavailable(never, work)).toBe("recorded");
    expect(calls()).toBe(2);
    expect(performance.now() - started).toBeGreaterThan(450);
    const longer = failing(...Array.from({ length: 30 }, away));
    expect(await retryWhileUnavailable(never, longer.work, 1)).toBe("recorded");
    expect(longer.calls()).toBe(31);
  });

  test.each([[new Error("a bug")], [new CallError("internal_error", "A bug.")]])(
    "does not repeat a statement after %s",
    async (error) => {
      const { work, calls } = failing(error, error);
      await expect(retryWhileUnavailable(never, work)).rejects.toBe(error);
      expect(calls()).toBe(1);
    },
  );

  test("stops as soon as the run is aborted", async () => {
    const stop = new AbortController();
    const { work, calls } = failing(...Array.from({ length: 50 }, away));
    const repeated = retryWhileUnavailable(stop.signal, work);
    // The statement is waiting for its next try by now.
    await turn();
    const started = performance.now();
    stop.abort();
    await expect(repeated).rejects.toBeInstanceOf(CallError);
    expect(calls()).toBeLessThan(3);
    expect(performance.now() - started).toBeLessThan(400);
  });
});

test("retryBlobStore tries ten times, whatever the error is", async () => {
  const lasting = failing(...Array.from({ length: 10 }, (_, n) => new Error(`full ${n}`)));
  const passing = failing(...Array.from({ length: 9 }, () => new Error("full")));
  const put = ({ work }: ReturnType<typeof failing>) => retryBlobStore(never, async () => void (await work()), 1);
  const [given, kept] = await Promise.allSettled([put(lasting), put(passing)]);
  expect(given).toMatchObject({ status: "rejected", reason: { message: "full 9" } });
  expect(lasting.calls()).toBe(10);
  expect(kept?.status).toBe("fulfilled");
});
