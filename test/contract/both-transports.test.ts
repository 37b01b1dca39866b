import { type GraphQLField, getNamedType, isInputObjectType, isUnionType } from "graphql";
import { describe, expect, test } from "vitest";
import { USER_ERRORS } from "../../src/graphql/errors.ts";
import { schema } from "../../src/graphql/schema.ts";
import { refusalKinds } from "../../src/operations/operation.ts";
import { argumentName } from "../../src/operations/wire-names.ts";
import { ROUTES } from "../../src/rest/routes.ts";
import { CONTRACT_PAGE } from "../helpers/contract-page.ts";

/** Operations of one transport only. REST's estimate is a query of GraphQL; the console revokes keys over GraphQL. */
const ONLY_REST = ["estimate_image"];
const ONLY_GRAPHQL = ["revokeApiKey"];

const FIELDS = schema.getMutationType()?.getFields() ?? {};
const WRITES = ROUTES.filter(({ method, operation }) => method !== "get" && !ONLY_REST.includes(operation.name));

const mutationOf = (operation: string) => {
  const field = FIELDS[argumentName(operation)];
  if (!field) throw new Error(`${operation} has a REST route but no mutation ${argumentName(operation)}`);
  return field;
};

type Field = GraphQLField<unknown, unknown>;

/** The arguments of a mutation; those of its `input` stand beside the others, as in the operation. */
const argumentNames = ({ args }: Field) =>
  args.flatMap(({ name, type }) => {
    const named = getNamedType(type);
    return name === "input" && isInputObjectType(named) ? Object.keys(named.getFields()) : [name];
  });

/** Whether the schema of the operation validates the arguments: as `validate` of the field or of its input type. */
const isValidated = ({ args, extensions }: Field) => {
  const validators = [{ extensions }, ...args.map(({ type }) => getNamedType(type))];
  return validators.some(({ extensions }) => {
    const { validate } = (extensions.pothosOptions ?? {}) as { validate?: unknown };
    return validate !== undefined;
  });
};

describe.each(WRITES.map(({ operation }) => [operation.name, operation] as const))("%s", (name, operation) => {
  test("has the same arguments in GraphQL as in its operation", () => {
    const key = operation.idempotent ? ["idempotencyKey"] : [];
    expect(argumentNames(mutationOf(name)).toSorted()).toEqual(
      [...Object.keys(operation.input.shape), ...key].toSorted(),
    );
  });

  test("has each of its refusals in the union of its mutation", () => {
    const union = getNamedType(mutationOf(name).type);
    const members = isUnionType(union) ? union.getTypes().map((type) => type.name) : [];
    const errors = refusalKinds(operation).map((kind) => USER_ERRORS[kind].name);
    expect(members.filter((member) => !member.endsWith("Success")).toSorted()).toEqual(errors.toSorted());
  });
});

test("every mutation that can refuse its input has it validated by its operation (`validate` in src/graphql)", () => {
  const refusing = WRITES.filter(({ operation }) => refusalKinds(operation).includes("invalid_input"));
  const unchecked = refusing.filter(({ operation }) => !isValidated(mutationOf(operation.name)));
  expect(refusing.length).toBeGreaterThan(0);
  expect(unchecked.map(({ operation }) => operation.name)).toEqual([]);
});

test("every mutation has a REST route", () => {
  const routed = WRITES.map(({ operation }) => argumentName(operation.name));
  expect(Object.keys(FIELDS).toSorted()).toEqual([...routed, ...ONLY_GRAPHQL].toSorted());
});

describe("docs/contract.md", () => {
  test("names every REST route", () => {
    const calls = ROUTES.map(({ method, path }) => `\`${method.toUpperCase()} ${path}\``);
    expect(calls.filter((call) => !CONTRACT_PAGE.includes(call))).toEqual([]);
  });

  test("names every root field of GraphQL", () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = roots.flatMap((type) => Object.keys(type?.getFields() ?? {}));
    expect(fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(CONTRACT_PAGE))).toEqual([]);
  });
});
