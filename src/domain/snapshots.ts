import type { CharacterAttributes, CharacterStatus, EventStatus, Pose } from "./character.ts";
import type { ContractVersion } from "./contract-version.ts";
import type { Balance, LedgerEntryKind } from "./credits.ts";
import type { GenerationStatus, SynthesisError, SynthesisKind, SynthesisStatus } from "./synthesis.ts";

/** One stored picture: what a ref, an image or a generation keeps of it. Keys are blob keys, never URLs. */
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

/** A picture as a ref of a set. */
export type StoredRef = StoredImage & { readonly pose: Pose };

/** The path under which a set's contact sheet is served to whoever has it signed. */
export function sheetPath(characterId: string, setNumber: number): string {
  return `/storage/sheets/${characterId}/${setNumber}`;
}

/** A moment as the database prints it inside JSON: microseconds and offset. Transports print ISO 8601 UTC from it. */
export type DatabaseTime = string;

/** A character at one version, as reads, events and stored outcomes hold it (SQL: `character_json`). */
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

/** A synthesis with its generations (SQL: `synthesis_json`). `character_id` is null for a free image. */
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
  /** Blob key of the thumbnail; only of a delivered image, while the synthesis runs or once it has succeeded. */
  readonly thumb_key?: string;
  readonly thumbhash?: string;
};

/** What an accept answered, and what its replays answer. */
export type AcceptedSynthesis = { readonly character: CharacterSnapshot; readonly synthesis: SynthesisSnapshot };

/** What a creation answered: a character made from uploads has no synthesis. */
export type AcceptedCreation = { readonly character: CharacterSnapshot; readonly synthesis: SynthesisSnapshot | null };

export const IMAGE_STATUSES = ["pending", "processing", "succeeded", "failed"] as const;
export type ImageStatus = (typeof IMAGE_STATUSES)[number];

/** A picture of `POST /v1/images` (SQL: `image_json`). Its id is its synthesis's. */
export type ImageSnapshot = {
  readonly id: string;
  readonly team_id: string;
  readonly status: ImageStatus;
  readonly prompt: string;
  readonly character_id: string | null;
  /** The set it is made from, frozen at the accept; null without a character. */
  readonly ref_set_number: number | null;
  /** Null until it has succeeded. */
  readonly image: StoredImage | null;
  /** px; what was asked for, and once it has succeeded what it is. */
  readonly width: number;
  /** px */
  readonly height: number;
  readonly seed: number | null;
  readonly error_message: SynthesisError | null;
  /** Credits: held until its end, then captured or released. */
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

/** A row of a team's ledger (SQL: `entry_json`). `synthesis_id` is null for a grant; an image's hold has the image's id. */
export type LedgerEntrySnapshot = {
  /** `led_<ULID of the team>_<number>` */
  readonly id: string;
  readonly kind: LedgerEntryKind;
  readonly amount: number;
  readonly synthesis_id: string | null;
  /** The key of the paid call; null for a grant, and for entries made before it was recorded. */
  readonly api_key_id: string | null;
  readonly note: string | null;
  readonly created_at: DatabaseTime;
};

/** One change of a character: a row of the event log, or (`snapshot`) the present state for who comes late. */
export type CharacterChange = {
  readonly team_id: string;
  readonly character_id: string;
  readonly version: number;
  /** Position in the team's own order of events. */
  readonly team_seq: number;
  /** Tells the event at that position from any other; empty when it is no longer kept. */
  readonly team_fingerprint: string;
  /** In a team's snapshots: those of characters up to this id are sent, the team's events since `team_seq` not yet. */
  readonly snapshots_to?: string;
  readonly status: EventStatus;
  readonly previous_status: EventStatus | null;
  readonly snapshot: boolean;
  readonly synthesis_id: string | null;
  readonly character: CharacterSnapshot | null;
  readonly occurred_at: DatabaseTime;
};

/**
 * One step of a synthesis: a generation started, was delivered or failed; `pose` and its status are null in the present
 * state, and when the synthesis ended.
 */
export type ProgressStep = {
  readonly synthesis_id: string;
  readonly seq: number;
  readonly pose: Pose | "image" | null;
  readonly generation_status: GenerationStatus | null;
  readonly completed: number;
  readonly total: number;
  /** As it was when the step was read. */
  readonly synthesis: SynthesisSnapshot;
};

/** A team's credits after its ledger's entry `entry_seq`. */
export type TeamBalance = Balance & { readonly team_id: string; readonly entry_seq: number };
