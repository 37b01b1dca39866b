import { refSetId } from "../domain/ids.ts";
import type { ImageSnapshot, RefSetSnapshot, StoredRef } from "../domain/snapshots.ts";
import { getImage } from "../operations/get-by-id.ts";
import type { Replayed } from "../operations/idempotent-request.ts";
import { connectImages, createImage } from "../operations/images.ts";
import { initUpload, type UploadTicket } from "../operations/storage.ts";
import { builder, CharacterType, characterSynthesis, SynthesisType } from "./builder.ts";
import { call, callOrNull, errorsOf, keyArgs, mutate, REPLAYED } from "./call.ts";
import { ImageStatusEnum, PoseEnum } from "./enums.ts";

export const ImageType = builder.objectRef<ImageSnapshot>("Image");

builder.node(ImageType, {
  description: "One image made from a prompt, with or without a character.",
  id: { description: "`img_` + ULID.", resolve: ({ id }) => id },
  fields: (t) => ({
    status: t.expose("status", { type: ImageStatusEnum, description: "The state of the image." }),
    prompt: t.exposeString("prompt", { description: "The prompt it was requested with." }),
    characterId: t.exposeID("character_id", {
      nullable: true,
      description:
        "The character it was made with, also after that character was deleted. Null when it was made without one.",
    }),
    character: t.field({
      type: CharacterType,
      nullable: true,
      description: "That character; null when there is none, and once it has been deleted.",
      resolve: ({ character_id }, _args, { load }) => (character_id === null ? null : load.character(character_id)),
    }),
    refSet: t.exposeInt("ref_set_number", {
      nullable: true,
      description: "The number of the character's ref set that it was made with; null without a character.",
    }),
    url: t.string({
      nullable: true,
      description: "Signed URL of the image. It expires and needs no key. Null until it has SUCCEEDED.",
      resolve: ({ image }, _args, { app }) => image && app.urls.sign(`/storage/${image.key}`),
    }),
    thumbUrl: t.string({
      nullable: true,
      description: "Signed URL of a small version; null until it has SUCCEEDED.",
      resolve: ({ image }, _args, { app }) => image && app.urls.sign(`/storage/${image.thumb_key}`),
    }),
    thumbhash: t.string({
      nullable: true,
      description: "Base64 of a thumbhash, a blurred placeholder; null until it has SUCCEEDED.",
      resolve: ({ image }) => image?.thumbhash ?? null,
    }),
    width: t.exposeInt("width", { description: "Pixels: as requested, and once it has SUCCEEDED, of the image." }),
    height: t.exposeInt("height", { description: "Pixels: as requested, and once it has SUCCEEDED, of the image." }),
    seed: t.expose("seed", {
      type: "Seed",
      nullable: true,
      description: "The seed it was requested with; null without one.",
    }),
    errorMessage: t.exposeString("error_message", {
      nullable: true,
      description: "Why it is FAILED: a code of `Synthesis.errorCode`; else null.",
    }),
    cost: t.exposeInt("cost", {
      description: "Its price in credits: held while it runs, captured only when it succeeds.",
    }),
    aurousVersion: t.exposeString("aurous_version", { description: "The contract version at its creation." }),
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
    resolve: (_root, args, context) => callOrNull(context, getImage, args),
  }),
);

builder.queryField("images", (t) =>
  t.connection(
    {
      type: ImageType,
      nullable: true,
      description: "The team's images, newest first.",
      resolve: (_root, page, context) => call(context, connectImages, page),
    },
    { name: "ImageConnection", description: "A page of the team's images." },
    { name: "ImageEdge", description: "An image and its cursor." },
  ),
);

const CreateImageInput = builder.inputType("CreateImageInput", {
  description: "The image to make.",
  validate: { schema: createImage.input },
  fields: (t) => ({
    prompt: t.string({ required: true, description: "What the image shows, 1–4000 characters." }),
    characterId: t.id({ description: "A READY character that appears in it." }),
    width: t.int({ description: "Pixels, 256–2048; 1024 by default." }),
    height: t.int({ description: "Pixels, 256–2048; 1024 by default." }),
    seed: t.field({
      type: "Seed",
      description: "With the same seed the provider makes the same image again, if it can.",
    }),
  }),
});

const ImageSuccess = builder.objectRef<{ readonly image: ImageSnapshot } & Replayed>("CreateImageSuccess").implement({
  description: "The image was accepted and is being made.",
  fields: (t) => ({
    image: t.field({
      type: ImageType,
      description: "The image: PENDING in the first answer, in a replay as it is now.",
      resolve: async ({ image, replayed }, _args, { load }) => (replayed && (await load.image(image.id))) || image,
    }),
    replayed: t.exposeBoolean("replayed", { description: REPLAYED }),
  }),
});

builder.mutationField("createImage", (t) =>
  t.field({
    type: ImageSuccess,
    nullable: true,
    errors: errorsOf(createImage),
    description:
      "Makes one image from a prompt, with or without a READY character. Holds the credits of one generation, captures " +
      "them when the image is delivered and releases them otherwise.",
    args: {
      input: t.arg({ type: CreateImageInput, required: true, description: "The image." }),
      ...keyArgs,
    },
    resolve: (_root, { input, ...key }, context) => mutate(context, createImage, input, key),
  }),
);

export const CharacterRefType = builder.objectRef<StoredRef>("CharacterRef").implement({
  description: "One reference image of a character.",
  fields: (t) => ({
    pose: t.expose("pose", { type: PoseEnum, description: "What the image shows." }),
    url: t.string({
      description: "Signed URL of the image. It expires and needs no key.",
      resolve: (ref, _args, { app }) => app.urls.sign(`/storage/${ref.key}`),
    }),
    thumbUrl: t.string({
      description: "Signed URL of a small version.",
      resolve: (ref, _args, { app }) => app.urls.sign(`/storage/${ref.thumb_key}`),
    }),
    width: t.exposeInt("width", { description: "Pixels." }),
    height: t.exposeInt("height", { description: "Pixels." }),
    thumbhash: t.exposeString("thumbhash", {
      description: "Base64 of a thumbhash: a blurred placeholder of about 25 bytes, to show while the image loads.",
    }),
  }),
});

export const RefSetType = builder.objectRef<RefSetSnapshot>("RefSet");

builder.node(RefSetType, {
  description: "One complete set of refs. It never changes. A character shows one of its sets.",
  id: { description: "`set_` + ULID + number.", resolve: ({ character_id, number }) => refSetId(character_id, number) },
  fields: (t) => ({
    number: t.exposeInt("number", {
      description: "The number of the set, from 1 for each character. Use it with `restoreRefSet`.",
    }),
    refs: t.expose("refs", { type: [CharacterRefType], description: "Its images." }),
    synthesis: t.field({
      type: SynthesisType,
      nullable: true,
      description: "The synthesis that made it; null for a set of uploads.",
      resolve: async ({ synthesis_id }, _args, { load }) =>
        synthesis_id === null ? null : characterSynthesis(await load.synthesis(synthesis_id)),
    }),
    createdAt: t.expose("created_at", { type: "DateTime", description: "When it was created." }),
  }),
});

const InitUploadInput = builder.inputType("InitUploadInput", {
  description: "The image to upload.",
  validate: { schema: initUpload.input },
  fields: (t) => ({
    filename: t.string({ required: true, description: "1–120 characters." }),
    extension: t.string({
      required: true,
      description: "`jpeg`, `jpg`, `png` or `webp`, in any case, with or without a leading dot.",
    }),
    contentType: t.string({
      required: true,
      description: "`image/jpeg` (`image/jpg` means the same), `image/png` or `image/webp`.",
    }),
  }),
});

type Header = { readonly name: string; readonly value: string };

const UploadHeaderType = builder.objectRef<Header>("UploadHeader").implement({
  description: "A header to send with the upload.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "The name of the header." }),
    value: t.exposeString("value", { description: "Its value." }),
  }),
});

