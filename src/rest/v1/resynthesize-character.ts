import { resynthesizeBody, resynthesizeCharacter } from "../../operations/resynthesize-character.ts";
import { answerWith } from "../answer.ts";
import { renderersOf } from "../renderers.ts";
import type { RestRoute } from "../route.ts";
import { characterSchema } from "./character-schema.ts";
import { EXAMPLE_SYNTHESIZING } from "./examples.ts";

export const resynthesizeCharacterRoute: RestRoute = {
  method: "post",
  path: "/v1/characters/{id}/resynthesize",
  status: 200,
  scope: "write",
  bucket: "characters_synthesize",
  keyed: true,
  docs: {
    summary: "Make a fresh set of four poses",
    description:
      "From the stored attributes, paid with four generations: held now, taken when all four are there, else given back. " +
      "The character shows its old set until the new one is whole. `force_all` is reserved and changes nothing.",
    requestBody: { schema: resynthesizeBody, examples: [{}, { force_all: true }] },
    response: { schema: characterSchema, example: EXAMPLE_SYNTHESIZING },
    errors: ["missing_field", "invalid_request_error", "insufficient_credits", "resource_not_found"],
  },
  handle: async (app, call, { params, body, idempotencyKey }) => {
    const outcome = await resynthesizeCharacter(app, call, { id: params.id ?? "", body, idempotencyKey });
    return answerWith(outcome, ({ character, replayed }) => ({
      body: renderersOf(call.version).character(character, app.urls.sign),
      replayed,
    }));
  },
};
