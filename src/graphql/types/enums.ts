import type { EventStatus } from "../../domain/character.ts";
import type { LedgerEntryKind } from "../../domain/credits.ts";
import type { Pose } from "../../domain/pose.ts";
import type { Scope } from "../../domain/principal.ts";
import type { IdempotencyConflict } from "../../domain/refusals.ts";
import type { ImageStatus } from "../../domain/snapshots.ts";
import type { GenerationStatus, SynthesisKind, SynthesisStatus } from "../../domain/synthesis.ts";
import { restEnum } from "./rest-enum.ts";

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