const InitUploadSuccess = builder.objectRef<UploadTicket>("InitUploadSuccess").implement({
  description: "A ticket for one upload.",
  fields: (t) => ({
    uploadId: t.exposeID("uploadId", { description: "Use it in `CreateCharacterInput.uploadIds`." }),
    uploadUrl: t.exposeString("uploadUrl", {
      description: "Send the bytes here with PUT within 15 minutes; at most 10 MB. The URL needs no key.",
    }),
    uploadHeaders: t.field({
      type: [UploadHeaderType],
      description: "Send these headers with the PUT.",
      resolve: ({ uploadHeaders }) => Object.entries(uploadHeaders).map(([name, value]) => ({ name, value })),
    }),
    expiresAt: t.field({
      type: "DateTime",
      description: "Until then the uploaded image can be used.",
      resolve: ({ expiresAt }) => expiresAt.toISOString(),
    }),
  }),
});

builder.mutationField("initUpload", (t) =>
  t.field({
    type: InitUploadSuccess,
    nullable: true,
    errors: errorsOf(initUpload),
    description: "Starts an upload of one image: PNG, JPEG or WebP. Free.",
    args: { input: t.arg({ type: InitUploadInput, required: true, description: "The image to upload." }) },
    resolve: (_root, { input }, context) => mutate(context, initUpload, input),
  }),
);
