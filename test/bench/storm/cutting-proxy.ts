import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A proxy between pages and a gateway that can drop all connections at once. */
export type CuttingProxy = AsyncDisposable & {
  readonly url: string;
  /** Drops all connections and returns how many there were. New ones are accepted at once. */
  readonly cutAll: () => number;
};

/** Connections that may wait to be accepted, because all pages reconnect at the same moment. */
const BACKLOG = 4_096;

/** Starts a proxy on a free port in front of a port of the loopback address. */
export async function startCuttingProxy(port: number): Promise<CuttingProxy> {
  const wires = new Set<readonly [client: Socket, server: Socket]>();
  const listener = createServer({ noDelay: true }, (client) => {
    const server = connect({ port, host: "127.0.0.1", noDelay: true });
    const wire = [client, server] as const;
    wires.add(wire);
    for (const [from, to] of [wire, [server, client] as const]) {
      from.pipe(to);
      from.on("error", () => {});
      from.on("close", () => {
        wires.delete(wire);
        to.destroy();
      });
    }
  });
  listener.listen({ port: 0, host: "127.0.0.1", backlog: BACKLOG });
  await once(listener, "listening");
  const cutAll = () => {
    const all = [...wires];
    for (const [client, server] of all) {
      client.destroy();
      server.destroy();
    }
    return all.length;
  };
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    cutAll,
    [Symbol.asyncDispose]: async () => {
      listener.close();
      cutAll();
      await once(listener, "close");
    },
  };
}
