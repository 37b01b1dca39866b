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

/** Everything on `/graphql`: HTTP, server-sent events and WebSocket over one engine. */
export type GraphqlTransport = {
  /** Answers one HTTP request. Never rejects because of what was sent. */
  readonly handle: (req: IncomingMessage, res: ServerResponse, requestId: string) => Promise<void>;
  /** Takes over a connection that requests a WebSocket. */
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Runs some operations, so that the first calls are as fast as later ones. Never rejects. */
  readonly warmUp: () => Promise<void>;
  /** Ends every stream and socket in a way that makes clients reconnect to another process. */
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

/** Enough that the engine's first, slow calls are over, in a few tenths of a second. */
const ROUNDS = 25;
/** A database that does not answer is no reason to wait: whether it does is asked by itself. */
const WITHIN_MS = 2_000;

/** Every bucket is always full: nobody's calls take nobody's tokens. */
const NO_BUCKETS: AppContext["localRateLimiter"] = {
  take: (_team, bucket) => ({ admitted: true, state: bucketState(bucket, 0, 0) }),
  giveBack: () => {},
  find: (_team, bucket) => bucketState(bucket, 0, 0),
};

const CHARACTER = "id status version refs { pose url } synthesis { id status generations { pose status } }";

/** What clients ask most: two reads that go through to the database, and a call that is refused before it. */
export const WARM_UP_DOCUMENTS = [
  `query ($id: ID!) { character(id: $id) { ${CHARACTER} } }`,
  `query { characters(first: 10) { edges { node { ${CHARACTER} } } } }`,
  `mutation ($id: ID!) { resynthesizeCharacter(id: $id, idempotencyKey: "") {
     __typename ... on ResynthesizeCharacterSuccess { character { ${CHARACTER} } } ... on UserError { message } } }`,
] as const;

/**
 * Runs a few typical operations through the engine, as many at once as the pool has connections, so that the first
 * caller pays neither for them nor for code that was never run. It reads some character, whose answers nobody sees;
 * before there is one, it finds nothing. Leaves nothing behind. Never rejects; ends early when `signal` aborts, after
 * the operations under way.
 */
export async function warmUp(app: AppContext, engine: Engine, signal: AbortSignal): Promise<void> {
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
