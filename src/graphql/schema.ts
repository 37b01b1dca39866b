import { builder } from "./builder.ts";
import "./types/date-time.ts";
import "./types/seed.ts";
import "./types/user-error.ts";
import "./types/error-types.ts";
import "./queries/character.ts";
import "./queries/characters.ts";
import "./queries/estimate.ts";
import "./queries/image.ts";
import "./queries/images.ts";
import "./queries/node.ts";
import "./queries/team.ts";
import "./mutations/cancel-synthesis.ts";
import "./mutations/create-access-token.ts";
import "./mutations/create-character.ts";
import "./mutations/create-image.ts";
import "./mutations/delete-character.ts";
import "./mutations/regenerate-character-ref.ts";
import "./mutations/restore-ref-set.ts";
import "./mutations/resynthesize-character.ts";
import "./mutations/save-character.ts";
import "./mutations/update-character.ts";
import "./subscriptions/balance-changed.ts";
import "./subscriptions/character-status-changed.ts";
import "./subscriptions/synthesis-progress.ts";
import "./subscriptions/team-events.ts";

builder.queryType({ description: "Reads. Each root field takes one token of its bucket." });
builder.mutationType({
  description: "Changes. What can be expected to be refused is a member of the result; only bugs are errors.",
});
builder.subscriptionType({ description: "Live streams, over WebSocket and server-sent events." });

/** The whole schema; needs no app, so that it can be printed. */
export const schema = builder.toSchema();
