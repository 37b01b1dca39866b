import { regenerateCharacterRef, regenerateCharacterRefBody } from "../../operations/regenerate-character-ref.ts";
import { answerWith } from "../answer.ts";
import { renderersOf } from "../renderers.ts";
import type { RestRoute } from "../route.ts";
import { characterSchema } from "./character-schema.ts";
import { EXAMPLE_SYNTHESIZING } from "./examples.ts";

export const regenerateCharacterRefRoute: RestRoute = {
  method: "post",
  path: "/v1/characters/{id}/refs/regenerate",
  status: 200,
  scope: "write",
  bucket: "characters_synthesize",
  keyed: true,
  docs: {
    summary: "Make one pose anew",
    description: "Paid with one generation; the other refs stay. Needs a current set of the four synthesized poses.",
    requestBody: {
      schema: regenerateCharacterRefBody,
      examples: [{ pose: "side" }, { pose: "portrait", prompt_override: "a warm smile" }],
    },
    response: { schema: characterSchema, example: EXAMPLE_SYNTHESIZING },
    errors: [
      "missing_field",
      "value_out_of_range",
      "invalid_request_error",
      "insufficient_credits",
      "resource_not_found",
    ],
  },
  handle: async (app, call, { params, body, idempotencyKey }) => {
    const outcome = await regenerateCharacterRef(app, call, { id: params.id ?? "", body, idempotencyKey });
    return answerWith(outcome, ({ character, replayed }) => ({
      body: renderersOf(call.version).character(character, app.urls.sign),
      replayed,
    }));
  },
};
