import type { Pose } from "../domain/character.ts";
import { CallError } from "../domain/errors.ts";
import type { CharacterChange, ProgressStep } from "../domain/snapshots.ts";
import { watchCharacter } from "../operations/watch-character.ts";
import { watchProgress } from "../operations/watch-progress.ts";
import { encodeTeamCursor, watchTeam } from "../operations/watch-team.ts";
import { builder, type CharacterSynthesis, CharacterType, SynthesisType, synthesisOf } from "./builder.ts";
import { call } from "./call.ts";
import type { GraphqlContext } from "./context.ts";
import { CharacterStatusEnum, GenerationStatusEnum, PoseEnum } from "./enums.ts";
import { eventIds } from "./event-stream.ts";

const CharacterStatusChangeType = builder.objectRef<CharacterChange>("CharacterStatusChange").implement({
  description:
    "One change of a character. When only the name, the attributes or the refs changed, `status` equals `previousStatus`.",
  fields: (t) => ({
    cursor: t.string({
      description: "The position of the change among all changes of the team, for `teamEvents(after:)`. Opaque.",
      resolve: (change) => encodeTeamCursor(change),
    }),
    version: t.exposeInt("version", {
      description:
        "The character's version after the change, for `characterStatusChanged(after:)`. Versions have no gaps.",
    }),
    characterId: t.exposeID("character_id", { description: "The id of the character, also when `character` is null." }),
    status: t.expose("status", { type: CharacterStatusEnum, description: "The status after the change." }),
    previousStatus: t.expose("previous_status", {
      type: CharacterStatusEnum,
      nullable: true,
      description: "The status before it; null when the character is new. In a snapshot the same as `status`.",
    }),
    snapshot: t.exposeBoolean("snapshot", {
      description: "True for the present state, which is sent first when `after` is not given. It is not a change.",
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
      description: "The synthesis that the change belongs to, as it is now; null when there is none.",
      resolve: async ({ synthesis_id, character }, _args, { load }) =>
        synthesis_id === null ? null : synthesisOf(character, await load.synthesis(synthesis_id)),
    }),
  }),
});

builder.subscriptionField("characterStatusChanged", (t) =>
  t.field({
    type: CharacterStatusChangeType,
    description:
      "The character's changes, each once, in version order and without a gap. Without `after` its present state comes " +
      "first. Ends after DELETED.",
    args: {
      id: t.arg.id({ required: true, description: "`char_` + ULID." }),
      after: t.arg.int({
        description: "The last version seen: every change since then comes first. Events are kept for 30 days.",
      }),
    },
    extensions: eventIds(({ version }: CharacterChange) => String(version)),
    subscribe: (_root, { id, after }, context) =>
      call(context, watchCharacter, { id, after: lastVersion(context) ?? after }),
    resolve: (change) => change,
  }),
);

builder.subscriptionField("teamEvents", (t) =>
  t.field({
    type: CharacterStatusChangeType,
    description:
      "Every change of every character of the team, each once, in the order of their commits. Without `after` from now " +
      "on. When changes since `after` are no longer kept, first a snapshot of each character.",
    args: {
      after: t.arg.string({
        description:
          "The `cursor` of the last change seen. Events are kept for 30 days. Not a cursor of this team: " +
          "`invalid_format`. Too old, or of a history that a restored backup does not have: snapshots come first.",
      }),
    },
    extensions: eventIds(encodeTeamCursor),
    subscribe: (_root, { after }, context) => call(context, watchTeam, { after: context.lastEventId ?? after }),
    resolve: (change) => change,
  }),
);

/** The version in `Last-Event-ID`; null without the header. Throws `CallError` invalid_format. */
function lastVersion({ lastEventId }: GraphqlContext): number | null {
  if (lastEventId === null) return null;
  if (/^\d{1,15}$/.test(lastEventId)) return Number(lastEventId);
  throw new CallError("invalid_format", "Last-Event-ID: must be the id of an event of this stream.", {
    param: "after",
  });
}

const SynthesisProgressType = builder.objectRef<ProgressStep>("SynthesisProgress").implement({
  description: "One step of a character's synthesis, or where it stands.",
  fields: (t) => ({
    synthesis: t.field({
      type: SynthesisType,
      description: "The synthesis as it was when the step was read: a little later, perhaps, than the step.",
      // A character's runs are never a free image's.
      resolve: ({ synthesis }) => synthesis as CharacterSynthesis,
    }),
    pose: t.field({
      type: PoseEnum,
      nullable: true,
      description: "Whose step it is; null in the present state, which comes first, and when the synthesis has ended.",
      resolve: ({ pose }) => pose as Pose | null,
    }),
    generationStatus: t.expose("generation_status", {
      type: GenerationStatusEnum,
      nullable: true,
      description:
        "What has become of that picture: RUNNING when it is asked for, PENDING when it is to be asked for again, " +
        "DELIVERED, FAILED. Null with `pose`.",
    }),
    completed: t.exposeInt("completed", { description: "Pictures delivered at this step." }),
    total: t.exposeInt("total", { description: "Pictures asked for." }),
  }),
});

builder.subscriptionField("synthesisProgress", (t) =>
  t.field({
    type: SynthesisProgressType,
    description:
      "How the character's pictures come about: first its running or else latest synthesis as it stands (nothing when " +
      "it never had one), then each step of that and of every later one, in order. Ends when the character is deleted.",
    args: { characterId: t.arg.id({ required: true, description: "`char_` + ULID." }) },
    subscribe: (_root, args, context) => call(context, watchProgress, args),
    resolve: (step) => step,
  }),
);
