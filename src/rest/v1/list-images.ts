import { listImages, listImagesQuery } from "../../operations/list-images.ts";
import { answerWith } from "../answer.ts";
import { listBody, listSchema, pageParameters } from "../list.ts";
import { renderersOf } from "../renderers.ts";
import type { RestRoute } from "../route.ts";
import { EXAMPLE_IMAGE } from "./examples.ts";
import { imageSchema } from "./image-schema.ts";

export const listImagesRoute: RestRoute = {
  method: "get",
  path: "/v1/images",
  status: 200,
  scope: "read",
  bucket: "reads",
  keyed: false,
  docs: {
    summary: "List images",
    description: "Newest first.",
    query: { schema: listImagesQuery, parameters: pageParameters("image") },
    response: {
      schema: listSchema(imageSchema, "ImageList"),
      example: listBody({ data: [EXAMPLE_IMAGE], hasMore: false, nextCursor: null }, (image) => image),
    },
    errors: ["value_out_of_range", "invalid_page_token"],
  },
  handle: async (app, call, { query }) => {
    const render = renderersOf(call.version).image;
    return answerWith(await listImages(app, call, query), (list) => ({
      body: listBody(list, (image) => render(image, app.urls.sign)),
    }));
  },
};
