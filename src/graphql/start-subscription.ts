import { type ExecutionArgs, type ExecutionResult, GraphQLError } from "graphql";
import { isAsyncIterable } from "graphql-yoga";
import { CallError } from "../domain/errors.ts";
import { KeyedLimiter, type Release } from "../domain/limiter.ts";
import { mapStream, SlowConsumerError } from "../domain/stream.ts";
import type { GraphqlContext } from "./context.ts";
import { copyEventId, StreamFailure } from "./event-stream.ts";
import { MAX_STARTS, MAX_STARTS_OF_TEAM } from "./limits.ts";
import { presentError, presentResult } from "./present-error.ts";
import { createSharedSubscribe } from "./shared-execution.ts";

/** A client that reads too slowly rarely gets this error, because its connection is closed. */
const TOO_SLOW = new CallError("rate_limit_exceeded", "The stream was read too slowly. Resume with its last cursor.");
/** Other subscriptions may have ended some seconds later, so a retry can succeed. */
const TOO_MANY_STREAMS = new CallError("rate_limit_exceeded", "Subscription limit reached. Retry in 5 s.", {
  retryAfterSeconds: 5,
});
const DISCONNECTED = new CallError("service_unavailable", "The client disconnected before its subscription started.");

/**
 * Runs GraphQL's `subscribe` within two limits of the process: the number of open subscriptions (`streams`), including
 * those that wait for their start, and the number of simultaneous starts. Teams take turns, so that a team whose
 * thousand pages reconnect at once delays another team by only one start.
 */
export function createSubscribe(streams: KeyedLimiter) {
  const starts = new KeyedLimiter({ slots: MAX_STARTS, slotsPerKey: MAX_STARTS_OF_TEAM });
  const subscribe = createSharedSubscribe();

  return async (args: ExecutionArgs): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> => {
    const context = args.contextValue as GraphqlContext;
    const { teamId } = context.call.principal;
    const release = streams.tryAcquire(teamId);
    if (!release) return { errors: [refusedWith(TOO_MANY_STREAMS)] };
    let stream: AsyncIterable<ExecutionResult> | null = null;
    const endStart = await waitForTurn(starts, context);
    try {
      // The slot can't be released earlier: while a socket is not read, a disconnect of its client is not noticed.
      if (!context.client.isOpen()) return { errors: [refusedWith(DISCONNECTED)] };
      const result = await subscribe(args);
      if (!isAsyncIterable<ExecutionResult>(result)) return result;
      stream = result;
    } finally {
      endStart();
      if (!stream) release();
    }
    return presentStream(stream, context, release);
  };
}

/**
 * Waits for a slot of the team. Until then nothing more is read from the socket, so that each socket has few waiting
 * starts.
 */
async function waitForTurn(starts: KeyedLimiter, { call, client }: GraphqlContext): Promise<Release> {
  const free = starts.tryAcquire(call.principal.teamId);
  if (free) return free;
  const resume = client.pauseReading();
  try {
    return await starts.acquire(call.principal.teamId);
  } finally {
    resume();
  }
}

/** The results as the caller gets them. Fails with `StreamFailure`. Calls `onEnd` once, however the stream ends. */
function presentStream(
  stream: AsyncIterable<ExecutionResult>,
  { app, call: { requestId }, onSlowConsumer }: GraphqlContext,
  onEnd: () => void,
): AsyncIterable<ExecutionResult> {
  return mapStream<ExecutionResult, ExecutionResult>(stream, {
    map: (value) => {
      const presented = presentResult(app, requestId, value);
      // An event without data has no position for its client to resume after, so the stream must end here.
      if (presented.errors && !presented.data) throw new StreamFailure(presented.errors);
      copyEventId(value, presented);
      return presented;
    },
    onError: (error) => {
      if (error instanceof StreamFailure) throw error;
      const isSlow = error instanceof SlowConsumerError;
      if (isSlow) onSlowConsumer();
      throw new StreamFailure([presentError(app, requestId, isSlow ? TOO_SLOW : error)]);
    },
    onEnd,
  });
}

function refusedWith(originalError: Error): GraphQLError {
  return new GraphQLError("refused", { originalError });
}
