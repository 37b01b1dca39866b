import { createGraphqlClient } from "./graphql-client.ts";
import { createRestClient } from "./rest-client.ts";

/** A character as either transport shows it, in REST's spelling. */
export type SeenCharacter = {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly refs: readonly { pose: string; url: string }[];
  readonly attributes: Record<string, unknown> | null;
  readonly client_reference_id: string | null;
  readonly error_message: string | null;
};

/** What a call answered: `ok`, or the code of the refusal with its facts in REST's spelling. */
export type Answer<T = SeenCharacter> = {
  readonly code: string;
  readonly value: T | null;
  readonly replayed: boolean;
  readonly param: string | null;
  readonly facts: Record<string, unknown>;
  /** HTTP status; GraphQL answers refusals with 200. */
  readonly status: number;
};

export type Keyed = { readonly key?: string; readonly body?: Record<string, unknown> };

/** One client over both transports: a sentence of the contract is written once and run over each. */
export type Client = {
  readonly transport: "rest" | "graphql";
  readonly resynthesize: (id: string, call?: Keyed) => Promise<Answer>;
  readonly save: (id: string) => Promise<Answer>;
  readonly get: (id: string) => Promise<Answer>;
  readonly balance: () => Promise<Answer<{ total: number; held: number; available: number }>>;
};

export const TRANSPORTS = ["rest", "graphql"] as const;
export type Transport = (typeof TRANSPORTS)[number];

export function createClient(transport: Transport, url: string, apiKey: string | null): Client {
  return transport === "rest" ? createRestClient(url, apiKey) : createGraphqlClient(url, apiKey);
}
