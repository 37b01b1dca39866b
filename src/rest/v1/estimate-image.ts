import { z } from "zod";
import { createImageBody } from "../../operations/create-image.ts";
import { estimateImage } from "../../operations/estimate.ts";
import { answerWith } from "../answer.ts";
import type { RestRoute } from "../route.ts";

const estimateSchema = z
  .strictObject({
    object: z.literal("estimate"),
    estimated_cost: z.strictObject({
      amount: z.int().meta({ description: "What the image would hold now." }),
      breakdown: z.strictObject({ generations: z.int(), credits_per_generation: z.int() }),
    }),
    currency: z.literal("credit"),
  })
  .meta({ id: "Estimate" });

export const estimateImageRoute: RestRoute = {
  method: "post",
  path: "/v1/images/estimate",
  status: 200,
  // Nothing is written, but every call that is no GET needs `write` in the source API.
  scope: "write",
  bucket: "estimate_post",
  keyed: false,
  docs: {
    summary: "What an image would cost",
    description: "The same body and validation as its creation; nothing is stored or held.",
    requestBody: { schema: createImageBody, examples: [{ prompt: "a lighthouse at dusk" }] },
    response: {
      schema: estimateSchema,
      example: {
        object: "estimate",
        estimated_cost: { amount: 1, breakdown: { generations: 1, credits_per_generation: 1 } },
        currency: "credit",
      },
    },
    errors: ["missing_field", "value_out_of_range", "character_not_ready", "resource_not_found"],
  },
  handle: async (app, call, { body }) =>
    answerWith(await estimateImage(app, call, body), ({ amount, generations, creditsPerGeneration }) => ({
      body: {
        object: "estimate",
        estimated_cost: { amount, breakdown: { generations, credits_per_generation: creditsPerGeneration } },
        currency: "credit",
      },
    })),
};
