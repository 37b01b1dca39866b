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
    "One change of a character. When the change concerns only the name, the attributes or the refs, `status` equals " +
    "`previousStatus`.",
  fields: (t) => ({
    cursor: t.string({
      description:
        "The position of the change among all changes of the team. Pass it to `teamEvents(after:)`; its format may " +
        "change.",
      resolve: (change) => encodeTeamCursor(change),
    }),
    version: t.exposeInt("version", {
      description:
        "The character's version after the change. Pass it to `characterStatusChanged(after:)`. Versions have no gaps.",
    }),
    characterId: t.exposeID("character_id", {
      description: "The id of the character, present also when `character` is null.",
    }),
    status: t.expose("status", { type: CharacterStatusEnum, description: "The status after the change." }),
    previousStatus: t.expose("previous_status", {
      type: CharacterStatusEnum,
      nullable: true,
      description: "The status before the change; null when the character is new. In a snapshot it equals `status`.",
    }),
    snapshot: t.exposeBoolean("snapshot", {
      description: "True when this is the character's present state, sent at the start of a stream, and not a change.",
    }),
    occurredAt: t.expose("occurred_at", { type: "DateTime", description: "When the change happened." }),
    character: t.expose("character", {
      type: CharacterType,
      nullable: true,
      description: "The character after the change; null when the character was deleted.",
    }),
    synthesis: t.field({
      type: SynthesisType,
      nullable: true,
      description: "The synthesis that caused the change, in its present state; null when there is none.",
      resolve: async ({ synthesis_id, character }, _args, { load }) =>
        synthesis_id === null ? null : synthesisOf(character, await load.synthesis(synthesis_id)),
    }),
  }),
});

builder.subscriptionField("characterStatusChanged", (t) =>
  t.field({
    type: CharacterStatusChangeType,
    description:
      "Sends each change of the character once, in version order and without gaps. Without `after` it sends the present " +
      "state first. The stream ends after DELETED.",
    args: {
      id: t.arg.id({ required: true, description: "`char_` + ULID." }),
      after: t.arg.int({
        description:
          "The last version you have received. The stream starts with every change after it. Events are kept for 30 " +
          "days.",
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
      "Sends each change of each of the team's characters once, in the order in which the changes were committed. Without " +
      "`after` it sends only new changes. When changes after `after` are no longer kept, it first sends a snapshot of each " +
      "character.",
    args: {
      after: t.arg.string({
        description:
          "The `cursor` of the last change you have received. Events are kept for 30 days. A cursor that is older, or newer " +
          "than a restored backup, makes the stream start with snapshots. A text that is no cursor of this team is refused " +
          "with `invalid_format`.",
      }),
    },
    extensions: eventIds(encodeTeamCursor),
    subscribe: (_root, { after }, context) => call(context, watchTeam, { after: context.lastEventId ?? after }),
    resolve: (change) => change,
  }),
);

/** Reads the version in `Last-Event-ID`; null without the header. Throws `CallError` invalid_format. */
function lastVersion({ lastEventId }: GraphqlContext): number | null {
  if (lastEventId === null) return null;
  if (/^\d{1,15}$/.test(lastEventId)) return Number(lastEventId);
  throw new CallError("invalid_format", "Last-Event-ID: must be the id of an event of this stream.", {
    param: "after",
  });
}

const SynthesisProgressType = builder.objectRef<ProgressStep>("SynthesisProgress").implement({
  description: "One step of a character's synthesis, or its present state.",
  fields: (t) => ({
    synthesis: t.field({
      type: SynthesisType,
      description: "The synthesis when the step was read. It may already include later steps.",
      // A synthesis that belongs to a character was not started by `createImage`.
      resolve: ({ synthesis }) => synthesis as CharacterSynthesis,
    }),
    pose: t.field({
      type: PoseEnum,
      nullable: true,
      description:
        "The pose whose image changed; null for the present state, which is sent first, and when the synthesis has " +
        "ended.",
      resolve: ({ pose }) => pose as Pose | null,
    }),
    generationStatus: t.expose("generation_status", {
      type: GenerationStatusEnum,
      nullable: true,
      description:
        "The state of the image of `pose`: RUNNING when it was requested, PENDING when it will be requested again, " +
        "DELIVERED or FAILED. Null when `pose` is null.",
    }),
    completed: t.exposeInt("completed", { description: "How many images have been delivered at this step." }),
    total: t.exposeInt("total", { description: "How many images the synthesis generates." }),
  }),
});

builder.subscriptionField("synthesisProgress", (t) =>
  t.field({
    type: SynthesisProgressType,
    description:
      "Sends the state of the character's latest synthesis, if there is one, and then each step of it and of every later " +
      "synthesis, in order. The stream ends when the character is deleted.",
    args: { characterId: t.arg.id({ required: true, description: "`char_` + ULID." }) },
    subscribe: (_root, args, context) => call(context, watchProgress, args),
    resolve: (step) => step,
  }),
);
