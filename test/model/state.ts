import type { Request } from "./request.ts";

/**
 * What a caller may rely on, as plain data that is independent of the product's code: two teams with their credits,
 * buckets, keys, characters and syntheses. Characters and syntheses are indices; the driver of the product maps them
 * to ids.
 */
export type State = {
  readonly teams: readonly [Team, Team];
  readonly characters: Character[];
  readonly runs: Run[];
  /** The keyed calls so far, to be repeated. */
  readonly asked: Request[];
  /** Both clocks, in epoch milliseconds. They stand still until they are moved. */
  now: number;
};

export type Team = {
  total: number;
  held: number;
  openRuns: number;
  readonly autoSave: boolean;
  /** The number of ledger entries by kind. */
  readonly entries: { grant: number; hold: number; capture: number; release: number };
  events: number;
  /** When each used bucket is full again. A bucket without an entry is full. */
  readonly fullAt: Partial<Record<Bucket, number>>;
  readonly keys: Record<string, BoundKey>;
};

type BoundKey = {
  readonly operation: string;
  /** The character of the call; null when the call creates something. */
  readonly target: number | null;
  /** The REST body, as text. */
  readonly body: string;
  readonly expiresAt: number;
  readonly shown: Shown;
};

export type Status = "synthesizing" | "reviewing" | "ready" | "failed" | "deleted";

export type Character = {
  readonly team: 0 | 1;
  status: Status;
  version: number;
  name: string;
  attributes: Attributes | null;
  error: string | null;
  /** The number of the current set. */
  set: number | null;
  /** Every set so far, by number minus one, with the synthesis that made each pose. */
  readonly sets: (readonly string[])[];
  readonly createdAt: number;
  updatedAt: number;
};

export type Attributes = Readonly<Record<string, string | number>>;

export type Run = {
  readonly team: 0 | 1;
  readonly character: number | null;
  readonly kind: "create" | "resynthesize" | "regenerate_ref" | "image";
  status: "running" | "succeeded" | "failed" | "cancelled";
  readonly price: number;
  /** The only pose of a regenerated ref. */
  readonly pose: string | null;
  readonly previous: { readonly status: Status; readonly error: string | null } | null;
  readonly deadlineAt: number;
};

/** A character or an image as a response shows it. */
export type Shown =
  | {
      readonly kind: "character";
      readonly index: number;
      readonly name: string;
      readonly status: string;
      readonly attributes: Attributes | null;
      readonly refs: readonly string[];
      readonly error: string | null;
      readonly createdAt: number;
      readonly updatedAt: number;
    }
  | {
      readonly kind: "image";
      /** The index of its synthesis. */
      readonly index: number;
      readonly status: string;
      readonly prompt: string;
      readonly character: number | null;
      readonly set: number | null;
      readonly cost: number;
      readonly createdAt: number;
    }
  | { readonly kind: "deleted"; readonly index: number }
  | { readonly kind: "balance"; readonly total: number; readonly held: number; readonly available: number };

export const POSES = ["portrait", "front", "side", "back"] as const;

/** A second copy of the numbers of docs/contract.md "Buckets". */
export const BUCKETS = {
  characters_synthesize: { burst: 12, intervalMs: 10_000 },
  characters_post: { burst: 60, intervalMs: 2_000 },
  characters_get: { burst: 240, intervalMs: 500 },
  images_post: { burst: 120, intervalMs: 1_000 },
  reads: { burst: 1_200, intervalMs: 100 },
} as const;

export type Bucket = keyof typeof BUCKETS;

/** The configuration of the tested process, which the model assumes. */
export const TTL_MS = 900_000;
export const DEADLINE_MS = 600_000;

export function newTeam(credits: number, autoSave: boolean): Team {
  const grant = credits > 0 ? 1 : 0;
  const entries = { grant, hold: 0, capture: 0, release: 0 };
  return { total: credits, held: 0, openRuns: 0, autoSave, entries, events: 0, fullAt: {}, keys: {} };
}

/** A character as the fixtures create it, by legal status changes. */
export function fixture(team: 0 | 1, status: "ready" | "reviewing" | "failed", now: number): Character {
  return {
    team,
    status,
    version: status === "ready" ? 1 : 2,
    name: "Mira",
    attributes: { gender: "female", age: 28, hair_color: "black", eye_color: "brown" },
    error: status === "failed" ? "provider_unavailable" : null,
    set: 1,
    sets: [POSES.map((pose) => `seed:${pose}`)],
    createdAt: now,
    updatedAt: now,
  };
}
