import { builder } from "./builder.ts";
import "./error-types.ts";
import "./character-events.ts";
import "./characters.ts";
import "./images.ts";
import "./node.ts";
import "./syntheses.ts";
import "./team.ts";

builder.queryType({ description: "Reads. Each root field takes one token of its bucket." });
builder.mutationType({
  description: "Changes. What can be expected to be refused is a member of the result; only bugs are errors.",
});
builder.subscriptionType({ description: "Live streams, over WebSocket and server-sent events." });

/** The whole schema; needs no app, so that it can be printed. */
export const schema = builder.toSchema();
