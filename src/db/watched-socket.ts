import { connect, type Socket } from "node:net";

/** What the driver hands to a socket factory; several hosts are tried in turn. */
type SocketOptions = {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false;
};

const LOOK_EVERY_MS = 1_000;

/**
 * A factory of sockets that give up on a server which says nothing for `silenceMs` after something was sent to it. Every
 * statement is answered by then, if only by its own timeout; so the connection is dead, and neither side will ever be
 * told: a firewall forgot it, or its host is gone. Without this a statement, and its place in the pool, wait for TCP to
 * notice: a quarter of an hour.
 */
export function watchedSockets(silenceMs: number): (options: SocketOptions) => Socket {
  let nth = 0;
  return ({ host, port, path }) => {
    const turn = nth % host.length;
    nth += 1;
    const address = path ? { path } : { host: host[turn] ?? "localhost", port: port[turn] ?? 5432 };
    const socket = connect(address);
    watchSilence(socket, silenceMs);
    // The driver names the server to TLS by what it finds here.
    return Object.assign(socket, path ? {} : address);
  };
}

/** Only counters: the driver takes every listener off the socket that it puts TLS around. */
function watchSilence(socket: Socket, silenceMs: number): void {
  let read = 0;
  let written = 0;
  let silentSince = performance.now();
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    const now = performance.now();
    if (socket.bytesRead !== read || socket.bytesWritten === written) {
      read = socket.bytesRead;
      written = socket.bytesWritten;
      silentSince = now;
    } else if (now - silentSince >= silenceMs) {
      socket.destroy(Object.assign(new Error("the database went silent"), { code: "ETIMEDOUT" }));
    }
  }, LOOK_EVERY_MS);
  timer.unref();
}
