import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from "graphql";
import { builder } from "./builder.ts";
import "./error-types.ts";
import "./characters.ts";
import "./character-events.ts";
import "./images.ts";
import "./node.ts";
import "./syntheses.ts";
import "./team.ts";

builder.queryType({
  description:
    "Reads. Each root field takes one token of its rate limit. A root field that is refused is null, and `errors` says " +
    "why.",
});
builder.mutationType({
  description:
    "Changes. An expected error is a member of the result union. A result is null only together with an entry in " +
    "`errors`.",
});
builder.subscriptionType({ description: "Live streams, over WebSocket and server-sent events." });

/** The whole schema; needs no app, so that it can be printed. */
export const schema = withPlainIds(builder.toSchema());

/**
 * The relay plugin resolves the id of every node by an async function, so that each object of a list would be a promise.
 * Ours are texts that are at hand.
 */
function withPlainIds(built: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(built.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const { id } = (type.extensions.pothosOptions ?? {}) as {
      id?: { resolve?: GraphQLFieldResolver<unknown, unknown> };
    };
    const field = type.getFields().id;
    if (id?.resolve && field) field.resolve = id.resolve;
  }
  return built;
}
