import { expect, test } from "vitest";
import { joinLookups } from "../../src/services/api-keys/join-lookups.ts";

/** Look-ups that end when told; each answers with the number of those begun before it. */
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

test("a thousand who ask at the same time cost two look-ups, and each gets one begun after he asked", async () => {
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

test("who asks for something else does not wait, and nothing is remembered once all have their answer", async () => {
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

test("who waits behind a look-up that fails is told so at once, and the next one looks again", async () => {
  const { begun, find, end } = controlled();
  const failing = [find("k"), find("k")];
  const told = Promise.allSettled(failing);
  begun[0]?.reject(new Error("away"));
  expect((await told).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(begun).toHaveLength(1);
  const again = find("k");
  await end(1);
  expect(await again).toBe(1);
});
