import { createImage, type ImageResult } from "../../operations/create-image.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { restBody } from "../param.ts";
import { CreateImageInput } from "../types/create-image-input.ts";
import { ImageType } from "../types/image.ts";
import {
  CharacterNotReadyError,
  IdempotencyKeyInUseError,
  InsufficientCreditsError,
  InvalidInputError,
  NotFoundError,
  RateLimitExceededError,
} from "../user-errors.ts";
import { keyArgs, keyOf } from "./idempotency-key-arg.ts";

const Success = builder.objectRef<ImageResult>("CreateImageSuccess").implement({
  description: "Accepted: the picture is being made.",
  fields: (t) => ({
    image: t.expose("image", {
      type: ImageType,
      description: "The image as the first answer showed it; a replay says the same.",
    }),
    replayed: t.exposeBoolean("replayed", {
      description: "True when this call was accepted before under the same key: nothing was charged again.",
    }),
    current: t.field({
      type: ImageType,
      nullable: true,
      description: "The image as it is now; null only together with an error.",
      resolve: ({ image }, _args, { load }) => load.image(image.id),
    }),
  }),
});

builder.mutationField("createImage", (t) =>
  t.field({
    type: Success,
    errors: {
      types: [
        InvalidInputError,
        CharacterNotReadyError,
        InsufficientCreditsError,
        NotFoundError,
        IdempotencyKeyInUseError,
        RateLimitExceededError,
      ],
    },
    description:
      "Makes one picture from a prompt, perhaps with a READY character. Costs one generation, charged only when it is " +
      "delivered.",
    args: {
      input: t.arg({ type: CreateImageInput, required: true, description: "What to make." }),
      ...keyArgs,
    },
    resolve: async (_root, { input, ...args }, context) => {
      const call = { body: restBody(input), idempotencyKey: keyOf(context, args) };
      return valueOrRefusal(context, await createImage(context.app, context.call, call));
    },
  }),
);
