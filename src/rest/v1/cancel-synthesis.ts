import { cancelSynthesis, cancelSynthesisBody } from "../../operations/cancel-synthesis.ts";
import { answerWith } from "../answer.ts";
import { renderersOf } from "../renderers.ts";
import type { RestRoute } from "../route.ts";
import { characterSchema } from "./character-schema.ts";
import { EXAMPLE_CHARACTER } from "./examples.ts";

export const cancelSynthesisRoute: RestRoute = {
  method: "post",
  path: "/v1/characters/{id}/cancel",
  status: 200,
  scope: "write",
  bucket: "characters_post",
  keyed: false,
  docs: {
    summary: "Stop a running synthesis",
    description:
      "The character goes back to the state it had before, the credits are released. With `synthesis_id` only that run.",
    requestBody: { schema: cancelSynthesisBody, examples: [{}, { synthesis_id: "syn_01HXMQ7Z3K8Y2NABCDEFGHJKMV" }] },
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    errors: ["invalid_request_error", "resource_not_found"],
  },
  handle: async (app, call, { params, body }) =>
    answerWith(await cancelSynthesis(app, call, { characterId: params.id ?? "", body }), ({ character }) => ({
      body: renderersOf(call.version).character(character, app.urls.sign),
    })),
};
