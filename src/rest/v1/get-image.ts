import { getImage } from "../../operations/get-image.ts";
import { answerWith } from "../answer.ts";
import { renderersOf } from "../renderers.ts";
import type { RestRoute } from "../route.ts";
import { EXAMPLE_IMAGE } from "./examples.ts";
import { imageSchema } from "./image-schema.ts";

export const getImageRoute: RestRoute = {
  method: "get",
  path: "/v1/images/{id}",
  status: 200,
  scope: "read",
  bucket: "reads",
  keyed: false,
  docs: {
    summary: "Read an image",
    description: "As it is now. `pending` becomes `processing`, then `succeeded` or `failed`.",
    response: { schema: imageSchema, example: EXAMPLE_IMAGE },
    errors: ["resource_not_found"],
  },
  handle: async (app, call, { params }) =>
    answerWith(await getImage(app, call, params.id ?? ""), (image) => ({
      body: renderersOf(call.version).image(image, app.urls.sign),
    })),
};
