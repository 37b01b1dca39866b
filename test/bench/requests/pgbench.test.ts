import { expect, test } from "vitest";
import { warmRate } from "./pgbench.ts";

/** The log of clients that end their accepts at these milliseconds. */
const log = (...ends: readonly (readonly number[])[]) =>
  ends
    .flatMap((own, client) =>
      own.map((ms, nth) => `${client} ${nth} 900 0 ${1_000 + Math.floor(ms / 1_000)} ${(ms % 1_000) * 1_000}`),
    )
    .join("\n");
const every = (ms: number, count: number, from = 0) => Array.from({ length: count }, (_, nth) => from + (nth + 1) * ms);

test("the rate is that of the time in which all connections are warm and at work", () => {
  // The first client is warm after 2 s, the second after 0.2 s and done after 20 s.
  expect(warmRate(log(every(1_000, 40), every(100, 200)))).toBeCloseTo(11, 5);
  expect(warmRate(log(every(10, 60)))).toBeCloseTo(100, 5);
});

test("a run that ends before all connections are warm has no rate", () => {
  expect(() => warmRate(log(every(1_000, 1), every(100, 200)))).toThrow("more than 2 accepts for each client");
  expect(() => warmRate(log(every(1_000, 20), every(1, 20)))).toThrow("more than 2 accepts for each client");
});
