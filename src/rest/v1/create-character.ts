import { createCharacter, createCharacterBody } from "../../operations/create-character.ts";
import { answerWith } from "../answer.ts";
import { renderersOf } from "../renderers.ts";
import type { RestRoute } from "../route.ts";
import { characterSchema } from "./character-schema.ts";
import { EXAMPLE_ATTRIBUTES, EXAMPLE_CREATED } from "./examples.ts";

export const createCharacterRoute: RestRoute = {
  method: "post",
  path: "/v1/characters",
  status: 201,
  scope: "write",
  bucket: "characters_synthesize",
  keyed: true,
  docs: {
    summary: "Create a character",
    description:
      "With `generate: true` from attributes, paid with four generations; or from `upload_ids`, free and `ready` at " +
      "once (then the bucket is `characters_post`). Exactly one of the two.",
    requestBody: {
      schema: createCharacterBody,
      examples: [
        { name: "Mina", generate: true, attributes: EXAMPLE_ATTRIBUTES, client_reference_id: "crm-4711" },
        { name: "Mina", upload_ids: ["upl_01HXMQ7Z3K8Y2NABCDEFGHJKMT"] },
      ],
    },
    response: { schema: characterSchema, example: EXAMPLE_CREATED },
    errors: [
      "missing_field",
      "value_out_of_range",
      "parameter_invalid_combination",
      "upload_invalid",
      "insufficient_credits",
    ],
  },
  handle: async (app, call, { body, idempotencyKey }) =>
    answerWith(await createCharacter(app, call, { body, idempotencyKey }), ({ character, replayed }) => ({
      body: renderersOf(call.version).character(character, app.urls.sign),
      replayed,
    })),
};
