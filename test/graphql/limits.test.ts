import { buildSchema, type OperationDefinitionNode, parse } from "graphql";
import { describe, expect, test, vi } from "vitest";
import { documentLimitErrors, fragmentsOf, isNestedTooDeeply, pageLimitErrors } from "../../src/graphql/limits.ts";
import { schema } from "../../src/graphql/schema.ts";

const refusals = (query: string) => documentLimitErrors(parse(query)).map(({ message }) => message);

/** `{ a { a { … } } }` with this many levels. */
const nested = (depth: number, inside = "a") => `${"{ a ".repeat(depth - 1)}{ ${inside} }${" }".repeat(depth - 1)}`;

describe("a document", () => {
  test("may nest 12 levels of fields, but not 13", () => {
    expect(refusals(nested(12))).toEqual([]);
    expect(refusals(nested(13))).toEqual(["The operation is nested 13 levels deep; the limit is 12."]);
  });

  test("is nested through its fragments", () => {
    const spread = (depth: number) => `${nested(6, "...F")} fragment F on A ${nested(depth)}`;
    expect(refusals(spread(7))).toEqual([]);
    expect(refusals(spread(8))).toHaveLength(1);
    expect(refusals(nested(13).replace("{ a }", "{ ... on A { a } }"))).toHaveLength(1);
  });

  test("may nest introspection fields without a limit", () => {
    expect(refusals(`{ __schema ${nested(20)} }`)).toEqual([]);
    expect(refusals(nested(12, "a __typename"))).toEqual([]);
  });

  test("may have 30 aliases, but not 31, in any position", () => {
    const aliases = (count: number) => Array.from({ length: count }, (_, i) => `a${i}: a`).join(" ");
    expect(refusals(`{ a { ${aliases(30)} } }`)).toEqual([]);
    expect(refusals(`{ a { ${aliases(31)} } }`)).toEqual(["The operation has 31 aliases; the limit is 30."]);
    expect(refusals(`{ x: a { ${aliases(15)} } y: a { ...F } } fragment F on A { ${aliases(14)} }`)).toHaveLength(1);
    expect(refusals(`{ a { ...F } b { ...F } } fragment F on A { ${aliases(15)} }`)).toEqual([]);
    expect(refusals(`{ a { ...F } b { ...F } } fragment F on A { ${aliases(16)} }`)).toHaveLength(1);
  });

  test("may have 20 root fields, but not 21, however they are written", () => {
    const fields = (count: number) => Array.from({ length: count }, (_, i) => `f${i}`).join(" ");
    expect(refusals(`{ ${fields(20)} }`)).toEqual([]);
    expect(refusals(`{ ${fields(21)} }`)).toEqual(["The operation has 21 root fields; the limit is 20."]);
    expect(refusals(`{ ${fields(10)} ...F } fragment F on Query { ${fields(11)} }`)).toHaveLength(1);
    expect(refusals(`{ ${fields(10)} ... on Query { ${fields(11)} } }`)).toHaveLength(1);
    expect(refusals(`{ a { ${fields(21)} } }`)).toEqual([]);
  });

  test("cannot evade the limits with directives", () => {
    const hidden = Array.from({ length: 21 }, (_, i) => `f${i} @skip(if: true)`).join(" ");
    expect(refusals(`{ ${hidden} }`)).toHaveLength(1);
  });

  test("is measured in each of its operations", () => {
    expect(refusals(`query A { a } query B ${nested(13)}`)).toHaveLength(1);
  });

  test("is measured even when its fragments contain each other", () => {
    expect(refusals("{ ...F } fragment F on Query { a { ...G } } fragment G on Query { b { ...F } }")).toEqual([]);
  });

  test("is refused within 500 ms when its fragments expand to 2^150 aliases", () => {
    const links = Array.from(
      { length: 150 },
      (_, i) => `fragment F${i} on A { x: a { ...F${i + 1} } y: a { ...F${i + 1} } }`,
    );
    const started = performance.now();
    const found = refusals(`{ a { ...F0 } } ${links.join(" ")} fragment F150 on A { a }`);
    expect(found).toHaveLength(2);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe("nested lists and objects in the text of a document", () => {
  const levels = (open: string, close: string) => (count: number) =>
    `{ character(id: ${open.repeat(count)}1${close.repeat(count)}) { id } }`;

  test.each([
    ["lists", 64, levels("[", "]")],
    ["objects", 64, levels("{a:", "}")],
    ["lists in objects", 32, levels("{a:[", "]}")],
  ])("may be nested to the limit and no deeper: %s, %i levels", (_what, most, document) => {
    expect(isNestedTooDeeply(document(most))).toBe(false);
    expect(isNestedTooDeeply(document(most + 1))).toBe(true);
  });

  test.each([
    ["a string", `{ node(id: "${"[".repeat(100)}\\"${"[".repeat(100)}") { id } }`],
    ["a block string", `{ node(id: """${"[".repeat(100)} " \\""" ${"[{(".repeat(100)}""") { id } }`],
    ["a block string of several lines", `{ node(id: """\n${"[".repeat(100)}\n""") { id } }`],
    ["an unterminated block string", `{ node(id: """\n${"[".repeat(100)}`],
    ["an unterminated string", `{ node(id: "${"[".repeat(100)}\n) { id } }`],
    ["a comment", `{ #${"[".repeat(100)}"\n team { id } }`],
    ["selection sets", `${"{a".repeat(100)}${"}".repeat(100)}`],
    ["selection sets of fields with arguments", `${"{a(b: {c: 1})".repeat(100)}${"}".repeat(100)}`],
    ["lists beside each other", `{ a(b: [${"[],".repeat(100)}], c: [${"{},".repeat(100)}]) }`],
  ])("do not include the brackets of %s", (_what, text) => {
    expect(isNestedTooDeeply(text)).toBe(false);
  });

  test("are found after any string", () => {
    for (const text of ['"a"', '"\\""', '""', '"""a"""', '""""""', '"""a\\"""b"""', '"unterminated\n']) {
      expect(isNestedTooDeeply(`{ a(b: ${text}, c: ${"[".repeat(65)}`)).toBe(true);
    }
  });

  test("are found after selection sets", () => {
    expect(isNestedTooDeeply(`{ a { b } c { d } } { e(f: ${"[".repeat(65)}`)).toBe(true);
  });

  test("are counted in linear time", () => {
    for (const text of ['"', '"""', '"""\\', "#", "[]", "{(", '"\\']) {
      const long = text.repeat((256 * 1024) / text.length);
      const began = performance.now();
      isNestedTooDeeply(long);
      isNestedTooDeeply(`"""${long}`);
      expect(performance.now() - began).toBeLessThan(1_000);
    }
  });
});

describe("the page sizes of an operation", () => {
  /** Checks one document, for each call with other variables. */
  const checker = (query: string, over = schema) => {
    const document = parse(query);
    const [definition] = document.definitions as [OperationDefinitionNode];
    const fragments = fragmentsOf(document);
    return (variables: Record<string, unknown> = {}) =>
      pageLimitErrors(over, { definition, fragments, variables }).map(({ message }) => message);
  };
  const check = (query: string, variables: Record<string, unknown> = {}, over = schema) =>
    checker(query, over)(variables);

  test("may be 100, but not 101, from either end and by variable", () => {
    expect(check("{ characters(first: 100) { nodes { id } } }")).toEqual([]);
    expect(check("{ characters(first: 101) { nodes { id } } }")).toEqual([
      "A page has at most 100 items; 101 were requested.",
    ]);
    expect(check("{ characters(last: 101) { nodes { id } } }")).toHaveLength(1);
    const query = "query ($n: Int) { characters(first: $n) { nodes { id } } }";
    expect(check(query, { n: 100 })).toEqual([]);
    expect(check(query, { n: 101 })).toHaveLength(1);
  });

  test("are checked again for other variables of the same document", () => {
    const byArgument = checker(
      "query ($n: Int) { ...F } fragment F on Query { characters(first: $n) { nodes { id } } }",
    );
    expect([{ n: 100 }, { n: 101 }, { n: 100 }].map((variables) => byArgument(variables).length)).toEqual([0, 1, 0]);
    const byDirective = checker(
      "query ($skip: Boolean!) { characters(first: 101) @skip(if: $skip) { nodes { id } } team { id } }",
    );
    expect([{ skip: true }, { skip: false }, { skip: true }].map((variables) => byDirective(variables).length)).toEqual(
      [0, 1, 0],
    );
    const mixed = checker(
      'query ($n: Int) { characters(first: $n, clientReferenceId: "x") { nodes { id } } team { id } }',
    );
    expect([{ n: 100 }, { n: 101 }].map((variables) => mixed(variables).length)).toEqual([0, 1]);
  });

  test("are counted once for a document within the limits in which no variable can change them", () => {
    const counts = vi.spyOn(schema, "getRootType");
    const once = checker("{ characters(first: 100) { nodes { id } } team { id } }");
    expect([once(), once()]).toEqual([[], []]);
    expect(counts).toHaveBeenCalledTimes(1);
    counts.mockRestore();
  });

  test("are counted again for a document over the limits, because errors keep the variables of their request", () => {
    const again = checker("{ characters(first: 101) { nodes { id } } team { id } }");
    expect([again(), again()].map((errors) => errors.length)).toEqual([1, 1]);
  });

  test("are reported with the position of the field", () => {
    const document = parse("{\n  characters(first: 101) { nodes { id } } }");
    const [definition] = document.definitions as [OperationDefinitionNode];
    const [error] = pageLimitErrors(schema, { definition, fragments: new Map(), variables: {} });
    expect(error?.locations).toEqual([{ line: 2, column: 3 }]);
  });

  test("are not multiplied by a field that returns no list", () => {
    const lists = Array.from({ length: 6 }, (_, i) => `a${i}: syntheses(first: 100) { nodes { id } }`).join(" ");
    expect(check(`{ character(id: "x") { ${lists} } }`)).toEqual([]);
  });

  test("multiply: 100 times 100 are allowed, and one more list beside them is refused", () => {
    const inside = (more: string) =>
      `{ characters(first: 100) { nodes { syntheses(first: 100) { nodes { id } } ${more} } } }`;
    expect(check(inside(""))).toEqual([]);
    expect(check(inside("refSets(first: 1) { nodes { number } }"))).toEqual([
      "The pages of this operation could have 10100 items together; the limit is 10000.",
    ]);
  });

  test("are counted as 20 where none is given", () => {
    const lists = (count: number) =>
      Array.from({ length: count }, (_, i) => `a${i}: syntheses { nodes { id } }`).join(" ");
    expect(check(`{ characters(first: 100) { nodes { ${lists(5)} } } }`)).toEqual([]);
    expect(check(`{ characters(first: 100) { nodes { ${lists(6)} } } }`)).toHaveLength(1);
  });

  test("are counted in fragments, at each place where a fragment is spread", () => {
    const fragment = "fragment F on Character { syntheses(first: 60) { nodes { id } } }";
    expect(check(`{ a: characters(first: 100) { nodes { ...F } } } ${fragment}`)).toEqual([]);
    const twice =
      "{ a: characters(first: 100) { nodes { ...F } } b: characters(first: 100) { edges { node { ...F } } } }";
    expect(check(`${twice} ${fragment}`)).toHaveLength(1);
    const inline = "{ node(id: 1) { ... on Character { syntheses(first: 101) { nodes { id } } } } }";
    expect(check(inline)).toHaveLength(1);
    const inside = "... on Character { syntheses(first: 100) { nodes { id } } refSets(first: 1) { nodes { number } } }";
    expect(check(`{ characters(first: 100) { nodes { ${inside} } } }`)).toHaveLength(1);
  });

  test("are not counted for fields that a directive excludes", () => {
    const query = "query ($no: Boolean!) { characters(first: 500) @skip(if: $no) { nodes { id } } }";
    expect(check(query, { no: true })).toEqual([]);
    expect(check(query, { no: false })).toHaveLength(1);
  });

  test("are counted once for each fragment, even if fragments expand exponentially", () => {
    const lists = buildSchema("type Query { a(first: Int): Query }");
    const links = Array.from(
      { length: 60 },
      (_, i) => `fragment F${i} on Query { x: a(first: 9) { ...F${i + 1} } y: a(first: 9) { ...F${i + 1} } }`,
    );
    const started = performance.now();
    expect(check(`{ ...F0 } ${links.join(" ")} fragment F60 on Query { __typename }`, {}, lists)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
