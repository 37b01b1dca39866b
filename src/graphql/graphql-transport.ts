import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { AppContext } from "../context.ts";
import { bucketState } from "../domain/buckets.ts";
import { CURRENT_CONTRACT_VERSION } from "../domain/contract-version.ts";
import { KeyedLimiter } from "../domain/limiter.ts";
import type { Principal } from "../domain/principal.ts";
import { findAnyCharacter } from "../operations/characters.ts";
import { operationContext } from "./context.ts";
import { createEngine, type Engine } from "./engine.ts";
import { createHttpHandler } from "./http.ts";
import { MAX_STREAMS, MAX_STREAMS_OF_TEAM } from "./limits.ts";
import { createRevocationWatcher } from "./revocation-watcher.ts";
import { runOperation } from "./run-operation.ts";
import { createSocketServer } from "./websocket/socket-server.ts";

/** The GraphQL transport on `/graphql`: HTTP, server-sent events and WebSocket with one engine. */
export type GraphqlTransport = {
  /** Answers one HTTP request. An invalid request never makes it reject. */
  readonly handle: (req: IncomingMessage, res: ServerResponse, requestId: string) => Promise<void>;
  /** Takes over the connection of a WebSocket upgrade. */
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Runs a few operations, so that the first calls are as fast as later ones. Never rejects. */
  readonly warmUp: () => Promise<void>;
  /** Ends every stream and socket so that clients reconnect, to another process if there is one. */
  readonly stop: () => Promise<void>;
};

export function createGraphqlTransport(app: AppContext): GraphqlTransport {
  const engine = createEngine(app, new KeyedLimiter({ slots: MAX_STREAMS, slotsPerKey: MAX_STREAMS_OF_TEAM }));
  const keys = createRevocationWatcher(app);
  const http = createHttpHandler(app, engine, keys);
  const sockets = createSocketServer(app, engine, keys);
  const stopping = new AbortController();
  let warming: Promise<void> | null = null;
  return {
    handle: http.handle,
    upgrade: sockets.upgrade,
    warmUp: () => {
      warming ??= warmUp(app, engine, stopping.signal);
      return warming;
    },
    stop: async () => {
      stopping.abort();
      keys.stop();
      http.stop();
      await Promise.all([sockets.stop(), warming]);
    },
  };
}

/** How often each operation runs: enough for the engine to be compiled, within a few tenths of a second. */
const ROUNDS = 25;
/**
 * Milliseconds for all of it. A database that does not answer must not delay the start; readiness checks it separately.
 */
const WITHIN_MS = 2_000;

/** Rate limits that never refuse and take no tokens. */
const NO_BUCKETS: AppContext["localRateLimiter"] = {
  take: (_team, bucket) => ({ admitted: true, state: bucketState(bucket, 0, 0) }),
  giveBack: () => {},
  find: (_team, bucket) => bucketState(bucket, 0, 0),
};

const CHARACTER = "id status version refs { pose url } synthesis { id status generations { pose status } }";

/**
 * The most frequent operations: two reads that reach the database, and a mutation that is refused before it.
 * @internal
 */
export const WARM_UP_DOCUMENTS = [
  `query ($id: ID!) { character(id: $id) { ${CHARACTER} } }`,
  `query { characters(first: 10) { edges { node { ${CHARACTER} } } } }`,
  `mutation ($id: ID!) { resynthesizeCharacter(id: $id, idempotencyKey: "") {
     __typename ... on ResynthesizeCharacterSuccess { character { ${CHARACTER} } } ... on UserError { message } } }`,
] as const;

/**
 * Runs a few typical operations through the engine, as many at once as the pool has connections, so that the first call
 * waits neither for new connections nor for code that has never run. It reads some character, if there is one, and
 * drops the results. It writes nothing. Never rejects. Ends early, after the operations in progress, when `signal`
 * aborts.
 */
async function warmUp(app: AppContext, engine: Engine, signal: AbortSignal): Promise<void> {
  const { id, teamId } = (await findAnyCharacter(app)) ?? { id: "char_", teamId: "team_" };
  const principal: Principal = { teamId, keyId: "", scope: "full", pinnedVersion: CURRENT_CONTRACT_VERSION };
  const options = { principal, requestId: app.newId("request"), onSlowConsumer: () => {} };
  const run = async (query: string) => {
    await runOperation(engine, operationContext({ ...app, localRateLimiter: NO_BUCKETS }, options), {
      query,
      variables: { id },
    });
  };
  const until = performance.now() + WITHIN_MS;
  for (let round = 0; round < ROUNDS; round++) {
    for (const query of WARM_UP_DOCUMENTS) {
      if (signal.aborted || performance.now() > until) return;
      await Promise.all(Array.from({ length: app.db.poolSize }, () => run(query)));
    }
  }
}
