import type { Transport } from "../helpers/clients.ts";
import type { Attributes } from "./state.ts";

/** The key and the transport of a request. `second` is another key of the same team; `revoked` is a revoked one. */
export type Caller = {
  readonly transport: Transport;
  readonly as: "own" | "second" | "foreign" | "revoked";
  /** Over GraphQL the idempotency key may be sent as the header instead of the argument. */
  readonly keyInHeader: boolean;
};

/** One call of the public API. Characters and syntheses are indices; -1 is one that does not exist. */
export type Request =
  | { readonly op: "resynthesize"; readonly character: number; readonly body: Body | null; readonly key: string | null }
  | { readonly op: "regenerate"; readonly character: number; readonly body: Body; readonly key: string | null }
  | { readonly op: "create"; readonly body: Body; readonly key: string | null }
  | {
      readonly op: "image";
      /** Without `character_id`, which is the index beside it. */
      readonly body: Body;
      readonly character: number | null;
      readonly key: string | null;
    }
  | { readonly op: "save"; readonly character: number }
  | { readonly op: "delete"; readonly character: number }
  | {
      readonly op: "update";
      readonly character: number;
      readonly name?: string;
      readonly attributes?: Attributes | null;
    }
  | { readonly op: "cancel"; readonly character: number; readonly run: number | null }
  | { readonly op: "restore"; readonly character: number; readonly number: number }
  | { readonly op: "get"; readonly character: number }
  | { readonly op: "balance" };

/** A body of a keyed call over REST. */
export type Body = Readonly<Record<string, unknown>>;

/** The body that is compared: over GraphQL null and absent are the same. */
export function sentBody(body: Body | null, transport: Transport): Body {
  const members = Object.entries(body ?? {});
  return Object.fromEntries(transport === "graphql" ? members.filter(([, value]) => value !== null) : members);
}
