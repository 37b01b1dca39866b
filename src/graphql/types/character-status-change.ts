import type { CharacterChange } from "../../domain/snapshots.ts";
import { encodeTeamCursor } from "../../operations/team-cursor.ts";
import { builder } from "../builder.ts";
import { CharacterType } from "./character.ts";
import { CharacterStatusEnum } from "./enums.ts";
import { characterSynthesis, SynthesisType } from "./synthesis.ts";

export const CharacterStatusChangeType = builder.objectRef<CharacterChange>("CharacterStatusChange").implement({
  description:
    "One change of a character. A change of name, attributes or refs alone has `status` equal to `previousStatus`.",
  fields: (t) => ({
    cursor: t.string({
      description: "The change's place among all changes of the team, for `teamEvents(after:)`; opaque.",
      resolve: (change) => encodeTeamCursor(change),
    }),
    version: t.exposeInt("version", {
      description: "The character's version after the change, for `characterStatusChanged(after:)`; without gaps.",
    }),
    status: t.expose("status", { type: CharacterStatusEnum, description: "The status after the change." }),
    previousStatus: t.expose("previous_status", {
      type: CharacterStatusEnum,
      nullable: true,
      description: "The status before it; null when the character is new. In a snapshot the same as `status`.",
    }),
    snapshot: t.exposeBoolean("snapshot", {
      description: "True for the present state, sent first to who asks for no earlier version; not a change.",
    }),
    occurredAt: t.expose("occurred_at", { type: "DateTime", description: "When it happened." }),
    character: t.expose("character", {
      type: CharacterType,
      nullable: true,
      description: "The character as it was after the change; null when it was deleted.",
    }),
    synthesis: t.field({
      type: SynthesisType,
      nullable: true,
      description: "The synthesis the change belongs to, as it is now; null when there is none.",
      resolve: async ({ synthesis_id }, _args, { load }) =>
        synthesis_id === null ? null : characterSynthesis(await load.synthesis(synthesis_id)),
    }),
  }),
});
