import { buildSchema, type DocumentNode, parse } from "graphql";
import { expect, test } from "vitest";
import { createPlanCache } from "../../src/graphql/execution/plan-cache.ts";

const schema = buildSchema("type Query { a: Query b: Query c: Int d: Int }");

/** A document with operations that use a fragment four times each, and the fragment another one. */
function documentOf(operations: number): DocumentNode {
  const names = Array.from(
    { length: operations },
    (_, nth) => `query Q${nth} { a { ...F a { ...F } b { ...F } } b { ...F } }`,
  );
  return parse(`${names.join(" ")} fragment F on Query { a { ...G } b { ...G } } fragment G on Query { c d }`);
}

test("finds a plan from the second time on", () => {
  const cache = createPlanCache();
  const document = documentOf(2);
  expect(cache.find(schema, document, "Q0")).toBeNull();
  const plan = cache.find(schema, document, "Q0");
  expect(plan?.size).toBeGreaterThan(20);
  expect(cache.find(schema, document, "Q0")).toBe(plan);
  expect(cache.find(schema, document, "Q1")).toBeNull();
  expect(cache.find(schema, document, "Q1")).not.toBe(plan);
  expect(cache.find(schema, document, "Q2")).toBeNull();
});

test("drops plans when all together are too large, however many operations a document has", () => {
  const cache = createPlanCache(10_000);
  const document = documentOf(100);
  const planOf = (nth: number) => {
    cache.find(schema, document, `Q${nth}`);
    return cache.find(schema, document, `Q${nth}`);
  };
  const plans = Array.from({ length: 100 }, (_, nth) => planOf(nth));
  expect(plans).not.toContain(null);
  expect(planOf(99)).toBe(plans[99]);
  const kept = plans.filter((plan, nth) => planOf(nth) === plan);
  expect(kept.length).toBeLessThan(5);
});

test("plans no operation whose fields are asked for in very many places", () => {
  const cache = createPlanCache();
  const document = parse(`{ a { ...F } b { ...F } } fragment F on Query { ${"c ".repeat(1_500)} }`);
  for (let times = 0; times < 3; times++) expect(cache.find(schema, document, null)).toBeNull();
});
