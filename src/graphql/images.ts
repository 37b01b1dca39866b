import type { ImageSnapshot } from "../domain/snapshots.ts";
import { createImage } from "../operations/create-image.ts";
import { getImage } from "../operations/get-image.ts";
import type { Replayed } from "../operations/idempotent-request.ts";
import { connectImages } from "../operations/list-images.ts";
import { builder } from "./builder.ts";
import { errorsOf, keyArgs, mutate, read, readOrNull } from "./call.ts";
import { CharacterType } from "./character.ts";
import { ImageStatusEnum } from "./enums.ts";

export const ImageType = builder.objectRef<ImageSnapshot>("Image");

builder.node(ImageType, {
  description: "One picture made from a prompt, perhaps with a character.",
  id: { description: "`img_` + ULID.", resolve: ({ id }) => id },
  fields: (t) => ({
    status: t.expose("status", { type: ImageStatusEnum, description: "How far it has come." }),
    prompt: t.exposeString("prompt", { description: "What was asked for." }),
    characterId: t.exposeID("character_id", {
      nullable: true,
      description: "The character it was made with, also after that was deleted; null when it was made without one.",
    }),
    character: t.field({
      type: CharacterType,
      nullable: true,
      description: "That character as it is now; null when there is none, or no longer.",
      resolve: ({ character_id }, _args, { load }) => (character_id === null ? null : load.character(character_id)),
    }),
    refSet: t.exposeInt("ref_set_number", {
      nullable: true,
      description: "Number of the character's set of refs that it was made with; null without a character.",
    }),
    url: t.string({
      nullable: true,
      description: "Signed address of the picture; null until it is there.",
      resolve: ({ image }, _args, { app }) => image && app.urls.sign(`/storage/${image.key}`),
    }),
    thumbUrl: t.string({
      nullable: true,
      description: "Signed address of a small version; null until it is there.",
      resolve: ({ image }, _args, { app }) => image && app.urls.sign(`/storage/${image.thumb_key}`),
    }),
    thumbhash: t.string({
      nullable: true,
      description: "Base64 of a thumbhash, a blurred stand-in; null until the picture is there.",
      resolve: ({ image }) => image?.thumbhash ?? null,
    }),
    width: t.exposeInt("width", { description: "Pixels: asked for, and once it is there as it is." }),
    height: t.exposeInt("height", { description: "Pixels: asked for, and once it is there as it is." }),
    seed: t.expose("seed", { type: "Seed", nullable: true, description: "The seed asked for; null when none was." }),
    errorMessage: t.exposeString("error_message", {
      nullable: true,
      description: "Why it is FAILED, one of the codes of `Synthesis.errorCode`; else null.",
    }),
    cost: t.exposeInt("cost", { description: "Its price in credits: captured only when it succeeds." }),
    aurousVersion: t.exposeString("aurous_version", { description: "Contract version when it was made." }),
    createdAt: t.expose("created_at", { type: "DateTime", description: "When it was accepted." }),
    completedAt: t.expose("completed_at", {
      type: "DateTime",
      nullable: true,
      description: "When it ended; null before that.",
    }),
  }),
});

builder.queryField("image", (t) =>
  t.field({
    type: ImageType,
    nullable: true,
    description: "An image of the team; null when it is unknown or another team's.",
    args: { id: t.arg.id({ required: true, description: "`img_` + ULID." }) },
    resolve: (_root, args, context) => readOrNull(context, getImage, args),
  }),
);

builder.queryField("images", (t) =>
  t.connection(
    {
      type: ImageType,
      description: "The team's images, newest first.",
      resolve: (_root, page, context) => read(context, connectImages, page),
    },
    { name: "ImageConnection", description: "A page of the team's images." },
    { name: "ImageEdge", description: "An image and its place in the list." },
  ),
);

const CreateImageInput = builder.inputType("CreateImageInput", {
  description: "One picture to make.",
  validate: { schema: createImage.input },
  fields: (t) => ({
    prompt: t.string({ required: true, description: "What to show, 1–4000 characters." }),
    characterId: t.id({ description: "A READY character that appears in it." }),
    width: t.int({ description: "Pixels, 256–2048; 1024 if absent." }),
    height: t.int({ description: "Pixels, 256–2048; 1024 if absent." }),
    seed: t.field({ type: "Seed", description: "Asks for the same picture again, where the provider can." }),
  }),
});

const ImageSuccess = builder.objectRef<{ readonly image: ImageSnapshot } & Replayed>("CreateImageSuccess").implement({
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
    type: ImageSuccess,
    errors: errorsOf(createImage),
    description:
      "Makes one picture from a prompt, perhaps with a READY character. Costs one generation, charged only when it is " +
      "delivered.",
    args: {
      input: t.arg({ type: CreateImageInput, required: true, description: "What to make." }),
      ...keyArgs,
    },
    resolve: (_root, { input, ...key }, context) => mutate(context, createImage, input, key),
  }),
);
