import { saveCharacter } from "../../operations/save-character.ts";
import { answerWith } from "../answer.ts";
import { noBody } from "../no-body.ts";
import { renderersOf } from "../renderers.ts";
import type { RestRoute } from "../route.ts";
import { characterSchema } from "./character-schema.ts";
import { EXAMPLE_CHARACTER } from "./examples.ts";

export const saveCharacterRoute: RestRoute = {
  method: "post",
  path: "/v1/characters/{id}/save",
  status: 200,
  scope: "write",
  bucket: "characters_post",
  keyed: false,
  docs: {
    summary: "Accept a reviewed set",
    description: "`reviewing` becomes `ready`; a `ready` character stays as it is. Takes no body. Free.",
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    errors: ["invalid_request_error", "resource_not_found"],
  },
  handle: async (app, call, { params, body }) => {
    const unwanted = noBody(body);
    if (!unwanted.ok) return unwanted;
    return answerWith(await saveCharacter(app, call, params.id ?? ""), (character) => ({
      body: renderersOf(call.version).character(character, app.urls.sign),
    }));
  },
};
