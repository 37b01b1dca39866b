import fc from "fast-check";
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLObjectType,
  type GraphQLSchema,
  parse,
  validate,
} from "graphql";
import { describe, expect, test } from "vitest";
import { runPlanned } from "./run-planned.ts";

// Only `rows` has items that may not be null: the reference implementation leaves the promises of other items unhandled.
const SDL = `
  enum Color { RED GREEN }
  interface Named { name: String! }
  type Thing implements Named { id: ID! name: String! maybe: Int sum(a: Int!, b: Int = 2): Int! color: Color other: Thing must: Thing!
    things(first: Int): [Thing] all: [Thing]! rows: [[Int!]]! }
  type Query { thing(id: ID): Thing must: Thing! count: Int things: [Thing]! node: Named }
`;
const MOODS = [
  "value",
  "value",
  "value",
  "null",
  "throw",
  "later",
  "later null",
  "later throw",
  "error value",
] as const;
type Mood = (typeof MOODS)[number];

/** A schema whose fields answer as the moods say, each field of each place always in the same mood. */
function schemaOf(moods: readonly Mood[]): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const name of ["Query", "Thing"]) {
    for (const [index, field] of Object.values((schema.getType(name) as GraphQLObjectType).getFields()).entries()) {
      const type = String(field.type);
      field.resolve = (source, args, _context, info) => {
        const depth = ((source as { depth?: number } | undefined)?.depth ?? 0) + 1;
        const mood = moods[(index * 7 + depth * 3 + info.path.key.toString().length) % moods.length];
        const value = valueFor(type, depth, args);
        if (mood === "value") return value;
        if (mood === "null") return null;
        if (mood === "throw") throw new Error(`${info.fieldName} at ${depth}`);
        if (mood === "error value") return new Error(`${info.fieldName} is an error`);
        if (mood === "later") return Promise.resolve(value);
        if (mood === "later null") return Promise.resolve(null);
        return Promise.reject(new Error(`${info.fieldName} later at ${depth}`));
      };
    }
  }
  return schema;
}

function valueFor(type: string, depth: number, args: Readonly<Record<string, unknown>>): unknown {
  const thing = { depth };
  if (type.startsWith("[[")) return [[1, 2], null, [depth % 3 === 0 ? null : 3]];
  if (type.startsWith("[")) return [thing, Promise.resolve(thing), depth % 4 === 0 ? null : thing];
  if (type.startsWith("Thing")) return thing;
  if (type.startsWith("Int")) return Object.keys(args).length > 0 ? Number(args.a) + Number(args.b) : depth;
  if (type === "Color") return depth % 5 === 0 ? "BLUE" : "RED";
  return `text ${depth}`;
}

const leaf = fc.constantFrom(
  "id",
  "name",
  "maybe",
  "color",
  "rows",
  "__typename",
  "alias: name",
  "sum(a: 1)",
  "other2: sum(a: $n, b: 4)",
  "...F",
  "... on Named { name }",
  "... on Thing { maybe }",
);
const { thing } = fc.letrec<{ thing: string }>((tie) => ({
  thing: fc
    .array(
      fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        fc
          .tuple(fc.constantFrom("other", "must", "things(first: 2)", "all", "a: other"), tie("thing"))
          .map(([name, set]) => `${name} { ${set} }`),
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((selections) => selections.join(" ")),
}));
const document = fc
  .array(
    fc.oneof(
      fc.constantFrom("count", "__typename", "c: count"),
      fc.tuple(fc.constantFrom("thing(id: 1)", "must", "things"), thing).map(([name, set]) => `${name} { ${set} }`),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((fields) => `query Q($n: Int! = 3) { ${fields.join(" ")} } fragment F on Thing { id maybe }`);

const plain = ({ data, errors }: ExecutionResult) => ({
  data,
  errors: errors?.map(({ message, path, locations }) => JSON.stringify({ message, path, locations })).sort(),
});

describe("a planned query", () => {
  test("has the result of the reference implementation, whatever its resolvers do", async () => {
    await fc.assert(
      fc.asyncProperty(
        document,
        fc.array(fc.constantFrom(...MOODS), { minLength: 1, maxLength: 11 }),
        async (text, moods) => {
          const schema = schemaOf(moods);
          const parsed = parse(text);
          fc.pre(validate(schema, parsed).length === 0);
          const args = { schema, document: parsed, variableValues: {} };
          const expected = plain(await execute(args));
          for (let times = 0; times < 3; times++) expect(plain(await runPlanned(args))).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each([
    ["directives", "query ($yes: Boolean = false) { count @skip(if: $yes) thing { id @include(if: $yes) name } }"],
    ["an interface", "{ node { __typename name } }"],
    ["introspection", "{ __schema { queryType { name } } count }"],
    ["a response name that is special in JavaScript", "{ __proto__: count thing { __proto__: name } }"],
    ["a variable of the wrong type", "query ($n: Int! = 1) { count thing { sum(a: $n) } }"],
  ])("leaves %s to the reference implementation", async (_what, text) => {
    const schema = schemaOf(["value"]);
    const args = { schema, document: parse(text), variableValues: { n: "wrong" } };
    const expected = JSON.stringify(await execute(args));
    for (let times = 0; times < 3; times++) expect(JSON.stringify(await runPlanned(args))).toBe(expected);
  });

  test("chooses among the operations of a document by name", async () => {
    const schema = schemaOf(["value"]);
    const parsed = parse("query A { count } query B { c: count }");
    for (let times = 0; times < 3; times++) {
      for (const operationName of ["A", "B"]) {
        const args = { schema, document: parsed, operationName };
        expect(plain(await runPlanned(args))).toEqual(plain(await execute(args)));
      }
    }
  });
});
