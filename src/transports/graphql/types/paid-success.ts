import type { AcceptedSynthesis } from "../../../domain/snapshots.ts";
import { findCharacter } from "../../../operations/get-character.ts";
import { builder } from "../builder.ts";
import { CharacterType } from "./character.ts";
import { type CharacterSynthesis, SynthesisType } from "./synthesis.ts";

type Paid = AcceptedSynthesis & { readonly replayed: boolean };

/** The success of a mutation that was accepted, held its price and started a synthesis. */
export function paidSuccess(name: string, description: string) {
  return builder.objectRef<Paid>(name).implement({
    description,
    fields: (t) => ({
      character: t.expose("character", {
        type: CharacterType,
        description: "The character as the first answer showed it; a replay says the same.",
      }),
      synthesis: t.field({
        type: SynthesisType,
        description: "The synthesis as the first answer showed it.",
        resolve: ({ synthesis }) => synthesis as CharacterSynthesis,
      }),
      replayed: t.exposeBoolean("replayed", {
        description: "True when this call was accepted before under the same key: nothing was charged again.",
      }),
      current: t.field({
        type: CharacterType,
        nullable: true,
        description: "The character as it is now; null when it has been deleted since.",
        resolve: ({ character }, _args, { app, call }) => findCharacter(app, call, character.id),
      }),
    }),
  });
}
