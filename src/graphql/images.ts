import { refSetId } from "../domain/ids.ts";
import type { ImageSnapshot, RefSetSnapshot, StoredRef } from "../domain/snapshots.ts";
import { getImage } from "../operations/get-by-id.ts";
import type { Replayed } from "../operations/idempotent-request.ts";
import { connectImages, createImage } from "../operations/images.ts";
import { initUpload, type UploadTicket } from "../operations/storage.ts";
import { builder, CharacterType, characterSynthesis, fixedFields, SynthesisType } from "./builder.ts";
import { call, callOrNull, errorsOf, keyArgs, mutate, REPLAYED } from "./call.ts";
import { ImageStatusEnum, PoseEnum } from "./enums.ts";

export const ImageType = builder.objectRef<ImageSnapshot>("Image");

builder.node(ImageType, {
  description: "One image made from a prompt, with or without a character.",
  id: { description: "`img_` + ULID.", resolve: ({ id }) => id },
  fields: (t) => ({
    status: t.expose("status", { type: ImageStatusEnum, description: "The state of the image." }),
    prompt: t.exposeString("prompt", { description: "The prompt of the request." }),
    characterId: t.exposeID("character_id", {
      nullable: true,
      description:
        "The id of the character in the image; kept after that character is deleted. Null for an image without a " +
        "character.",
    }),
    character: t.field({
      type: CharacterType,
      nullable: true,
      description: "The character in the image; null when there is none or when it has been deleted.",
      resolve: ({ character_id }, _args, { load }) => (character_id === null ? null : load.character(character_id)),
    }),
    refSet: t.exposeInt("ref_set_number", {
      nullable: true,
      description: "The number of the character's ref set that was used; null for an image without a character.",
    }),
    url: t.string({
      nullable: true,
      description: "Signed URL of the image. It needs no key and it expires. Null until the image is SUCCEEDED.",
      resolve: ({ image }, _args, { app }) => image && app.urls.sign(`/storage/${image.key}`),
    }),
    thumbUrl: t.string({
      nullable: true,
      description: "Signed URL of a thumbnail; null until the image is SUCCEEDED.",
      resolve: ({ image }, _args, { app }) => image && app.urls.sign(`/storage/${image.thumb_key}`),
    }),
    thumbhash: t.string({
      nullable: true,
      description: "A blurred placeholder: a thumbhash in Base64. Null until the image is SUCCEEDED.",
      resolve: ({ image }) => image?.thumbhash ?? null,
    }),
    width: t.exposeInt("width", {
      description: "Pixels: the requested width until the image is SUCCEEDED, then the actual width.",
    }),
    height: t.exposeInt("height", {
      description: "Pixels: the requested height until the image is SUCCEEDED, then the actual height.",
    }),
    seed: t.expose("seed", {
      type: "Seed",
      nullable: true,
      description: "The seed of the request; null when it had none.",
    }),
    errorMessage: t.exposeString("error_message", {
      nullable: true,
      description: "Why the image is FAILED: a code of `Synthesis.errorCode`. Null for every other status.",
    }),
    cost: t.exposeInt("cost", {
      description:
        "The price in credits. It is held while the work runs and captured only when the image is delivered.",
    }),
    aurousVersion: t.exposeString("aurous_version", {
      description: "The version of the API contract (`Aurous-Version`) that applied at its creation.",
    }),
    createdAt: t.expose("created_at", { type: "DateTime", description: "When the call was accepted." }),
    completedAt: t.expose("completed_at", {
      type: "DateTime",
      nullable: true,
      description: "When the image became SUCCEEDED or FAILED; null before that.",
    }),
  }),
});

