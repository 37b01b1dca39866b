import { connect, type Socket } from "node:net";

/** What the driver hands to a socket factory; several hosts are tried in turn. */
type SocketOptions = {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false;
};

/** A factory of the sockets that the driver speaks over. The driver's own way to connect lacks the protection below. */
export function driverSockets(): (options: SocketOptions) => Socket {
  let nth = 0;
  return ({ host, port, path }) => {
    const turn = nth % host.length;
    nth += 1;
    const address = path ? { path } : { host: host[turn] ?? "localhost", port: port[turn] ?? 5432 };
    const socket = connect(address);
    failAtClose(socket);
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
