import type { ExecutionArgs, ExecutionResult } from "graphql";
import { makeServer, type SubscribePayload } from "graphql-ws";
import { isAsyncIterable } from "graphql-yoga";
import type { AppContext } from "../../context.ts";
import { CallError, ERRORS } from "../../domain/errors.ts";
import { KeyedLimiter } from "../../domain/limiter.ts";
import { thrownFacts } from "../../http/error-answer.ts";
import { authenticate } from "../../operations/authenticate.ts";
import { INIT_WITHIN_MS, MAX_OPERATIONS_OF_SOCKET, MAX_SOCKETS_OF_TEAM } from "../connection-limits.ts";
import { operationContext } from "../context.ts";
import type { KeyWatch } from "../key-watch.ts";
import { presentError } from "../present-error.ts";
import { type Running, runOperation } from "../run-operation.ts";
import type { Engine } from "../yoga.ts";
import { CLOSE } from "./close-codes.ts";
import type { Connection } from "./connection.ts";
import { connectionSecret } from "./connection-secret.ts";
import { createPump } from "./pump-stream.ts";

/** The graphql-transport-ws protocol over our engine; knows no socket. */
export function createProtocol(app: AppContext, engine: Engine, keys: KeyWatch) {
  const open = new KeyedLimiter({ slotsPerKey: MAX_SOCKETS_OF_TEAM });
  const resultOf = (args: ExecutionArgs) => (args as Running).result;

  return makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: INIT_WITHIN_MS,
    onConnect: async ({ connectionParams, extra: connection }) => {
      try {
        const secret = connectionSecret(connectionParams, connection.headers);
        connection.headers = {};
        const { teamId } = await authenticate(app, secret);
        const release = open.tryAcquire(teamId);
        if (!release) return refuse(connection, CLOSE.tooManySockets);
        connection.onClosed(release);
        connection.onClosed(keys.add(secret ?? "", () => connection.close(CLOSE.forbidden)));
        connection.secret = secret;
        return connection.isOpen();
      } catch (error) {
        if (isCredentials(error)) return refuse(connection, CLOSE.forbidden);
        thrownFacts(app, error, app.newId("request"));
        return refuse(connection, CLOSE.tryAgainLater);
      }
    },
    onSubscribe: async ({ extra: connection, subscriptions }, id, payload) => {
      const pump = createPump(id, connection);
      // What the protocol finds here it tells that the client has left, also while there is no stream to leave yet.
      subscriptions[id] = pump;
      const operations = Math.max(Object.keys(subscriptions).length, connection.answering.size + 1);
      const begun = begin(app, engine, connection, payload, operations);
      connection.answering.add(begun);
      const running = await begun.finally(() => connection.answering.delete(begun));
      const stream = "result" in running && isAsyncIterable<ExecutionResult>(running.result);
      if (stream) pump.start(running.result);
      if (pump.isLeft()) return unanswered();
      return stream ? forLong(running, payload, pump) : running;
    },
    execute: resultOf,
    subscribe: resultOf,
  });
}

/** The key is looked up again for each operation: a revoked one starts nothing more. */
async function begin(
  app: AppContext,
  engine: Engine,
  connection: Connection,
  payload: SubscribePayload,
  operations: number,
) {
  const requestId = app.newId("request");
  try {
    if (operations > MAX_OPERATIONS_OF_SOCKET) throw tooManyOperations();
    const principal = await authenticate(app, connection.secret);
    const onSlowConsumer = () => connection.close(CLOSE.slowConsumer);
    const context = operationContext(app, { principal, requestId, onSlowConsumer });
    return await app.tracer.request(
      undefined,
      { "network.protocol.name": "websocket", "retake.request_id": requestId },
      () => runOperation(engine, context, payload),
    );
  } catch (error) {
    if (isCredentials(error)) connection.close(CLOSE.forbidden);
    return [presentError(app, requestId, error)];
  }
}

/** What the protocol holds as long as a stream runs: no context, and of the text the copy that all share. */
function forLong(running: Running, payload: SubscribePayload, result: Running["result"]): Running {
  const { schema, document, operationName } = running;
  Object.assign(payload, { query: document.loc?.source.body ?? payload.query, variables: null });
  return { schema, document, operationName, result };
}

/** The protocol goes no further with an operation that was left: it would answer whatever has its id by then. */
function unanswered(): Promise<never> {
  return new Promise(() => {});
}

function refuse(connection: Connection, close: Parameters<Connection["close"]>[0]): false {
  connection.close(close);
  return false;
}

function isCredentials(error: unknown): boolean {
  return error instanceof CallError && ERRORS[error.code].status === 401;
}

function tooManyOperations(): CallError {
  const message = `A socket runs at most ${MAX_OPERATIONS_OF_SOCKET} operations at a time.`;
  return new CallError("rate_limit_exceeded", message, { retryAfterSeconds: 1 });
}
