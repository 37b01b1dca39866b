import { createImage, createImageBody } from "../../operations/create-image.ts";
import { answerWith } from "../answer.ts";
import { renderersOf } from "../renderers.ts";
import type { RestRoute } from "../route.ts";
import { EXAMPLE_CHARACTER, EXAMPLE_PENDING_IMAGE } from "./examples.ts";
import { imageSchema } from "./image-schema.ts";

export const createImageRoute: RestRoute = {
  method: "post",
  path: "/v1/images",
  status: 201,
  scope: "write",
  bucket: "images_post",
  keyed: true,
  docs: {
    summary: "Make an image",
    description:
      "From a prompt, perhaps with a `ready` character, whose set of this moment it keeps. Paid with one generation. " +
      "Poll it with `GET /v1/images/{id}`, or watch its generation over GraphQL.",
    requestBody: {
      schema: createImageBody,
      examples: [
        { prompt: "reading in a sunlit library", character_id: EXAMPLE_CHARACTER.id },
        { prompt: "a lighthouse at dusk", width: 1024, height: 768, seed: 7 },
      ],
    },
    response: { schema: imageSchema, example: EXAMPLE_PENDING_IMAGE },
    errors: [
      "missing_field",
      "value_out_of_range",
      "character_not_ready",
      "insufficient_credits",
      "resource_not_found",
    ],
  },
  handle: async (app, call, { body, idempotencyKey }) =>
    answerWith(await createImage(app, call, { body, idempotencyKey }), ({ image, replayed }) => ({
      body: renderersOf(call.version).image(image, app.urls.sign),
      replayed,
    })),
};
