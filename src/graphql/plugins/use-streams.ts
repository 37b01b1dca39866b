import { type ExecutionResult, GraphQLError } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import { CallError } from "../../domain/errors.ts";
import type { KeyedLimiter } from "../../domain/limiter.ts";
import type { GraphqlContext } from "../context.ts";
import { presentError } from "../present-error.ts";
import { presentResult } from "../present-result.ts";
import { leaveStream, tapStream } from "../streams.ts";

/** Seldom seen: the connection is closed with it. */
const TOO_SLOW = new CallError(
  "rate_limit_exceeded",
  "The stream was read too slowly. Come back with its last cursor.",
);

/** Subscriptions end all the time, so a retry after some seconds may succeed. */
const TOO_MANY = new CallError("rate_limit_exceeded", "Subscription limit reached. Retry in 5 s.", {
  retryAfterSeconds: 5,
});

/** Counts the open streams, and shows their values as callers see them. */
export function useStreams(streams: KeyedLimiter): Plugin<GraphqlContext> {
  return {
    onSubscribe: ({ args: { contextValue } }) => {
      const { app, call, onSlowConsumer }: GraphqlContext = contextValue;
      return {
        onSubscribeResult: ({ result, setResult }) => {
          if (!isAsyncIterable<ExecutionResult>(result)) return;
          const release = streams.tryAcquire(call.principal.teamId);
          if (!release) {
            leaveStream(result);
            return setResult({ errors: [new GraphQLError("refused", { originalError: TOO_MANY })] });
          }
          const stream = tapStream(result, {
            map: (value) => presentResult(app, call.requestId, value),
            fail: (error) => {
              const slow = isSlowConsumer(error);
              if (slow) onSlowConsumer();
              return { errors: [presentError(app, call.requestId, slow ? TOO_SLOW : error)] };
            },
            end: release,
          });
          setResult(stream);
        },
      };
    },
  };
}

/** The feed's own word for who is too far behind; by name, because it is made two layers below. */
function isSlowConsumer(error: unknown): boolean {
  return error instanceof Error && error.name === "SlowConsumer";
}
