import { readFileSync } from "node:fs";
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  lexicographicSortSchema,
  printSchema,
  printType,
  validateSchema,
} from "graphql";
import { describe, expect, test } from "vitest";
import { EVENT_STATUSES, POSES } from "../../src/domain/character.ts";
import { SCOPES } from "../../src/domain/principal.ts";
import { GENERATION_STATUSES, SYNTHESIS_KINDS } from "../../src/domain/synthesis.ts";
import { schema } from "../../src/graphql/schema.ts";

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

/** Every description in a type, with its name. */
function* described(type: GraphQLNamedType): Generator<[string, string | null | undefined]> {
  yield [type.name, type.description];
  if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return;
  for (const field of Object.values(type.getFields())) {
    yield [`${type.name}.${field.name}`, field.description];
    if ("args" in field)
      for (const arg of field.args) yield [`${type.name}.${field.name}(${arg.name})`, arg.description];
  }
}

test("schema.graphql is the printed schema", () => {
  expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toBe(readFileSync("schema.graphql", "utf8"));
});

test("the schema is valid", () => {
  expect(validateSchema(schema)).toEqual([]);
});

test("every type, field, argument and value has a description", () => {
  const silent = types.flatMap((type) => [...described(type)]).filter(([, text]) => !text?.trim());
  expect(silent.map(([name]) => name)).toEqual([]);
});

test("every mutation has a nullable result: its own union of a success and expected errors", () => {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  expect(fields.length).toBeGreaterThan(8);
  for (const { name, type } of fields) {
    const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    expect(String(type)).toBe(`${capital}Result`);
    const union = schema.getType(`${capital}Result`);
    const members = isUnionType(union) ? union.getTypes() : [];
    expect(members.map((member) => member.name)).toContain(`${capital}Success`);
    for (const member of members) {
      const isError = member.getInterfaces().some((candidate) => candidate.name === "UserError");
      expect(isError, member.name).toBe(member.name !== `${capital}Success`);
    }
  }
});

test("root fields are nullable, so that a refused field leaves the other fields intact", () => {
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}),
  );
  expect(fields.filter(({ type }) => String(type).endsWith("!")).map(({ name }) => name)).toEqual([]);
});

test("no payload has a field named id, because a payload is not a node", () => {
  const payloads = types.filter(({ name }) => /(Success|Error)$/.test(name));
  expect(payloads.length).toBeGreaterThan(10);
  expect(payloads.filter((type) => isObjectType(type) && type.getFields().id).map(({ name }) => name)).toEqual([]);
});

test("every custom scalar has the URL of its specification", () => {
  const scalars = types.filter(isScalarType);
  expect(scalars.map(({ name }) => name).sort()).toEqual(["DateTime", "Seed"]);
  for (const { name, specifiedByURL } of scalars) expect(URL.canParse(specifiedByURL ?? ""), name).toBe(true);
});

describe("the values of the enum", () => {
  test.each([
    ["CharacterStatus", EVENT_STATUSES],
    ["Pose", POSES],
    ["SynthesisKind", SYNTHESIS_KINDS],
    ["SynthesisStatus", ["running", "succeeded", "failed", "cancelled"]],
    ["GenerationStatus", GENERATION_STATUSES],
    ["LedgerEntryKind", ["grant", "hold", "capture", "release"]],
    ["Scope", SCOPES],
  ])("%s are the REST values in capitals", (name, values) => {
    const type = schema.getType(name);
    const found = isEnumType(type) ? type.getValues().map((value) => [value.name, value.value]) : [];
    expect(found.sort()).toEqual(values.map((value) => [value.toUpperCase(), value]).sort());
  });
});

describe("the promised names of the schema", () => {
  const sorted = lexicographicSortSchema(schema);
  const sketch = (name: string) => {
    const type = sorted.getType(name);
    return type
      ? printType(type)
          .replace(/^ *""".*?"""\n/gms, "")
          .replace(/\(\n\s+/g, "(")
          .replace(/\n\s*\n/g, "\n")
      : "";
  };

  test("are in the union of resynthesizeCharacter", () => {
    const union = schema.getType("ResynthesizeCharacterResult");
    expect(
      isUnionType(union) &&
        union
          .getTypes()
          .map(({ name }) => name)
          .sort(),
    ).toEqual(
      [
        "ResynthesizeCharacterSuccess",
        "InvalidInputError",
        "CharacterStateError",
        "InsufficientCreditsError",
        "NotFoundError",
        "IdempotencyKeyInUseError",
        "RateLimitExceededError",
      ].sort(),
    );
  });

  test.each([
    [
      "UserError",
      ["type: String!", "code: String!", "message: String!", "param: String", "docUrl: String!", "requestId: ID!"],
    ],
    ["ResynthesizeCharacterSuccess", ["character: Character\n", "synthesis: Synthesis!", "replayed: Boolean!"]],
    ["InsufficientCreditsError", ["required: Int!", "available: Int!", "held: Int!"]],
    ["RateLimitExceededError", ["bucket: String!", "retryAfterSeconds: Int!"]],
    ["CharacterStateError", ["status: CharacterStatus!", "eligible: [CharacterStatus!]!"]],
    ["IdempotencyKeyInUseError", ["reason: IdempotencyConflict!"]],
    [
      "Character",
      [
        "type Character implements Node",
        "id: ID!",
        "version: Int!",
        "attributes: CharacterAttributes",
        "clientReferenceId: String",
        "errorMessage: String",
        "aurousVersion: String!",
        "createdAt: DateTime!",
        "synthesis: Synthesis",
        "syntheses(",
        "refSets(",
      ],
    ],
    [
      "Synthesis",
      [
        "kind: SynthesisKind!",
        "cost: Int!",
        "startedAt: DateTime!",
        "finishedAt: DateTime",
        "errorCode: String",
        "generations: [Generation!]!",
      ],
    ],
    ["Team", ["credits: Credits!", "rateLimits: [RateLimit!]!", "ledger("]],
    ["LedgerEntry", ["kind: LedgerEntryKind!", "amount: Int!", "synthesis: Synthesis", "createdAt: DateTime!"]],
    ["CostEstimate", ["credits: Int!", "available: Int!", "sufficient: Boolean!"]],
    [
      "CharacterStatusChange",
      [
        "cursor: String!",
        "version: Int!",
        "previousStatus: CharacterStatus\n",
        "snapshot: Boolean!",
        "occurredAt: DateTime!",
        "character: Character\n",
        "synthesis: Synthesis\n",
      ],
    ],
    [
      "CreateCharacterInput",
      [
        "name: String!",
        "generate: Boolean",
        "attributes: CharacterAttributesInput",
        "uploadIds: [ID!]",
        "clientReferenceId: String",
      ],
    ],
  ])("are in %s", (name, parts) => {
    const text = sketch(name);
    for (const part of parts) expect(text).toContain(part);
  });
});
