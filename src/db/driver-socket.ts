import { connect, type Socket } from "node:net";

/** What the driver hands to a socket factory; several hosts are tried in turn. */
type SocketOptions = {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false;
};

const LOOK_EVERY_MS = 1_000;

/**
 * A factory of the sockets that the driver speaks over. `silenceMs` null: a server may say nothing for as long as it
 * likes. The driver's own way to connect lacks the two protections below.
 */
export function driverSockets(silenceMs: number | null): (options: SocketOptions) => Socket {
  let nth = 0;
  return ({ host, port, path }) => {
    const turn = nth % host.length;
    nth += 1;
    const address = path ? { path } : { host: host[turn] ?? "localhost", port: port[turn] ?? 5432 };
    const socket = connect(address);
    failAtClose(socket);
    if (silenceMs !== null) giveUpSilence(socket, silenceMs);
    // The driver names the server to TLS by what it finds here.
    return Object.assign(socket, path ? {} : address);
  };
}

/**
 * Tells of an error only in the moment of the close. Node tells of it some turns of the event loop earlier; what the
 * driver (3.4.9) is given to send in between it neither sends nor rejects, and takes for it the answers to whatever is
 * sent over the connection that comes next: answers would reach the wrong caller.
 */
function failAtClose(socket: Socket): void {
  const emit = socket.emit.bind(socket);
  let failure: unknown;
  socket.emit = (event: string | symbol, ...facts: unknown[]) => {
    if (event === "error") {
      failure ??= facts[0];
      return true;
    }
    if (event === "close" && failure !== undefined) emit("error", failure);
    return emit(event, ...facts);
  };
}

/**
 * Gives up a server that says nothing for `silenceMs` after something was sent to it. Every statement is answered by
 * then, if only by its own timeout; so the connection is dead, and neither side will ever be told: a firewall forgot
 * it, or the host is gone. Without this a statement, and its place in the pool, wait for TCP to notice: a quarter of an
 * hour. Only counters are looked at: the driver takes every listener off a socket that it puts TLS around.
 */
function giveUpSilence(socket: Socket, silenceMs: number): void {
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
