import type { CharacterSnapshot } from "../../domain/snapshots.ts";
import { builder } from "../builder.ts";
import { CharacterType } from "./character.ts";

/** The success of a free mutation whose answer is the changed character. */
export function characterSuccess(name: string, description: string) {
  return builder.objectRef<CharacterSnapshot>(name).implement({
    description,
    fields: (t) => ({
      character: t.field({
        type: CharacterType,
        description: "The character after the call.",
        resolve: (character) => character,
      }),
    }),
  });
}
