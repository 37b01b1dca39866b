import { updateCharacter, updateCharacterBody } from "../../operations/update-character.ts";
import { answerWith } from "../answer.ts";
import { renderersOf } from "../renderers.ts";
import type { RestRoute } from "../route.ts";
import { characterSchema } from "./character-schema.ts";
import { EXAMPLE_ATTRIBUTES, EXAMPLE_CHARACTER } from "./examples.ts";

export const updateCharacterRoute: RestRoute = {
  method: "patch",
  path: "/v1/characters/{id}",
  status: 200,
  scope: "write",
  bucket: "characters_post",
  keyed: false,
  docs: {
    summary: "Change name or attributes",
    description:
      "`attributes` replaces the whole object. The refs stay as they are; a running synthesis keeps what it began with. Free.",
    requestBody: {
      schema: updateCharacterBody,
      examples: [{ name: "Mina" }, { attributes: EXAMPLE_ATTRIBUTES }, { attributes: null }],
    },
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    errors: ["value_out_of_range", "resource_not_found"],
  },
  handle: async (app, call, { params, body }) =>
    answerWith(await updateCharacter(app, call, { id: params.id ?? "", body }), (character) => ({
      body: renderersOf(call.version).character(character, app.urls.sign),
    })),
};
