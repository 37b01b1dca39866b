import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** The open connections of a server, and which response is under way on each. */
export type Connections = {
  readonly began: (req: IncomingMessage, res: ServerResponse) => void;
  readonly current: (socket: Duplex) => ServerResponse | undefined;
  /** Lets every connection close after its present answer. */
  readonly closeAfterAnswer: () => void;
  readonly destroyAll: () => void;
  /** Resolves when the server has stopped and the last connection has ended. */
  readonly closed: Promise<void>;
};

export function trackConnections(server: Server): Connections {
  // Upgraded sockets are no longer the HTTP server's to close, so all of them are remembered here.
  const sockets = new Set<Socket>();
  const responses = new Map<Duplex, ServerResponse>();
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  let closing = false;

  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });

  return {
    began: ({ socket }, res) => {
      responses.set(socket, res);
      res.once("close", () => {
        if (responses.get(socket) === res) responses.delete(socket);
        // An answer whose headers were out already has left its connection open.
        if (closing) setImmediate(() => server.closeIdleConnections());
      });
    },
    current: (socket) => responses.get(socket),
    closeAfterAnswer: () => {
      closing = true;
      for (const res of responses.values()) if (!res.headersSent) res.setHeader("Connection", "close");
      server.closeIdleConnections();
      // One that never sent a byte (a browser's preconnect) is not idle to Node, but nothing is in flight on it.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    },
    destroyAll: () => {
      for (const socket of sockets) socket.destroy();
    },
    closed,
  };
}

/** Stops accepting and waits until every connection has ended, at most `graceMs`. A second, shorter grace is kept too. */
export async function closeConnections(server: Server, connections: Connections, graceMs: number): Promise<void> {
  if (server.listening) server.close();
  connections.closeAfterAnswer();
  const timer = setTimeout(connections.destroyAll, graceMs);
  await connections.closed;
  clearTimeout(timer);
}
