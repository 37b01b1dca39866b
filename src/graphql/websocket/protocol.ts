import type { ExecutionArgs, ExecutionResult, GraphQLError } from "graphql";
import { makeServer, type SubscribePayload } from "graphql-ws";
import { isAsyncIterable } from "graphql-yoga";
import type { AppContext } from "../../context.ts";
import { CallError, ERRORS } from "../../domain/errors.ts";
import { KeyedLimiter } from "../../domain/limiter.ts";
import { cancelStream } from "../../domain/stream.ts";
import { reportError } from "../../http/errors.ts";
import { type DistinctHeaders, secretOf } from "../../http/request.ts";
import { authenticate } from "../../operations/authenticate.ts";
import { operationContext } from "../context.ts";
import type { Engine } from "../engine.ts";
import { isTemporary, StreamFailure } from "../event-stream.ts";
import { INIT_WITHIN_MS, MAX_OPERATIONS_OF_SOCKET, MAX_SOCKETS_OF_TEAM, STOP_WITHIN_MS } from "../limits.ts";
import { presentError } from "../present-error.ts";
import type { RevocationWatcher } from "../revocation-watcher.ts";
import { isSubscription, type Running, runOperation } from "../run-operation.ts";
import { CLOSE, type Close, type Connection, closeAfterAnswers, closeForbidden, delay } from "./connection.ts";
import { writeStream } from "./stream-writer.ts";

const NO_HEADERS: DistinctHeaders = {};

/** Runs the graphql-transport-ws protocol with the engine. It does not depend on sockets. */
export function createProtocol(
  app: AppContext,
  engine: Engine,
  keys: RevocationWatcher,
  maxSocketsOfTeam = MAX_SOCKETS_OF_TEAM,
) {
  const socketsOfTeams = new KeyedLimiter({ slotsPerKey: maxSocketsOfTeam });
  const resultOf = (args: ExecutionArgs) => (args as Running).result;

  return makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: INIT_WITHIN_MS,
    onConnect: async ({ connectionParams, extra: connection }) => {
      try {
        const secret = socketSecret(connectionParams, connection.headers);
        connection.headers = NO_HEADERS;
        const { teamId } = await authenticate(app, secret);
        const release = socketsOfTeams.tryAcquire(teamId);
        if (!release) return refuse(connection, CLOSE.tooManySockets);
        connection.onClosed(release);
        connection.onClosed(keys.add(secret ?? "", (error) => connection.close(closeForbidden(error))));
        connection.secret = secret;
        return connection.isOpen();
      } catch (error) {
        if (isUnauthorized(error)) return refuse(connection, closeForbidden(error));
        reportError(app, error, app.newId("request"));
        return refuse(connection, CLOSE.tryAgainLater);
      }
    },
    onSubscribe: async (context, id, payload) => {
      const { extra: connection } = context;
      connection.starts ??= { answering: new Set(), latest: new Map() };
      const { answering, latest } = connection.starts;
      const operations = Math.max(Object.keys(context.subscriptions).length, answering.size + 1);
      const begun = begin(app, engine, connection, payload, operations);
      answering.add(begun);
      latest.set(id, begun);
      const running = await begun.finally(() => answering.delete(begun));
      // Meanwhile the client may have completed the operation and started another one under its id.
      const isCurrent = id in context.subscriptions && latest.get(id) === begun;
      if (latest.get(id) === begun) latest.delete(id);
      if (answering.size + latest.size === 0) connection.starts = null;
      if (running === "retry") {
        void tellToRetry(connection);
        return unanswered();
      }
      const stream = "result" in running && isAsyncIterable<ExecutionResult>(running.result) ? running.result : null;
      if (isCurrent) return stream ? streaming(running as Running, writeStream(stream, id, connection)) : running;
      if (stream) cancelStream(stream);
      return unanswered();
    },
    execute: resultOf,
    subscribe: resultOf,
    // graphql-ws wraps the failure of a stream. Errors of the start have already been converted.
    onError: (_context, _id, _payload, [error]) => {
      const cause = error?.originalError;
      if (!cause) return undefined;
      const errors = cause instanceof StreamFailure ? cause.errors : [presentError(app, app.newId("request"), cause)];
      return errors.map((presented) => presented.toJSON());
    },
  });
}

