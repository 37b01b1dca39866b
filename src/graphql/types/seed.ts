import { GraphQLError, Kind, print } from "graphql";
import { builder } from "../builder.ts";

/** What vendors take: an unsigned 32-bit integer, which GraphQL's own Int can't hold. */
const MAX_SEED = 4_294_967_295;

builder.scalarType("Seed", {
  description: `A whole number from 0 to ${MAX_SEED}: the same seed asks for the same picture.`,
  serialize: (seed) => seed,
  parseValue: toSeed,
  parseLiteral: (node) => toSeed(node.kind === Kind.INT ? Number(node.value) : print(node)),
});

function toSeed(value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_SEED) return value;
  throw new GraphQLError(`Seed must be a whole number from 0 to ${MAX_SEED}.`);
}
