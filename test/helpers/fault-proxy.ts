import { once } from "node:events";
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Server, type Socket } from "node:net";
import type { DatabaseTarget } from "../../src/db/client.ts";
import { createStatementReader } from "./statement-reader.ts";

/** A connection between gateway and PostgreSQL that can fail in every way a network can. */
export type FaultProxy = AsyncDisposable & {
  /** The same database, reached through the proxy. */
  readonly target: DatabaseTarget;
  /** Simulates an absent server: open connections break, and new ones are refused. */
  readonly refuse: () => Promise<void>;
  /** Simulates a load balancer without a server: open connections break, and new ones are accepted and closed at once. */
  readonly hangUp: () => void;
  /** Nothing passes in either direction, on old and new connections, until `heal`. */
  readonly stall: () => void;
  /** Half-open: the present connections never carry another byte and never close. New ones work. */
  readonly abandon: () => void;
  /** Ends `refuse`, `hangUp` and `stall`. Stalled bytes are delivered. */
  readonly heal: () => Promise<void>;
  /**
   * Cuts the connection at the next statement whose SQL or parameters contain this text: before it is forwarded, after the
   * server has answered it (so that the answer is lost), or within the answer, whose first half is still delivered. Resolves
   * when that has happened.
   */
  readonly cutAt: (text: string, when: Trap["when"]) => Promise<void>;
  /** The same, but the connection stays open without carrying anything, so that the client waits for the answer. */
  readonly holdAt: (text: string, when: "before" | "after") => Promise<void>;
  /** The number of connections that clients have opened so far. */
  readonly opened: () => number;
};

/** The last message of a server after each statement: ReadyForQuery, outside a transaction. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** The size of an answer that has enough rows to be cut between two of them. */
const A_FEW_ROWS = 1_000;

type Trap = {
  readonly text: string;
  readonly when: "before" | "within" | "after";
  readonly hold: boolean;
  readonly sprung: () => void;
};
type Wire = { readonly client: Socket; readonly server: Socket; abandoned: boolean };
type State = { mode: "forward" | "hang up" | "stall"; trap: Trap | null; opened: number; readonly wires: Set<Wire> };

/** Starts a proxy in front of `target` on a free port of the loopback. */
export async function startFaultProxy(target: DatabaseTarget): Promise<FaultProxy> {
  const state: State = { mode: "forward", trap: null, opened: 0, wires: new Set() };
  const listener = createServer({ noDelay: true }, (client) => accept(state, client, addressOf(target)));
  const port = await listen(listener, 0);
  const breakAll = () => {
    for (const wire of state.wires) breakWire(wire);
  };
  return {
    target: reachedAt(target, port),
    refuse: async () => {
      listener.close();
      breakAll();
      await once(listener, "close");
    },
    hangUp: () => {
      state.mode = "hang up";
      breakAll();
    },
    stall: () => {
      state.mode = "stall";
      for (const { client, server } of state.wires) for (const socket of [client, server]) socket.pause();
    },
    abandon: () => {
      for (const wire of state.wires) wire.abandoned = true;
    },
    heal: async () => {
      state.mode = "forward";
      for (const { client, server } of state.wires) for (const socket of [client, server]) socket.resume();
      if (!listener.listening) await listen(listener, port);
    },
    cutAt: (text, when) =>
      new Promise((sprung) => {
        state.trap = { text, when, hold: false, sprung };
      }),
    holdAt: (text, when) =>
      new Promise((sprung) => {
        state.trap = { text, when, hold: true, sprung };
      }),
    opened: () => state.opened,
    [Symbol.asyncDispose]: async () => {
      if (listener.listening) listener.close();
      breakAll();
      await Promise.all([...state.wires].map(({ client }) => client.closed || once(client, "close")));
    },
  };
}

function accept(state: State, client: Socket, address: NetConnectOpts): void {
  state.opened += 1;
  client.on("error", () => client.destroy());
  if (state.mode === "hang up") return void client.destroy();
  const server = connect(address);
  const wire: Wire = { client, server, abandoned: false };
  state.wires.add(wire);
  server.on("error", () => server.destroy());
  client.once("close", () => {
    state.wires.delete(wire);
    server.destroy();
  });
  server.once("close", () => wire.abandoned || client.destroy());

  let trap: Trap | null = null;
  const statements = createStatementReader();
  client.on("data", (bytes) => {
    if (wire.abandoned) return;
    const executed = statements.read(bytes);
    if (state.trap && executed.some((statement) => statement.includes(state.trap?.text ?? ""))) {
      trap = state.trap;
      state.trap = null;
      if (trap.when === "before") return spring(trap, wire);
    }
    server.write(bytes);
  });
  server.on("data", (bytes) => {
    if (wire.abandoned) return;
    if (trap === null) return void client.write(bytes);
    if (trap.when === "within" && bytes.length > A_FEW_ROWS) {
      client.end(bytes.subarray(0, bytes.length / 2));
      server.destroy();
      return trap.sprung();
    }
    if (trap.when === "within") return void client.write(bytes);
    if (bytes.subarray(-READY.length).equals(READY)) spring(trap, wire);
  });
  if (state.mode === "stall") for (const socket of [client, server]) socket.pause();
}

function spring(trap: Trap, wire: Wire): void {
  if (trap.hold) wire.abandoned = true;
  else breakWire(wire);
  trap.sprung();
}

function breakWire({ client, server }: Wire): void {
  client.resetAndDestroy();
  server.destroy();
}

async function listen(listener: Server, port: number): Promise<number> {
  listener.listen(port, "127.0.0.1");
  await once(listener, "listening");
  return (listener.address() as AddressInfo).port;
}

function addressOf({ settings }: DatabaseTarget): NetConnectOpts {
  const [address] = settings.addresses;
  if (!address) throw new Error("a database needs an address");
  const { host, port, socketPath } = address;
  return socketPath === undefined ? { host, port } : { path: socketPath };
}

/** Without TLS, because the proxy reads what passes. */
function reachedAt({ settings, ...rest }: DatabaseTarget, port: number): DatabaseTarget {
  return { ...rest, settings: { ...settings, addresses: [{ host: "127.0.0.1", port }], tls: { mode: "disable" } } };
}
