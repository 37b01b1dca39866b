import { getCharacter } from "../../operations/get-character.ts";
import { answerWith } from "../answer.ts";
import { renderersOf } from "../renderers.ts";
import type { RestRoute } from "../route.ts";
import { characterSchema } from "./character-schema.ts";
import { EXAMPLE_CHARACTER } from "./examples.ts";

export const getCharacterRoute: RestRoute = {
  method: "get",
  path: "/v1/characters/{id}",
  status: 200,
  scope: "read",
  bucket: "characters_get",
  keyed: false,
  docs: {
    summary: "Read a character",
    description: "As it is now. Send the ETag as `If-None-Match` for a 304 while nothing changed and the URLs live on.",
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    etag: true,
    errors: ["resource_not_found"],
  },
  handle: async (app, call, { params }) =>
    answerWith(await getCharacter(app, call, params.id ?? ""), (character) => ({
      body: renderersOf(call.version).character(character, app.urls.sign),
      etagVersion: character.version,
    })),
};
