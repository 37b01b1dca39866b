import { readFileSync } from "node:fs";
import type { PaidRequest, RestAnswer } from "./paid-request.ts";

/** What the old version answered, and what stood in its database, when the dump was made. */
export type Recorded = {
  /** The database's clock when the dump was made; a restored database goes on from here. */
  readonly takenAt: string;
  readonly teams: Readonly<Record<TeamName, RecordedTeam>>;
  readonly keys: readonly RecordedKey[];
  readonly calls: readonly RecordedCall[];
  readonly refusals: readonly RecordedRefusal[];
  readonly streams: Readonly<Record<TeamName, RecordedStreams>>;
  readonly running: readonly RecordedRun[];
  readonly uploads: { readonly waiting: RecordedUpload; readonly stored: readonly string[]; readonly used: string };
  /** A signed path of a picture. */
  readonly picture: { readonly path: string; readonly sha256: string };
};

/** `ended` has finished work, `busy` was killed in the middle of it, `poor` can pay for nothing. */
export type TeamName = "ended" | "busy" | "poor" | "autoSave";
export type Credits = { readonly total: number; readonly held: number; readonly available: number };
export type RecordedTeam = { readonly id: string; readonly apiKey: string; readonly credits: Credits };

/** A key or token of the team `ended`, and how a read and a write with it were answered. */
export type RecordedKey = {
  readonly about: string;
  readonly secret: string;
  readonly read: string;
  readonly write: string;
};

/** An accepted call. `rest` is what `/v1` answers to its replay, whatever transport it was accepted over. */
export type RecordedCall = {
  readonly about: string;
  readonly team: TeamName;
  readonly acceptedOver: "rest" | "graphql";
  readonly key: string;
  readonly request: PaidRequest;
  readonly rest: Pick<RestAnswer, "status" | "body">;
  /** What GraphQL answered: ids of the character, its synthesis and the image, null where there is none. */
  readonly ids: { readonly character: string | null; readonly synthesis: string | null; readonly image: string | null };
  readonly isDeleted: boolean;
};

/** A call that was refused; `isBound`: under a key that an accepted call has. */
export type RecordedRefusal = {
  readonly about: string;
  readonly team: TeamName;
  readonly key: string;
  readonly request: PaidRequest;
  readonly status: number;
  readonly code: string;
  readonly isBound: boolean;
};

export type RecordedEvent = {
  readonly cursor: string;
  readonly version: number;
  readonly status: string;
  readonly previousStatus: string | null;
  readonly occurredAt: string;
};

/** Every event of a team and of each of its characters, as its subscribers got them. */
export type RecordedStreams = {
  readonly team: readonly RecordedEvent[];
  readonly characters: Readonly<Record<string, readonly RecordedEvent[]>>;
};

/** A synthesis or image without an end. */
export type RecordedRun = {
  readonly synthesisId: string;
  readonly characterId: string | null;
  readonly price: number;
  /** Poses by what was recorded of them. */
  readonly pending: readonly string[];
  readonly sent: readonly string[];
  readonly delivered: readonly string[];
};

export type RecordedUpload = { readonly id: string; readonly path: string; readonly contentType: string };

const folder = new URL("./0.1.0/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");

export const readRecorded = (): Recorded => JSON.parse(read("recorded.json")) as Recorded;
export const readDump = (): string => read("database.sql");
/** Files of the blob store below its root, in base64. */
export const readBlobs = (): Record<string, string> => JSON.parse(read("blobs.json")) as Record<string, string>;
