import { expect, test } from "vitest";
import { joinLookups } from "../../src/services/api-keys/find-key.ts";

/** Lookups that end on request. Each returns the number of lookups that began before it. */
function controlled() {
  const begun: PromiseWithResolvers<number>[] = [];
  const find = joinLookups((_key: string) => {
    const lookup = Promise.withResolvers<number>();
    begun.push(lookup);
    return lookup.promise;
  });
  const end = async (nth: number) => {
    begun[nth]?.resolve(nth);
    await begun[nth]?.promise;
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, find, end };
}

test("a thousand simultaneous callers cost two lookups, and each gets one that began after its call", async () => {
  const { begun, find, end } = controlled();
  const first = find("k");
  const others = Array.from({ length: 999 }, () => find("k"));
  expect(begun).toHaveLength(1);
  await end(0);
  expect(begun).toHaveLength(2);
  const late = find("k");
  await end(1);
  expect([await first, ...new Set(await Promise.all(others))]).toEqual([0, 1]);
  await end(2);
  expect(await late).toBe(2);
});

test("another key does not wait, and nothing is cached after the answers", async () => {
  const { begun, find, end } = controlled();
  const one = find("k");
  const other = find("l");
  expect(begun).toHaveLength(2);
  await end(1);
  expect(await other).toBe(1);
  await end(0);
  expect(await one).toBe(0);
  const again = find("k");
  await end(2);
  expect(await again).toBe(2);
});

test("callers that wait for a lookup that fails are rejected at once, and the next one looks up again", async () => {
  const { begun, find, end } = controlled();
  const failing = [find("k"), find("k")];
  const results = Promise.allSettled(failing);
  begun[0]?.reject(new Error("unavailable"));
  expect((await results).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(begun).toHaveLength(1);
  const again = find("k");
  await end(1);
  expect(await again).toBe(1);
});
