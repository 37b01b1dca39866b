import { GraphQLError, Kind, print } from "graphql";
import type { EventStatus } from "../domain/character.ts";
import type { LedgerEntryKind } from "../domain/credits.ts";
import type { KeyedOperation } from "../domain/idempotency.ts";
import type { Pose } from "../domain/pose.ts";
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

export const CharacterStatusEnum = restEnum<EventStatus>("CharacterStatus", "Where a character is in its life.", {
  synthesizing: "A synthesis runs; the refs are still those from before it.",
  reviewing: "A new set of refs waits to be saved.",
  ready: "Saved: images can be made with it.",
  failed: "The last synthesis ended without pictures; it was not charged, and the refs are those from before it.",
  deleted: "Gone for good. Appears only in events.",
});

export const PoseEnum = restEnum<Pose>("Pose", "What a reference picture shows.", {
  portrait: "Head and shoulders; made first, and the reference for the other three.",
  front: "Full figure from the front.",
  side: "Full figure from the side.",
  back: "Full figure from the back.",
  other: "An upload; never synthesized.",
});

export const SynthesisKindEnum = restEnum<SynthesisKind>("SynthesisKind", "What a synthesis was asked to make.", {
  create: "The first set of a new character.",
  resynthesize: "A fresh set of four poses.",
  regenerate_ref: "One pose anew; the others stay.",
});

export const SynthesisStatusEnum = restEnum<SynthesisStatus>("SynthesisStatus", "How far a synthesis has come.", {
  running: "Accepted; its credits are held.",
  succeeded: "Every picture was delivered; its credits are captured.",
  failed: "It ended without pictures; its credits were released.",
  cancelled: "It was cancelled; its credits were released.",
});

export const GenerationStatusEnum = restEnum<GenerationStatus>("GenerationStatus", "How far one picture has come.", {
  pending: "Not asked for yet.",
  running: "The provider has been asked.",
  delivered: "The picture is there.",
  failed: "The provider will not deliver it.",
});

export const IdempotencyConflictEnum = restEnum<IdempotencyConflict>(
  "IdempotencyConflict",
  "Why an idempotency key can't be used for this call.",
  {
    other_body: "It was used for the same call with other parameters.",
    other_operation: "It was used for another call or another character.",
    in_flight: "The first call with it still runs: send the same call again after a second.",
  },
);

export const CharacterStateReasonEnum = restEnum<"no_ref_set">(
  "CharacterStateReason",
  "What is missing although the status would allow the call.",
  { no_ref_set: "The character has no current set of the four synthesized poses." },
);

export const ImageStatusEnum = restEnum<ImageStatus>("ImageStatus", "How far an image has come.", {
  pending: "Accepted; its credits are held.",
  processing: "The provider has been asked.",
  succeeded: "The picture is there; its credits are captured.",
  failed: "It ended without a picture; its credits were released.",
});

export const LedgerEntryKindEnum = restEnum<LedgerEntryKind>("LedgerEntryKind", "What a ledger entry does.", {
  grant: "Credits were given to the team.",
  hold: "Credits were reserved by accepted work.",
  capture: "Held credits were taken: the work succeeded.",
  release: "Held credits were given back: the work ended without its pictures.",
});

export const ScopeEnum = restEnum<Scope>("Scope", "What a key or token may do; each includes the ones before it.", {
  read: "Queries and subscriptions.",
  write: "Mutations too.",
  full: "Access tokens too.",
});

/** Output only: what the database prints (microseconds, offset) in the form every transport shows. */
builder.scalarType("DateTime", {
  description: "A moment in UTC, as ISO 8601 text with milliseconds: `2026-05-15T12:00:00.000Z`.",
  serialize: (moment) => new Date(String(moment)).toISOString(),
  parseValue: () => {
    throw new TypeError("DateTime is never an input");
  },
});

/** What vendors take: an unsigned 32-bit integer, which GraphQL's own Int can't hold. */
const MAX_SEED = 4_294_967_295;

builder.scalarType("Seed", {
  description: `A whole number from 0 to ${MAX_SEED}: the same seed asks for the same picture.`,
  serialize: (seed) => seed,
  parseValue: toSeed,
  parseLiteral: (node) => toSeed(node.kind === Kind.INT ? Number(node.value) : print(node)),
});

function toSeed(value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_SEED) return value;
  throw new GraphQLError(`Seed must be a whole number from 0 to ${MAX_SEED}.`);
}

export const PaidOperationEnum = restEnum<KeyedOperation>("PaidOperation", "What costs credits.", {
  resynthesize_character: "`resynthesizeCharacter`: four pictures.",
  create_character: "`createCharacter` with `generate: true`: four pictures.",
  regenerate_character_ref: "`regenerateCharacterRef`: one picture.",
  create_image: "`createImage`: one picture.",
});
