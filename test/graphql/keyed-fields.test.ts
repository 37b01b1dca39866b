import { buildSchema, getOperationAST, parse } from "graphql";
import { describe, expect, test } from "vitest";
import { fragmentsOf, keyArguments } from "../../src/graphql/limits.ts";
import { idempotencyHeader } from "../../src/http/request.ts";

const SCHEMA = buildSchema(`
  type Query { pay(idempotencyKey: String): Int }
  type Mutation { pay(n: Int, idempotencyKey: String): Int save(id: ID): Int }
`);

function keys(text: string, variables: Record<string, unknown> = {}, schema = SCHEMA): (string | null)[] {
  const document = parse(text);
  const definition = getOperationAST(document);
  if (!definition) throw new Error("one operation is expected");
  return keyArguments(schema, { definition, fragments: fragmentsOf(document), variables });
}

describe("the idempotent mutations of an operation", () => {
  test.each([
    ["mutation { pay }", [null]],
    ['mutation { pay(idempotencyKey: "a") }', ["a"]],
    ['mutation { pay(idempotencyKey: "a") b: pay(idempotencyKey: "b") }', ["a", "b"]],
    ['mutation { save pay(n: 1, idempotencyKey: "a") }', ["a"]],
    ["mutation { save }", []],
    ["mutation { pay(idempotencyKey: null) }", [null]],
    ['mutation { ... { pay(idempotencyKey: "a") } ... on Mutation { b: pay } }', ["a", null]],
    [
      'mutation { ...F } fragment F on Mutation { pay(idempotencyKey: "a") ...G } fragment G on Mutation { g: pay }',
      ["a", null],
    ],
    ["mutation { ...F ...F } fragment F on Mutation { pay }", [null]],
    ["mutation { pay pay }", [null]],
    ["mutation { pay @skip(if: true) b: pay @include(if: false) c: pay @skip(if: false) }", [null]],
    ["mutation { ...F @skip(if: true) } fragment F on Mutation { pay }", []],
  ])("of %s have the keys %j", (text, found) => {
    expect(keys(text)).toEqual(found);
  });

  test("are found through fragments that contain each other, and despite a missing fragment", () => {
    expect(keys("mutation { ...F } fragment F on Mutation { pay ...G } fragment G on Mutation { ...F }")).toEqual([
      null,
    ]);
    expect(keys("mutation { pay ...Missing }")).toEqual([null]);
  });

  test("take their keys from variables", () => {
    expect(keys("mutation ($k: String) { pay(idempotencyKey: $k) }", { k: "v" })).toEqual(["v"]);
    expect(keys("mutation ($k: String) { pay(idempotencyKey: $k) }")).toEqual([null]);
  });

  test("do not exist in a query, whatever its fields are called, nor without a mutation type", () => {
    expect(keys("query { pay }")).toEqual([]);
    expect(keys("mutation { pay }", {}, buildSchema("type Query { pay: Int }"))).toEqual([]);
  });
});

describe("the Idempotency-Key header of a request", () => {
  const read = (values?: readonly string[]) => idempotencyHeader(values ? { "idempotency-key": values } : {});

  test.each([
    [undefined, { key: null, problem: null }],
    [["k"], { key: "k", problem: null }],
    [["\xef\xbb\xbfk"], { key: "\ufeffk", problem: null }],
    [["a", "b"], { key: null, problem: "is sent more than once" }],
    [["\xff"], { key: "\xff", problem: null }],
    [["\xed\xa0\x80"], { key: null, problem: "contains a control character" }],
    [[""], { key: null, problem: "is empty" }],
    [[], { key: null, problem: "is empty" }],
  ])("%j is read as either a key or a problem", (values, header) => {
    expect(read(values)).toEqual(header);
  });
});
