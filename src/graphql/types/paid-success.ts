import type { AcceptedCreation, AcceptedSynthesis } from "../../domain/snapshots.ts";
import { builder } from "../builder.ts";
import { CharacterType } from "./character.ts";
import { type CharacterSynthesis, SynthesisType } from "./synthesis.ts";

type Replayed = { readonly replayed: boolean };

/** The success of a mutation that was accepted, held its price and started a synthesis. */
export function paidSuccess(name: string, description: string) {
  const ref = keyedSuccess<AcceptedSynthesis & Replayed>(name, description);
  builder.objectField(ref, "synthesis", (t) =>
    t.field({
      type: SynthesisType,
      description: "The synthesis as the first answer showed it.",
      resolve: ({ synthesis }) => synthesis as CharacterSynthesis,
    }),
  );
  return ref;
}

/** The same for a new character, which has no synthesis when it is made from uploads. */
export function creationSuccess(name: string, description: string) {
  const ref = keyedSuccess<AcceptedCreation & Replayed>(name, description);
  builder.objectField(ref, "synthesis", (t) =>
    t.field({
      type: SynthesisType,
      nullable: true,
      description: "The synthesis as the first answer showed it; null when the character is made from uploads.",
      resolve: ({ synthesis }) => synthesis as CharacterSynthesis | null,
    }),
  );
  return ref;
}

function keyedSuccess<Accepted extends AcceptedCreation & Replayed>(name: string, description: string) {
  return builder.objectRef<Accepted>(name).implement({
    description,
    fields: (t) => ({
      character: t.field({
        type: CharacterType,
        description: "The character as the first answer showed it; a replay says the same.",
        resolve: ({ character, synthesis }) => ({ ...character, answeredSynthesis: synthesis }),
      }),
      replayed: t.boolean({
        description: "True when this call was accepted before under the same key: nothing was charged again.",
        resolve: ({ replayed }) => replayed,
      }),
      current: t.field({
        type: CharacterType,
        nullable: true,
        description: "The character as it is now; null when it has been deleted since.",
        resolve: ({ character }, _args, { load }) => load.character(character.id),
      }),
    }),
  });
}