/**
 * Starts an operation. The key is looked up again each time, so that a revoked key starts nothing more. Returns "retry"
 * when a subscription can't start for a temporary reason, because clients do not retry after an `error` message.
 */
async function begin(
  app: AppContext,
  engine: Engine,
  connection: Connection,
  payload: SubscribePayload,
  operations: number,
): Promise<Running | readonly GraphQLError[] | "retry"> {
  const requestId = app.newId("request");
  try {
    // This is permanent also for a subscription, because a retry on the same socket fails in the same way.
    if (operations > MAX_OPERATIONS_OF_SOCKET) return [presentError(app, requestId, tooManyOperations())];
    const principal = await authenticate(app, connection.secret);
    const onSlowConsumer = closerOf(connection);
    const context = operationContext(app, { principal, requestId, onSlowConsumer, client: connection });
    const running = await app.tracer.request(
      undefined,
      { "network.protocol.name": "websocket", "retake.request_id": requestId },
      () => runOperation(engine, context, payload),
    );
    return "result" in running ? running : errorsOrRetry(running, payload);
  } catch (error) {
    if (isUnauthorized(error)) connection.close(closeForbidden(error));
    return errorsOrRetry([presentError(app, requestId, error)], payload);
  }
}

/**
 * The stream refers to this function while it is open. A closure created in `begin` would also keep the context with
 * its loaders and the client's message in memory, which are a tenth of a socket's memory.
 */
function closerOf(connection: Connection): () => void {
  return () => connection.close(CLOSE.slowConsumer);
}

function errorsOrRetry(errors: readonly GraphQLError[], payload: SubscribePayload): readonly GraphQLError[] | "retry" {
  return isTemporary(errors) && isSubscription(payload) ? "retry" : errors;
}

/**
 * Closes the socket after operations in progress are answered, because a reconnected client sends unanswered ones
 * again.
 */
async function tellToRetry(connection: Connection): Promise<void> {
  const deadline = delay(STOP_WITHIN_MS);
  await closeAfterAnswers(connection, CLOSE.tryAgainLater, deadline.passed);
  deadline.cancel();
}

/** What graphql-ws keeps while a stream runs. The context and the variables are left out to save memory. */
function streaming({ schema, document, operationName }: Running, result: Running["result"]): Running {
  return { schema, document, operationName, result };
}

/**
 * Never resolves, so that graphql-ws does nothing more with an operation that its client has completed. Otherwise it
 * would answer and end a newer operation under the same id.
 */
function unanswered(): Promise<never> {
  return new Promise(() => {});
}

/**
 * The API key or token of a socket: from the payload of `connection_init`, under the names of the HTTP headers, or from
 * the headers of the upgrade. Throws `CallError` invalid_api_key when one of them has several keys.
 */
function socketSecret(payload: Readonly<Record<string, unknown>> | undefined, headers: DistinctHeaders): string | null {
  const named = Object.entries(payload ?? {}).flatMap(([name, value]) =>
    typeof value === "string" ? [[name.toLowerCase(), [value]] as [string, string[]]] : [],
  );
  return secretOf(Object.fromEntries(named)) ?? secretOf(headers);
}

function refuse(connection: Connection, close: Close): false {
  connection.close(close);
  return false;
}

function isUnauthorized(error: unknown): error is CallError {
  return error instanceof CallError && ERRORS[error.code].status === 401;
}

function tooManyOperations(): CallError {
  const message = `A WebSocket runs at most ${MAX_OPERATIONS_OF_SOCKET} operations at a time. Open another one.`;
  return new CallError("rate_limit_exceeded", message, { retryAfterSeconds: 1 });
}
