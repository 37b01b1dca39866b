import { builder } from "./builder.ts";
import "./error-types.ts";
import "./team.ts";
import "./characters.ts";
import "./character-events.ts";
import "./characters.ts";
import "./images.ts";
import "./node.ts";
import "./syntheses.ts";
import "./syntheses.ts";
import "./team.ts";
import "./images.ts";

builder.queryType({
  description:
    "Reads. Each root field takes one token of its rate limit. A root field is null when it was refused: see `errors`.",
});
builder.mutationType({
  description:
    "Changes. An expected error is a member of the result. A result is null only together with an entry in `errors`.",
});
builder.subscriptionType({ description: "Live streams, over WebSocket and server-sent events." });

/** The whole schema; needs no app, so that it can be printed. */
export const schema = builder.toSchema();
