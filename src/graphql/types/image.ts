import type { ImageSnapshot } from "../../domain/snapshots.ts";
import { builder } from "../builder.ts";
import { imageUrl } from "../image-url.ts";
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
      resolve: ({ image }, _args, { app }) => image && imageUrl(app, image.key),
    }),
    thumbUrl: t.string({
      nullable: true,
      description: "Signed address of a small version; null until it is there.",
      resolve: ({ image }, _args, { app }) => image && imageUrl(app, image.thumb_key),
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
