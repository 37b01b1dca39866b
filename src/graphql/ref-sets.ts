import type { RefSetSnapshot } from "../domain/snapshots.ts";
import type { StoredRef } from "../domain/stored-image.ts";
import { builder } from "./builder.ts";
import { PoseEnum } from "./enums.ts";
import { characterSynthesis, SynthesisType } from "./synthesis.ts";

export const CharacterRefType = builder.objectRef<StoredRef>("CharacterRef").implement({
  description: "One reference picture of a character.",
  fields: (t) => ({
    pose: t.expose("pose", { type: PoseEnum, description: "What it shows." }),
    url: t.string({
      description: "Signed address of the picture; it expires and needs no key.",
      resolve: (ref, _args, { app }) => app.urls.sign(`/storage/${ref.key}`),
    }),
    thumbUrl: t.string({
      description: "Signed address of a small version.",
      resolve: (ref, _args, { app }) => app.urls.sign(`/storage/${ref.thumb_key}`),
    }),
    width: t.exposeInt("width", { description: "Pixels." }),
    height: t.exposeInt("height", { description: "Pixels." }),
    thumbhash: t.exposeString("thumbhash", {
      description: "Base64 of a thumbhash: a blurred stand-in of about 25 bytes, shown while the picture loads.",
    }),
  }),
});

export const RefSetType = builder.objectRef<RefSetSnapshot>("RefSet").implement({
  description: "One complete set of refs; it never changes. A character shows one of its sets.",
  fields: (t) => ({
    number: t.exposeInt("number", { description: "Counts the character's sets from 1; for `restoreRefSet`." }),
    refs: t.expose("refs", { type: [CharacterRefType], description: "Its pictures." }),
    synthesis: t.field({
      type: SynthesisType,
      nullable: true,
      description: "The synthesis that made it; null for a set made from uploads.",
      resolve: async ({ synthesis_id }, _args, { load }) =>
        synthesis_id === null ? null : characterSynthesis(await load.synthesis(synthesis_id)),
    }),
    createdAt: t.expose("created_at", { type: "DateTime", description: "When it was made." }),
  }),
});
