import { GraphQLError, Kind, print } from "graphql";
import type { EventStatus, Pose } from "../domain/character.ts";
import type { LedgerEntryKind } from "../domain/credits.ts";
import type { KeyedOperation } from "../domain/idempotency.ts";
import type { Scope } from "../domain/principal.ts";
import type { IdempotencyConflict } from "../domain/refusals.ts";
import type { ImageStatus } from "../domain/snapshots.ts";
import type { GenerationStatus, SynthesisKind, SynthesisStatus } from "../domain/synthesis.ts";
import { builder } from "./builder.ts";

/** An enum whose values are the REST values in capitals; `values` says what each of them means. */
function restEnum<Value extends string>(name: string, description: string, values: Readonly<Record<Value, string>>) {
  const entries = (Object.keys(values) as Value[]).map((value) => {
    return [value.toUpperCase() as Uppercase<Value>, { value, description: values[value] }] as const;
  });
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(entries) as Record<Uppercase<Value>, { value: Value; description: string }>,
  });
}

export const CharacterStatusEnum = restEnum<EventStatus>("CharacterStatus", "The state of a character.", {
  synthesizing: "A synthesis runs. The refs are still those from before it.",
  reviewing: "A new ref set waits to be saved.",
  ready: "Saved. Images can be made with it.",
  failed: "The last synthesis failed. Nothing was charged, and the refs are those from before it.",
  deleted: "Deleted for good. Appears only in events.",
});

export const PoseEnum = restEnum<Pose>("Pose", "What an image of a character shows.", {
  portrait: "Head and shoulders. Made first; the reference for the other three.",
  front: "Full figure from the front.",
  side: "Full figure from the side.",
  back: "Full figure from the back.",
  other: "An upload. Never synthesized.",
});

export const SynthesisKindEnum = restEnum<SynthesisKind>("SynthesisKind", "What a synthesis was asked to make.", {
  create: "The first set of a new character.",
  resynthesize: "A fresh set of four poses.",
  regenerate_ref: "One new pose; the others stay.",
});

export const SynthesisStatusEnum = restEnum<SynthesisStatus>("SynthesisStatus", "The state of a synthesis.", {
  running: "In progress; its credits are held.",
  succeeded: "Every image was delivered; its credits were captured.",
  failed: "It failed; its credits were released.",
  cancelled: "It was cancelled; its credits were released.",
});

export const GenerationStatusEnum = restEnum<GenerationStatus>(
  "GenerationStatus",
  "The state of one image of a synthesis.",
  {
    pending: "Not sent to the provider yet.",
    running: "Sent to the provider.",
    delivered: "The image is stored.",
    failed: "The image was not delivered.",
  },
);

export const IdempotencyConflictEnum = restEnum<IdempotencyConflict>(
  "IdempotencyConflict",
  "Why an idempotency key can't be used for this call.",
  {
    other_body: "It was used for the same call with other arguments.",
    other_operation: "It was used for another call or for another character.",
    in_flight: "The first call with it is still in progress. Send the same call again after a second.",
  },
);

export const CharacterStateReasonEnum = restEnum<"no_ref_set">(
  "CharacterStateReason",
  "What is missing when the status would allow the call.",
  { no_ref_set: "The character has no current set of the four synthesized poses." },
);

export const ImageStatusEnum = restEnum<ImageStatus>("ImageStatus", "The state of an image.", {
  pending: "Accepted; its credits are held.",
  processing: "Sent to the provider.",
  succeeded: "The image was delivered; its credits were captured.",
  failed: "It failed; its credits were released.",
});

export const LedgerEntryKindEnum = restEnum<LedgerEntryKind>("LedgerEntryKind", "What a ledger entry does.", {
  grant: "Adds credits to the team.",
  hold: "Reserves credits for accepted work.",
  capture: "Takes held credits: the work succeeded.",
  release: "Gives held credits back: the work failed or was cancelled.",
});

export const ScopeEnum = restEnum<Scope>(
  "Scope",
  "What an API key or access token is allowed to do. Each scope includes the ones before it.",
  {
    read: "Queries and subscriptions.",
    write: "Also mutations.",
    full: "Also access tokens and API keys.",
  },
);

/** Output only: what the database prints (microseconds, offset) in the form every transport shows. */
builder.scalarType("DateTime", {
  description: "A time in UTC, as RFC 3339 text with milliseconds: `2026-05-15T12:00:00.000Z`.",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
  serialize: (moment) => new Date(String(moment)).toISOString(),
  parseValue: () => {
    throw new TypeError("DateTime is never an input");
  },
});

/** What vendors take: an unsigned 32-bit integer, which GraphQL's own Int can't hold. */
const MAX_SEED = 4_294_967_295;

builder.scalarType("Seed", {
  description: `A whole number from 0 to ${MAX_SEED}.`,
  specifiedByURL: "https://www.w3.org/TR/xmlschema11-2/#unsignedInt",
  serialize: (seed) => seed,
  parseValue: toSeed,
  parseLiteral: (node) => toSeed(node.kind === Kind.INT ? Number(node.value) : print(node)),
});

function toSeed(value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_SEED) return value;
  throw new GraphQLError(`Seed must be a whole number from 0 to ${MAX_SEED}.`);
}

export const PaidOperationEnum = restEnum<KeyedOperation>("PaidOperation", "What costs credits.", {
  resynthesize_character: "`resynthesizeCharacter`: four images.",
  create_character: "`createCharacter` with `generate: true`: four images.",
  regenerate_character_ref: "`regenerateCharacterRef`: one image.",
  create_image: "`createImage`: one image.",
});
