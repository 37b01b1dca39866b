import { refSetId } from "../domain/ids.ts";
import type { RefSetSnapshot, StoredRef } from "../domain/snapshots.ts";
import { builder } from "./builder.ts";
import { PoseEnum } from "./enums.ts";
import { characterSynthesis, SynthesisType } from "./object-refs.ts";

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
