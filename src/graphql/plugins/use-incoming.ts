import type { ExecutionResult } from "graphql";
import type { GraphQLParams, Plugin } from "graphql-yoga";

/** A request as the transport read it: its parameters, or what is wrong with it. */
export type Incoming = {
  readonly requestId: string;
  readonly read:
    | { readonly ok: true; readonly params: GraphQLParams }
    | { readonly ok: false; readonly error: unknown };
  /** Takes an open stream, to be written by the transport rather than by Yoga. */
  readonly keepStream: (stream: AsyncIterable<ExecutionResult>) => void;
};

/** Hands Yoga what was read already; its own parsers see no body. */
export function useIncoming(): Plugin<object, Incoming> {
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
