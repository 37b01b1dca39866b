import { createGraphqlClient } from "./graphql-client.ts";
import { createRestClient } from "./rest-client.ts";

export type SeenRef = {
  readonly pose: string;
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly thumbhash: string;
  readonly thumb_url: string;
};

/** A character from either transport, with REST's names. */
export type SeenCharacter = {
  readonly object: string;
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly refs: readonly SeenRef[];
  readonly attributes: Record<string, unknown> | null;
  readonly client_reference_id: string | null;
  readonly error_message: string | null;
  readonly aurous_version: string;
  readonly created_at: string;
  readonly updated_at: string;
};

/** An image from either transport, with REST's names. */
export type SeenImage = {
  readonly object: string;
  readonly id: string;
  readonly status: string;
  readonly prompt: string;
  readonly character_id: string | null;
  readonly ref_set: number | null;
  readonly url: string | null;
  readonly thumb_url: string | null;
  readonly width: number;
  readonly height: number;
  readonly error_message: string | null;
  readonly cost: number;
  readonly aurous_version: string;
  readonly created_at: string;
  readonly completed_at: string | null;
};

/** A page of a list. `next` is the value of `after` for the next call; null at the end. */
type SeenPage<T> = { readonly data: readonly T[]; readonly next: string | null };

/** The result of a call: `ok`, or the code of the refusal with its details under REST's names. */
export type Answer<T = SeenCharacter> = {
  readonly code: string;
  readonly value: T | null;
  readonly replayed: boolean;
  /** The invalid member, with REST's name. */
  readonly param: string | null;
  readonly details: Record<string, unknown>;
  /** The HTTP status. GraphQL answers refusals with 200. */
  readonly status: number;
};

/** A body has REST's form. Over GraphQL its members become arguments. */
export type Body = Record<string, unknown>;
export type Keyed = { readonly key?: string; readonly body?: Body };
export type PageOf = { readonly size?: number; readonly after?: string; readonly status?: string };

/** One client for both transports, so that each promise of docs/contract.md has one test that runs over both. */
export type Client = {
  readonly transport: Transport;
  readonly resynthesize: (id: string, call?: Keyed) => Promise<Answer>;
  readonly create: (call: Keyed) => Promise<Answer>;
  readonly regenerate: (id: string, call: Keyed) => Promise<Answer>;
  readonly cancel: (id: string, body?: Body) => Promise<Answer>;
  readonly restore: (id: string, number: number) => Promise<Answer>;
  readonly save: (id: string) => Promise<Answer>;
  readonly update: (id: string, body: Body) => Promise<Answer>;
  readonly remove: (id: string) => Promise<Answer<{ id: string; deleted: boolean }>>;
  readonly get: (id: string) => Promise<Answer>;
  readonly list: (page?: PageOf) => Promise<Answer<SeenPage<SeenCharacter>>>;
  readonly createImage: (call: Keyed) => Promise<Answer<SeenImage>>;
  readonly getImage: (id: string) => Promise<Answer<SeenImage>>;
  readonly listImages: (page?: PageOf) => Promise<Answer<SeenPage<SeenImage>>>;
  /** The price of an image. */
  readonly estimate: () => Promise<Answer<{ amount: number }>>;
  readonly createToken: (scope: string, ttlSeconds: number) => Promise<Answer<{ token: string; expires_at: string }>>;
  readonly balance: () => Promise<Answer<{ total: number; held: number; available: number }>>;
};

export const TRANSPORTS = ["rest", "graphql"] as const;
export type Transport = (typeof TRANSPORTS)[number];

export function createClient(transport: Transport, url: string, apiKey: string | null): Client {
  return transport === "rest" ? createRestClient(url, apiKey) : createGraphqlClient(url, apiKey);
}
