import type { RefSetSnapshot } from "../../domain/snapshots.ts";
import { builder } from "../builder.ts";
import { CharacterRefType } from "./character-ref.ts";
import { characterSynthesis, SynthesisType } from "./synthesis.ts";

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
