import { z } from "zod";
import { getImage } from "../../operations/get-by-id.ts";
import { createImage, estimateImage, listImages } from "../../operations/images.ts";
import { imageSchema, listBody, listSchema } from "../resources.ts";
import { pageParameters, route } from "../route.ts";
import { EXAMPLE_CHARACTER, EXAMPLE_IMAGE, EXAMPLE_PENDING_IMAGE } from "./examples.ts";

export const createImageRoute = route({
  method: "post",
  path: "/v1/images",
  status: 201,
  operation: createImage,
  docs: {
    summary: "Create an image",
    description:
      "Generates one image from a prompt, with or without a `ready` character, whose current refs are used. The credits " +
      "of one generation are held, captured when the image is delivered, and released otherwise. Poll " +
      "`GET /v1/images/{id}` for the result.",
    examples: [
      { prompt: "reading in a sunlit library", character_id: EXAMPLE_CHARACTER.id },
      { prompt: "a lighthouse at dusk", width: 1024, height: 768, seed: 7 },
    ],
    response: { schema: imageSchema, example: EXAMPLE_PENDING_IMAGE },
    inputErrors: ["missing_field", "value_out_of_range"],
  },
  render: ({ image, replayed }, show) => ({ body: show.image(image), replayed }),
});

const estimateSchema = z
  .strictObject({
    object: z.literal("estimate"),
    estimated_cost: z.strictObject({
      amount: z.int().meta({ description: "The number of credits that creating the image would hold now." }),
      breakdown: z.strictObject({ generations: z.int(), credits_per_generation: z.int() }),
    }),
    currency: z.literal("credit"),
  })
  .meta({ id: "Estimate" });

export const estimateImageRoute = route({
  method: "post",
  path: "/v1/images/estimate",
  status: 200,
  operation: estimateImage,
  docs: {
    summary: "Estimate the price of an image",
    description:
      "Takes the same body as `POST /v1/images` and checks it in the same way. Nothing is stored or held. Free.",
    examples: [{ prompt: "a lighthouse at dusk" }],
    response: {
      schema: estimateSchema,
      example: {
        object: "estimate",
        estimated_cost: { amount: 1, breakdown: { generations: 1, credits_per_generation: 1 } },
        currency: "credit",
      },
    },
    inputErrors: ["missing_field", "value_out_of_range"],
  },
  render: ({ amount, generations, creditsPerGeneration }) => ({
    body: {
      object: "estimate",
      estimated_cost: { amount, breakdown: { generations, credits_per_generation: creditsPerGeneration } },
      currency: "credit",
    },
  }),
});

export const getImageRoute = route({
  method: "get",
  path: "/v1/images/{id}",
  status: 200,
  operation: getImage,
  docs: {
    summary: "Read an image",
    description:
      "Returns the image in its present state. `pending` becomes `processing`, and then `succeeded` or `failed`.",
    response: { schema: imageSchema, example: EXAMPLE_IMAGE },
    inputErrors: [],
  },
  render: (image, show) => ({ body: show.image(image) }),
});

export const listImagesRoute = route({
  method: "get",
  path: "/v1/images",
  status: 200,
  query: pageParameters("image", EXAMPLE_IMAGE.id),
  operation: listImages,
  docs: {
    summary: "List images",
    description: "Returns the team's images, newest first.",
    response: {
      schema: listSchema(imageSchema, "ImageList"),
      example: listBody({ data: [EXAMPLE_IMAGE], hasMore: false, nextCursor: null }, (image) => image),
    },
    inputErrors: ["value_out_of_range", "invalid_page_token"],
  },
  render: (list, show) => ({ body: listBody(list, show.image) }),
});
