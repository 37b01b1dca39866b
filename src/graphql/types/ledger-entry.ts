import type { LedgerEntrySnapshot } from "../../domain/snapshots.ts";
import { builder } from "../builder.ts";
import { LedgerEntryKindEnum } from "./enums.ts";
import { ImageType } from "./image.ts";
import { characterSynthesis, SynthesisType } from "./synthesis.ts";

export const LedgerEntryType = builder.objectRef<LedgerEntrySnapshot>("LedgerEntry").implement({
  description: "One movement of credits; entries are only added, never changed.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "Unique among all entries." }),
    kind: t.expose("kind", { type: LedgerEntryKindEnum, description: "What was done." }),
    amount: t.exposeInt("amount", { description: "Credits moved; always above 0." }),
    synthesis: t.field({
      type: SynthesisType,
      nullable: true,
      description: "The synthesis that the credits were for; null for a grant and for an image.",
      resolve: async ({ synthesis_id }, _args, { load }) =>
        synthesis_id === null ? null : characterSynthesis(await load.synthesis(synthesis_id)),
    }),
    image: t.field({
      type: ImageType,
      nullable: true,
      description: "The image that the credits were for; null for a grant and for a synthesis.",
      resolve: ({ synthesis_id }, _args, { load }) => (synthesis_id === null ? null : load.image(synthesis_id)),
    }),
    createdAt: t.expose("created_at", { type: "DateTime", description: "When it was written." }),
  }),
});
