import { CHARACTER_STATUSES } from "../../domain/character.ts";
import { listCharacters, listCharactersQuery } from "../../operations/list-characters.ts";
import { answerWith } from "../answer.ts";
import { listBody, listSchema, pageParameters } from "../list.ts";
import { renderersOf } from "../renderers.ts";
import type { RestRoute } from "../route.ts";
import { characterSchema } from "./character-schema.ts";
import { EXAMPLE_CHARACTER } from "./examples.ts";

export const listCharactersRoute: RestRoute = {
  method: "get",
  path: "/v1/characters",
  status: 200,
  scope: "read",
  bucket: "characters_get",
  keyed: false,
  docs: {
    summary: "List characters",
    description: "Newest first, without the deleted ones.",
    query: {
      schema: listCharactersQuery,
      parameters: {
        ...pageParameters("character"),
        status: { schema: { type: "string", enum: [...CHARACTER_STATUSES] }, description: "Only those in this state." },
        client_reference_id: { schema: { type: "string" }, description: "Only those created with this reference." },
      },
    },
    response: {
      schema: listSchema(characterSchema, "CharacterList"),
      example: listBody({ data: [EXAMPLE_CHARACTER], hasMore: false, nextCursor: null }, (character) => character),
    },
    errors: ["value_out_of_range", "invalid_page_token"],
  },
  handle: async (app, call, { query }) => {
    const render = renderersOf(call.version).character;
    return answerWith(await listCharacters(app, call, query), (list) => ({
      body: listBody(list, (character) => render(character, app.urls.sign)),
    }));
  },
};
