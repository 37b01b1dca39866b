import { builder } from "./builder.ts";
import "./types/date-time.ts";
import "./types/user-error.ts";
import "./types/error-types.ts";
import "./queries/character.ts";
import "./queries/node.ts";
import "./queries/team.ts";
import "./mutations/resynthesize-character.ts";
import "./mutations/save-character.ts";
import "./subscriptions/character-status-changed.ts";

builder.queryType({ description: "Reads. Each root field takes one token of its bucket." });
builder.mutationType({
  description: "Changes. What can be expected to be refused is a member of the result; only bugs are errors.",
});
builder.subscriptionType({ description: "Live streams, over WebSocket and server-sent events." });

/** The whole schema; needs no app, so that it can be printed. */
export const schema = builder.toSchema();
