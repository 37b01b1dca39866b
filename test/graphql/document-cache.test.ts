import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KeyedLimiter } from "../../src/domain/limiter.ts";
import { createDocumentCache, createEngine } from "../../src/graphql/engine.ts";
import { isSubscription } from "../../src/graphql/run-operation.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"] });
});
afterAll(() => app[Symbol.asyncDispose]());

describe("the engine", () => {
  test("parses and validates a valid document once", () => {
    const engine = createEngine(app.app, new KeyedLimiter({}));
    const prepared = engine.prepare("{ team { id } }");
    expect(prepared.errors).toEqual([]);
    expect(engine.prepare("{ team { id } }")).toBe(prepared);
  });

  test("does not keep an invalid document, because its errors need a thousand times as much memory as its text", () => {
    const engine = createEngine(app.app, new KeyedLimiter({}));
    const prepared = engine.prepare("{ tean }");
    expect(prepared.errors).toHaveLength(1);
    expect(engine.prepare("{ tean }")).not.toBe(prepared);
    expect(engine.prepare("{ tean }").errors).toEqual(prepared.errors);
  });
});

test("the cache of documents counts a short document as longer than its text", () => {
  const cache = createDocumentCache();
  const engine = createEngine(app.app, new KeyedLimiter({}));
  const prepared = engine.prepare("{__typename}");
  for (let nth = 0; nth < 100_000; nth++) cache.set(`{__typename}#${nth}`, prepared);
  expect(cache.size).toBeLessThan(30_000);
});

test("a subscription with an empty operation name is recognised, because an empty name counts as absent", () => {
  const query = "subscription S { teamEvents { cursor } }";
  for (const operationName of [undefined, null, "", "S"]) expect(isSubscription({ query, operationName })).toBe(true);
  expect(isSubscription({ query, operationName: "T" })).toBe(false);
});
