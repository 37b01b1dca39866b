import type { CharacterAttributes, CharacterStatus, EventStatus, Pose } from "./character.ts";
import type { ContractVersion } from "./contract-version.ts";
import type { Balance, LedgerEntryKind } from "./credits.ts";
import type { GenerationStatus, SynthesisError, SynthesisKind, SynthesisStatus } from "./synthesis.ts";

/** A stored image, as a ref, an image or a generation records it. Keys are blob keys, never URLs. */
export type StoredImage = {
  readonly key: string;
  readonly thumb_key: string;
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
  /** base64 of the thumbhash bytes */
  readonly thumbhash: string;
  readonly bytes: number;
};

/** An image as a ref of a set. */
export type StoredRef = StoredImage & { readonly pose: Pose };

/** The path of a set's contact sheet. The URL must be signed. */
export function sheetPath(characterId: string, setNumber: number): string {
  return `/storage/sheets/${characterId}/${setNumber}`;
}

/**
 * A time as the database prints it in JSON, with microseconds and offset. Transports convert it to ISO 8601 in UTC.
 */
export type DatabaseTime = string;

/** A character at one version, as in reads, events and stored outcomes (SQL: `character_json`). */
export type CharacterSnapshot = {
  readonly id: string;
  readonly team_id: string;
  readonly name: string;
  readonly status: CharacterStatus;
  readonly version: number;
  readonly refs: readonly StoredRef[];
  readonly ref_set_number: number | null;
  readonly attributes: CharacterAttributes | null;
  readonly client_reference_id: string | null;
  readonly error_message: string | null;
  readonly aurous_version: ContractVersion;
  readonly created_at: DatabaseTime;
  readonly updated_at: DatabaseTime;
};

/**
 * A synthesis with its generations (SQL: `synthesis_json`). `character_id` is null for an image without a character.
 */
export type SynthesisSnapshot = {
  readonly id: string;
  readonly character_id: string | null;
  readonly kind: SynthesisKind | "image";
  readonly status: SynthesisStatus;
  readonly cost: number;
  readonly error_code: SynthesisError | null;
  readonly started_at: DatabaseTime;
  readonly finished_at: DatabaseTime | null;
  readonly generations: readonly GenerationSnapshot[];
};

export type GenerationSnapshot = {
  readonly pose: Pose | "image";
  readonly status: GenerationStatus;
  readonly attempt: number;
  /**
   * Blob key of the thumbnail. Only delivered images have one, and only while the synthesis runs or after it has
   * succeeded.
   */
  readonly thumb_key?: string;
  readonly thumbhash?: string;
};

/** The response of an accept and of its replays. */
export type AcceptedSynthesis = { readonly character: CharacterSnapshot; readonly synthesis: SynthesisSnapshot };

/** The response of a creation. A character made from uploads has no synthesis. */
export type AcceptedCreation = { readonly character: CharacterSnapshot; readonly synthesis: SynthesisSnapshot | null };

export const IMAGE_STATUSES = ["pending", "processing", "succeeded", "failed"] as const;
export type ImageStatus = (typeof IMAGE_STATUSES)[number];

/** An image of `POST /v1/images` (SQL: `image_json`). It shares its id with its synthesis. */
export type ImageSnapshot = {
  readonly id: string;
  readonly team_id: string;
  readonly status: ImageStatus;
  readonly prompt: string;
  readonly character_id: string | null;
  /** The ref set that was current at the accept; null without a character. */
  readonly ref_set_number: number | null;
  /** Null until the image has succeeded. */
  readonly image: StoredImage | null;
  /** In px: the requested width, and after the success the actual one. */
  readonly width: number;
  /** px */
  readonly height: number;
  readonly seed: number | null;
  readonly error_message: SynthesisError | null;
  /** Credits that are held until the end, then captured or released. */
  readonly cost: number;
  readonly aurous_version: ContractVersion;
  readonly created_at: DatabaseTime;
  readonly completed_at: DatabaseTime | null;
};

/** A set of refs (SQL: `ref_set_json`). `synthesis_id` is null for uploads and fixtures. */
export type RefSetSnapshot = {
  readonly character_id: string;
  readonly number: number;
  readonly synthesis_id: string | null;
  readonly refs: readonly StoredRef[];
  readonly created_at: DatabaseTime;
};

/**
 * A row of a team's ledger (SQL: `entry_json`). `synthesis_id` is null for a grant, and the image's id for an image's
 * hold.
 */
export type LedgerEntrySnapshot = {
  /** `led_<ULID of the team>_<number>` */
  readonly id: string;
  readonly kind: LedgerEntryKind;
  readonly amount: number;
  readonly synthesis_id: string | null;
  /** The API key of the paid call; null for grants, and for entries older than this field. */
  readonly api_key_id: string | null;
  readonly note: string | null;
  readonly created_at: DatabaseTime;
};

/** One change of a character: a row of the event log, or (`snapshot`) the present state, sent when a stream begins. */
export type CharacterChange = {
  readonly team_id: string;
  readonly character_id: string;
  readonly version: number;
  /** Position in the team's own order of events. */
  readonly team_seq: number;
  /**
   * Distinguishes the event at this position from that of another history (a restored backup). Empty when the event
   * is no longer kept.
   */
  readonly team_fingerprint: string;
  /** Only in a team's snapshots: characters up to this id have been sent, the events after `team_seq` not yet. */
  readonly snapshots_to?: string;
  readonly status: EventStatus;
  readonly previous_status: EventStatus | null;
  readonly snapshot: boolean;
  readonly synthesis_id: string | null;
  readonly character: CharacterSnapshot | null;
  readonly occurred_at: DatabaseTime;
};

/**
 * One step of a synthesis: a generation started, was delivered or failed. `pose` and its status are null for the
 * present state and for the end of the synthesis.
 */
export type ProgressStep = {
  readonly synthesis_id: string;
  readonly seq: number;
  readonly pose: Pose | "image" | null;
  readonly generation_status: GenerationStatus | null;
  readonly completed: number;
  readonly total: number;
  /** The synthesis at the time when the step was read. */
  readonly synthesis: SynthesisSnapshot;
};

/** A team's credits after the ledger entry `entry_seq`. */
export type TeamBalance = Balance & { readonly team_id: string; readonly entry_seq: number };
