import { GraphQLError, Kind, print } from "graphql";
import type { EventStatus, Pose } from "../domain/character.ts";
import type { LedgerEntryKind } from "../domain/credits.ts";
import type { KeyedOperation } from "../domain/idempotency.ts";
import type { Scope } from "../domain/principal.ts";
import type { IdempotencyConflict } from "../domain/refusals.ts";
import type { ImageStatus } from "../domain/snapshots.ts";
import type { GenerationStatus, SynthesisKind, SynthesisStatus } from "../domain/synthesis.ts";
import { builder } from "./builder.ts";

/** Defines an enum whose values are the REST values in capitals; `values` holds the description of each. */
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
  synthesizing: "A synthesis is running. Until it ends, the character shows its previous refs.",
  reviewing: "A new ref set is waiting to be saved with `saveCharacter`.",
  ready: "The ref set is saved. `createImage` accepts the character.",
  failed: "The last synthesis failed, or the creation was cancelled. Nothing was charged, and the refs are unchanged.",
  deleted: "The character is deleted. This status appears only in events.",
});

export const PoseEnum = restEnum<Pose>("Pose", "What an image of a character shows.", {
  portrait: "Head and shoulders. It is generated first and is the reference for the other three poses.",
  front: "Full figure from the front.",
  side: "Full figure from the side.",
  back: "Full figure from the back.",
  other: "An uploaded image. It is never generated.",
});

export const SynthesisKindEnum = restEnum<SynthesisKind>("SynthesisKind", "What a synthesis generates.", {
  create: "The first ref set of a new character: four poses.",
  resynthesize: "A new ref set of four poses.",
  regenerate_ref: "One new pose; the other poses of the ref set are kept.",
});

export const SynthesisStatusEnum = restEnum<SynthesisStatus>("SynthesisStatus", "The state of a synthesis.", {
  running: "The synthesis is in progress. Its credits are held.",
  succeeded: "Every image was delivered. Its credits were captured.",
  failed: "The synthesis failed. Its credits were released.",
  cancelled: "The synthesis was cancelled. Its credits were released.",
});

export const GenerationStatusEnum = restEnum<GenerationStatus>(
  "GenerationStatus",
  "The state of one image of a synthesis.",
  {
    pending: "The image has not been requested from the provider yet, or will be requested again.",
    running: "The image was requested from the provider.",
    delivered: "The image is stored.",
    failed: "The image was not delivered.",
  },
);

export const IdempotencyConflictEnum = restEnum<IdempotencyConflict>(
  "IdempotencyConflict",
  "Why the idempotency key can't be used for this call.",
  {
    other_body: "The key was used for the same mutation with other arguments.",
    other_operation: "The key was used for another mutation or for another character.",
    in_flight: "The first call with this key is still in progress. Send the same call again after a second.",
  },
);

export const CharacterStateReasonEnum = restEnum<"no_ref_set">(
  "CharacterStateReason",
  "What the character lacks although its status allows the call.",
  { no_ref_set: "The character has no current ref set with the four generated poses." },
);

export const ImageStatusEnum = restEnum<ImageStatus>("ImageStatus", "The state of an image.", {
  pending: "The call was accepted. The image's credits are held.",
  processing: "The image was requested from the provider.",
  succeeded: "The image was delivered. Its credits were captured.",
  failed: "The image failed. Its credits were released.",
});

export const LedgerEntryKindEnum = restEnum<LedgerEntryKind>(
  "LedgerEntryKind",
  "What a ledger entry does to the team's credits.",
  {
    grant: "Adds credits to the team.",
    hold: "Reserves the price of accepted work.",
    capture: "Charges held credits, because the work succeeded.",
    release: "Makes held credits available again, because the work failed or was cancelled.",
  },
);

export const ScopeEnum = restEnum<Scope>(
  "Scope",
  "What an API key or access token is allowed to do. FULL includes WRITE, and WRITE includes READ.",
  {
    read: "Allows queries and subscriptions.",
    write: "Allows what READ allows, and mutations.",
    full: "Allows what WRITE allows, creating access tokens, and listing and revoking API keys.",
  },
);

/** Output only. The database returns microseconds and an offset; all transports return milliseconds in UTC. */
builder.scalarType("DateTime", {
  description: "A time in UTC in RFC 3339 format with milliseconds, for example `2026-05-15T12:00:00.000Z`.",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
  serialize: (moment) => new Date(String(moment)).toISOString(),
  parseValue: () => {
    throw new TypeError("DateTime is never an input");
  },
});

/** Providers take unsigned 32-bit integers as seeds. GraphQL's own Int is signed and can't hold them. */
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

export const PaidOperationEnum = restEnum<KeyedOperation>(
  "PaidOperation",
  "A mutation that costs credits, with the number of images it pays for.",
  {
    resynthesize_character: "`resynthesizeCharacter`: four images.",
    create_character: "`createCharacter` with `generate: true`: four images.",
    regenerate_character_ref: "`regenerateCharacterRef`: one image.",
    create_image: "`createImage`: one image.",
  },
);
