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

/** The whole schema. It needs no running app, so that `npm run schema` can print it. */
export const schema = builder.toSchema();
