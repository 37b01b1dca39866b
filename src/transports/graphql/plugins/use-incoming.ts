import type { GraphQLParams, Plugin } from "graphql-yoga";
import type { GraphqlContext } from "../context.ts";

/** A request as the transport read it: its parameters and caller, or what is wrong with it. */
export type Incoming = {
  readonly requestId: string;
  readonly read:
    | { readonly ok: true; readonly params: GraphQLParams }
    | { readonly ok: false; readonly error: unknown };
};

/** Hands Yoga what was read already; its own parsers see no body. */
export function useIncoming(): Plugin<GraphqlContext, Incoming> {
  return {
    onRequestParse: ({ serverContext, setRequestParser }) => {
      setRequestParser(() => {
        const { read } = serverContext;
        if (!read.ok) throw read.error;
        return read.params;
      });
    },
  };
}
