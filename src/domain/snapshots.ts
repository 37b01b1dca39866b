import type { CharacterAttributes } from "./attributes.ts";
import type { CharacterStatus, EventStatus } from "./character.ts";
import type { ContractVersion } from "./contract-version.ts";
import type { Pose } from "./pose.ts";
import type { StoredRef } from "./stored-image.ts";
import type { GenerationStatus, SynthesisError, SynthesisKind, SynthesisStatus } from "./synthesis.ts";

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
};

/** What an accept answered, and what its replays answer. */
export type AcceptedSynthesis = { readonly character: CharacterSnapshot; readonly synthesis: SynthesisSnapshot };

/** One change of a character: a row of the event log, or (`snapshot`) the present state for who comes late. */
export type CharacterChange = {
  readonly team_id: string;
  readonly character_id: string;
  readonly version: number;
  /** Position in the team's own order of events. */
  readonly team_seq: number;
  readonly status: EventStatus;
  readonly previous_status: EventStatus | null;
  readonly snapshot: boolean;
  readonly synthesis_id: string | null;
  readonly character: CharacterSnapshot | null;
  readonly occurred_at: DatabaseTime;
};

/** One step of a synthesis: a generation started, was delivered or failed, or (`pose` null) the synthesis ended. */
export type ProgressStep = {
  readonly synthesis_id: string;
  readonly seq: number;
  readonly pose: Pose | "image" | null;
  readonly generation_status: GenerationStatus | null;
  readonly completed: number;
  readonly total: number;
};
