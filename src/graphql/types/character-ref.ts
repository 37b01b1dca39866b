import type { StoredRef } from "../../domain/stored-image.ts";
import { builder } from "../builder.ts";
import { imageUrl } from "../image-url.ts";
import { PoseEnum } from "./enums.ts";

export const CharacterRefType = builder.objectRef<StoredRef>("CharacterRef").implement({
  description: "One reference picture of a character.",
  fields: (t) => ({
    pose: t.expose("pose", { type: PoseEnum, description: "What it shows." }),
    url: t.string({
      description: "Signed address of the picture; it expires and needs no key.",
      resolve: (ref, _args, { app }) => imageUrl(app, ref.key),
    }),
    thumbUrl: t.string({
      description: "Signed address of a small version.",
      resolve: (ref, _args, { app }) => imageUrl(app, ref.thumb_key),
    }),
    width: t.exposeInt("width", { description: "Pixels." }),
    height: t.exposeInt("height", { description: "Pixels." }),
    thumbhash: t.exposeString("thumbhash", {
      description: "Base64 of a thumbhash: a blurred stand-in of about 25 bytes, shown while the picture loads.",
    }),
  }),
});
