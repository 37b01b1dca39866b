import type { Transport } from "../helpers/clients.ts";
import type { Attributes } from "./state.ts";

/** Who sends a request and how. `second` is another key of the own team; `revoked` was one. */
export type Caller = {
  readonly transport: Transport;
  readonly as: "own" | "second" | "foreign" | "revoked";
  /** Over GraphQL the key may come as the header instead of the argument. */
  readonly keyInHeader: boolean;
};

/** One call of the public API. Characters and runs by index; -1 is one that never was. */
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

/** A body of a keyed call as REST has it. */
export type Body = Readonly<Record<string, unknown>>;

/** The body that counts: GraphQL can't tell null from absent. */
export function sentBody(body: Body | null, transport: Transport): Body {
  const members = Object.entries(body ?? {});
  return Object.fromEntries(transport === "graphql" ? members.filter(([, value]) => value !== null) : members);
}
