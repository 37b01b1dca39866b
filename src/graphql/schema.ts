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

/** The whole schema. It does not need a running app, so `npm run schema` can print it. */
export const schema = withPlainIds(builder.toSchema());

/**
 * Replaces the relay plugin's async resolvers of node ids by the synchronous ones of the types. With an async resolver
 * the id of each object of a list would be a promise.
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
