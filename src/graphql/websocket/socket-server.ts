import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { handleProtocols } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import type { AppContext } from "../../context.ts";
import { writeRawAnswer } from "../../http/broken-request.ts";
import type { ErrorFacts } from "../../http/error-answer.ts";
import { MAX_SOCKETS, PING_EVERY_MS, STOP_WITHIN_MS } from "../connection-limits.ts";
import type { KeyWatch } from "../key-watch.ts";
import { MAX_BODY_BYTES } from "../limits/limits.ts";
import type { Engine } from "../yoga.ts";
import { mayOpenSocket } from "./allowed-origin.ts";
import { CLOSE } from "./close-codes.ts";
import { type Connection, createConnection } from "./connection.ts";
import { createProtocol } from "./protocol.ts";
import { speak } from "./speak.ts";

/** Milliseconds in which every socket is looked at once. */
const LOOK_ROUND_MS = 2_000;
/** Steps of a round: a step must be so short that no delivery waits for it. */
const LOOK_STEPS = 40;
const UINT32 = 2 ** 32;

/** The WebSockets of a process. */
export function createSocketServer(app: AppContext, engine: Engine, keys: KeyWatch) {
  const protocol = createProtocol(app, engine, keys);
  const connections = new Set<Connection>();
  let stopping = false;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Costs 300 kB a socket, and small messages gain nothing.
    perMessageDeflate: false,
    maxPayload: MAX_BODY_BYTES,
    handleProtocols,
  });
  const looking = lookInTurn(connections);

  const accept = (socket: WebSocket, { headersDistinct, socket: stream }: IncomingMessage) => {
    const sincePing = (app.randomSeed() / UINT32) * PING_EVERY_MS;
    const connection = createConnection(socket, stream, headersDistinct, sincePing);
    connections.add(connection);
    connection.onClosed(() => connections.delete(connection));
    speak(app, protocol, socket, connection);
  };

  return {
    upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!mayOpenSocket(app, req)) {
        const message = "Pages of this origin may not call.";
        return decline(app, socket, { code: "invalid_request", status: 403, message });
      }
      if (stopping || connections.size >= MAX_SOCKETS) {
        const message = "No more WebSockets are opened here now.";
        return decline(app, socket, { code: "service_unavailable", status: 503, message });
      }
      server.handleUpgrade(req, socket, head, accept);
    },
    /** Lets answers under way go out, then closes every socket so that its client comes back. */
    stop: async () => {
      stopping = true;
      clearInterval(looking);
      const deadline = delay(STOP_WITHIN_MS);
      await Promise.all([...connections].map((connection) => end(connection, deadline.passed)));
      deadline.cancel();
      for (const connection of connections) connection.terminate();
      server.close();
    },
  };
}

/** Looks at a few connections at a time, again and again at each. */
function lookInTurn(connections: ReadonlySet<Connection>): NodeJS.Timeout {
  let round = connections.values();
  const step = () => {
    const now = performance.now();
    for (let left = Math.ceil(connections.size / LOOK_STEPS); left > 0; left--) {
      const { done, value } = round.next();
      if (done) {
        round = connections.values();
        return;
      }
      value.look(now);
    }
  };
  return setInterval(step, LOOK_ROUND_MS / LOOK_STEPS).unref();
}

/** Node has taken its own listeners off: an error while we answer would end the process. */
function decline(app: AppContext, socket: Duplex, facts: ErrorFacts): void {
  socket.on("error", () => socket.destroy());
  writeRawAnswer(app, socket, facts);
}

async function end(connection: Connection, deadline: Promise<void>): Promise<void> {
  await Promise.race([Promise.allSettled(connection.answering), deadline]);
  // What was just answered is written before the closing frame.
  await new Promise((resolve) => setImmediate(resolve));
  connection.close(CLOSE.restart);
  await Promise.race([new Promise<void>((resolve) => connection.onClosed(resolve)), deadline]);
}

function delay(ms: number) {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { passed, cancel: () => clearTimeout(timer) };
}
