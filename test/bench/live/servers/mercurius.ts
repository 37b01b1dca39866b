import type { AddressInfo } from "node:net";
import { fastify } from "fastify";
import mercurius from "mercurius";
import { schema } from "../../../../src/graphql/schema.ts";
import { openPeerCore, peerContext } from "./peer-core.ts";
import { serveBench } from "./serve-bench.ts";

/** Mercurius on Fastify, set up as in its manual. With BENCH_JIT=1 it compiles each document on its first use. */
const core = await openPeerCore();
const server = fastify();
await server.register(mercurius, {
  schema,
  jit: Number(process.env.BENCH_JIT ?? 0),
  context: ({ headers }) => peerContext(core.app, headers),
  subscription: { onConnect: ({ payload }) => peerContext(core.app, payload as Record<string, unknown>) },
});
await server.listen({ port: 0, host: "127.0.0.1" });
serveBench((server.server.address() as AddressInfo).port, async () => {
  server.server.closeAllConnections();
  await core.stop();
});
