import SchemaBuilder from "@pothos/core";
import ErrorsPlugin from "@pothos/plugin-errors";
import RelayPlugin from "@pothos/plugin-relay";
import ZodPlugin from "@pothos/plugin-zod";
import type { GraphqlContext } from "./context.ts";
import { earlyComplaint } from "./early-complaint.ts";
import { relayOptions } from "./relay-options.ts";

/** What resolvers and scalars look like from TypeScript. Fields are non-null unless they say otherwise. */
export type SchemaTypes = {
  Context: GraphqlContext;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    /** A moment as the database prints it inside JSON. */
    DateTime: { Input: never; Output: string };
    /** An unsigned 32-bit integer. */
    Seed: { Input: number; Output: number };
  };
};

/**
 * The order of the plugins matters: errors before zod, so that a complaint about an argument is caught by the errors
 * plugin and becomes a member of the mutation's union.
 */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, ZodPlugin, RelayPlugin],
  defaultFieldNullability: false,
  errors: {
    directResult: true,
    defaultUnionOptions: {
      name: ({ fieldName }) => `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Result`,
      description: "What the mutation of this name answers: its success, or an expected refusal.",
    },
  },
  zod: { validationError: earlyComplaint },
  relay: relayOptions,
});
