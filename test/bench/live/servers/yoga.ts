import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ExecutionArgs } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { createYoga } from "graphql-yoga";
import { WebSocketServer } from "ws";
import { schema } from "../../../../src/graphql/schema.ts";
import { openPeerCore, peerContext } from "./peer-core.ts";
import { serveBench } from "./serve-bench.ts";

/** Yoga with graphql-ws, set up as in its manual. */
const core = await openPeerCore();
const yoga = createYoga({
  schema,
  logging: false,
  context: ({ request }) => peerContext(core.app, Object.fromEntries(request.headers)),
});
const http = createServer(yoga);
const sockets = new WebSocketServer({ server: http, path: yoga.graphqlEndpoint });

type Engine = ReturnType<typeof yoga.getEnveloped>;
type Enveloped = ExecutionArgs & { readonly rootValue: Pick<Engine, "execute" | "subscribe"> };

/** Milliseconds for `connection_init`: the default of 3 s is short when a whole bench shares two cores. */
const INIT_WITHIN_MS = 60_000;

useServer(
  {
    connectionInitWaitTimeout: INIT_WITHIN_MS,
    execute: (args) => (args as Enveloped).rootValue.execute(args),
    subscribe: (args) => (args as Enveloped).rootValue.subscribe(args),
    onSubscribe: async (ctx, _id, payload) => {
      const engine = yoga.getEnveloped({ ...ctx, params: payload });
      const document = engine.parse(payload.query);
      const errors = engine.validate(engine.schema, document);
      if (errors.length > 0) return errors;
      return {
        schema: engine.schema,
        operationName: payload.operationName,
        document,
        variableValues: payload.variables,
        contextValue: await peerContext(core.app, ctx.connectionParams ?? {}),
        rootValue: { execute: engine.execute, subscribe: engine.subscribe },
      };
    },
  },
  sockets,
);

await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
serveBench((http.address() as AddressInfo).port, async () => {
  http.closeAllConnections();
  http.close();
  for (const socket of sockets.clients) socket.terminate();
  await core.stop();
});
