import { readFileSync } from "node:fs";
import type { PaidRequest, RestAnswer } from "./paid-request.ts";

/** The old version's answers, and the contents of its database, at the time of the dump. */
export type Recorded = {
  /** The database's clock at the time of the dump, from which a restored database continues. */
  readonly takenAt: string;
  readonly teams: Readonly<Record<TeamName, RecordedTeam>>;
  readonly keys: readonly RecordedKey[];
  readonly calls: readonly RecordedCall[];
  readonly refusals: readonly RecordedRefusal[];
  readonly streams: Readonly<Record<TeamName, RecordedStreams>>;
  readonly running: readonly RecordedRun[];
  readonly uploads: { readonly waiting: RecordedUpload; readonly stored: readonly string[]; readonly used: string };
  /** A signed path of an image. */
  readonly picture: { readonly path: string; readonly sha256: string };
};

/** `ended` has finished work, `busy` was interrupted by the kill, `poor` has no credits. */
export type TeamName = "ended" | "busy" | "poor" | "autoSave";
export type Credits = { readonly total: number; readonly held: number; readonly available: number };
export type RecordedTeam = { readonly id: string; readonly apiKey: string; readonly credits: Credits };

/** A key or token of the team `ended`, and the answers to a read and a write with it. */
export type RecordedKey = {
  readonly about: string;
  readonly secret: string;
  readonly read: string;
  readonly write: string;
};

/** An accepted call. `rest` is the answer of `/v1` to its replay, over whichever transport it was accepted. */
export type RecordedCall = {
  readonly about: string;
  readonly team: TeamName;
  readonly acceptedOver: "rest" | "graphql";
  readonly key: string;
  readonly request: PaidRequest;
  readonly rest: Pick<RestAnswer, "status" | "body">;
  /** GraphQL's answer: ids of the character, its synthesis and the image, null where there is none. */
  readonly ids: { readonly character: string | null; readonly synthesis: string | null; readonly image: string | null };
  readonly isDeleted: boolean;
};

/** A refused call. `isBound` means that it was sent under the key of an accepted call. */
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

/** Every event of a team and of each of its characters, as subscribers received them. */
export type RecordedStreams = {
  readonly team: readonly RecordedEvent[];
  readonly characters: Readonly<Record<string, readonly RecordedEvent[]>>;
};

/** A synthesis or image that has not ended. */
export type RecordedRun = {
  readonly synthesisId: string;
  readonly characterId: string | null;
  readonly price: number;
  /** The poses by their recorded state. */
  readonly pending: readonly string[];
  readonly sent: readonly string[];
  readonly delivered: readonly string[];
};

type RecordedUpload = { readonly id: string; readonly path: string; readonly contentType: string };

const folder = new URL("./0.1.0/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");

export const readRecorded = (): Recorded => JSON.parse(read("recorded.json")) as Recorded;
export const readDump = (): string => read("database.sql");
/** Files of the blob store below its root, in base64. */
export const readBlobs = (): Record<string, string> => JSON.parse(read("blobs.json")) as Record<string, string>;
