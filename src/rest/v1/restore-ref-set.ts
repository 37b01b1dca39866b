import { restoreRefSet, restoreRefSetBody } from "../../operations/restore-ref-set.ts";
import { answerWith } from "../answer.ts";
import { renderersOf } from "../renderers.ts";
import type { RestRoute } from "../route.ts";
import { characterSchema } from "./character-schema.ts";
import { EXAMPLE_CHARACTER } from "./examples.ts";

export const restoreRefSetRoute: RestRoute = {
  method: "post",
  path: "/v1/characters/{id}/refs/restore",
  status: 200,
  scope: "write",
  bucket: "characters_post",
  keyed: false,
  docs: {
    summary: "Make an earlier set current again",
    description: "Free. The way out of `failed`, which becomes `reviewing`; from other states the status stays.",
    requestBody: { schema: restoreRefSetBody, examples: [{ number: 1 }] },
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    errors: ["missing_field", "value_out_of_range", "invalid_request_error", "resource_not_found"],
  },
  handle: async (app, call, { params, body }) =>
    answerWith(await restoreRefSet(app, call, { characterId: params.id ?? "", body }), (character) => ({
      body: renderersOf(call.version).character(character, app.urls.sign),
    })),
};