builder.queryField("image", (t) =>
  t.field({
    type: ImageType,
    nullable: true,
    description: "An image of the team; null when the id is unknown or the image belongs to another team.",
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
  description: "The image to generate.",
  validate: { schema: createImage.input },
  fields: (t) => ({
    prompt: t.string({ required: true, description: "What the image shows, 1–4000 characters." }),
    characterId: t.id({ description: "The id of a READY character to show in the image." }),
    width: t.int({ description: "Pixels: 256–2048. The default is 1024." }),
    height: t.int({ description: "Pixels: 256–2048. The default is 1024." }),
    seed: t.field({
      type: "Seed",
      description: "Providers that support seeds generate the same image again for the same seed and prompt.",
    }),
  }),
});

const ImageSuccess = builder.objectRef<{ readonly image: ImageSnapshot } & Replayed>("CreateImageSuccess").implement({
  description: "The call was accepted: the image is being generated.",
  fields: (t) => ({
    image: t.field({
      type: ImageType,
      description: "The image: PENDING in the first response, its present state in a replay.",
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
      "Generates one image from a prompt, with or without a READY character. Holds the credits of one generation, " +
      "captures them when the image is delivered, and releases them otherwise.",
    args: {
      input: t.arg({ type: CreateImageInput, required: true, description: "The image." }),
      ...keyArgs,
    },
    resolve: (_root, { input, ...key }, context) => mutate(context, createImage, input, key),
  }),
);

export const CharacterRefType = builder.objectRef<StoredRef>("CharacterRef").implement({
  description: "One reference image of a character.",
  extensions: fixedFields(["pose", "url", "thumbUrl", "width", "height", "thumbhash"]),
  fields: (t) => ({
    pose: t.expose("pose", { type: PoseEnum, description: "What the image shows." }),
    url: t.string({
      description: "Signed URL of the image. It needs no key and it expires.",
      resolve: (ref, _args, { app }) => app.urls.sign(`/storage/${ref.key}`),
    }),
    thumbUrl: t.string({
      description: "Signed URL of a thumbnail. It needs no key and it expires.",
      resolve: (ref, _args, { app }) => app.urls.sign(`/storage/${ref.thumb_key}`),
    }),
    width: t.exposeInt("width", { description: "Width in pixels." }),
    height: t.exposeInt("height", { description: "Height in pixels." }),
    thumbhash: t.exposeString("thumbhash", {
      description: "A blurred placeholder to show while the image loads: a thumbhash of about 25 bytes, in Base64.",
    }),
  }),
});

export const RefSetType = builder.objectRef<RefSetSnapshot>("RefSet");

builder.node(RefSetType, {
  description:
    "One complete set of reference images. It never changes. One of a character's ref sets is its current one.",
  id: { description: "`set_` + ULID + number.", resolve: ({ character_id, number }) => refSetId(character_id, number) },
  fields: (t) => ({
    number: t.exposeInt("number", {
      description: "The number of the set within its character, from 1. Pass it to `restoreRefSet`.",
    }),
    refs: t.expose("refs", { type: [CharacterRefType], description: "The images of the set." }),
    synthesis: t.field({
      type: SynthesisType,
      nullable: true,
      description: "The synthesis that generated the set; null for a set of uploads.",
      resolve: async ({ synthesis_id }, _args, { load }) =>
        synthesis_id === null ? null : characterSynthesis(await load.synthesis(synthesis_id)),
    }),
    createdAt: t.expose("created_at", { type: "DateTime", description: "When the set was created." }),
  }),
});

const InitUploadInput = builder.inputType("InitUploadInput", {
  description: "The image to upload.",
  validate: { schema: initUpload.input },
  fields: (t) => ({
    filename: t.string({ required: true, description: "The name of the file, 1–120 characters." }),
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
  description: "A header to send with the upload's PUT.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "The name of the header." }),
    value: t.exposeString("value", { description: "The value of the header." }),
  }),
});

const InitUploadSuccess = builder.objectRef<UploadTicket>("InitUploadSuccess").implement({
  description: "Where and how to upload the image.",
  fields: (t) => ({
    uploadId: t.exposeID("uploadId", { description: "The id of the upload, for `CreateCharacterInput.uploadIds`." }),
    uploadUrl: t.exposeString("uploadUrl", {
      description: "Send the bytes, at most 10 MB, to this URL with PUT within 15 minutes. The URL needs no key.",
    }),
    uploadHeaders: t.field({
      type: [UploadHeaderType],
      description: "Send these headers with the PUT.",
      resolve: ({ uploadHeaders }) => Object.entries(uploadHeaders).map(([name, value]) => ({ name, value })),
    }),
    expiresAt: t.field({
      type: "DateTime",
      description: "When the upload expires. Use the uploaded image before this time.",
      resolve: ({ expiresAt }) => expiresAt.toISOString(),
    }),
  }),
});

builder.mutationField("initUpload", (t) =>
  t.field({
    type: InitUploadSuccess,
    nullable: true,
    errors: errorsOf(initUpload),
    description: "Starts the upload of one PNG, JPEG or WebP image. Free.",
    args: { input: t.arg({ type: InitUploadInput, required: true, description: "The image to upload." }) },
    resolve: (_root, { input }, context) => mutate(context, initUpload, input),
  }),
);
