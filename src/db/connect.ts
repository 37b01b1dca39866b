import type { ConnectionSettings, DatabaseAddress } from "./connection-string.ts";
import { startDeadline } from "./deadline.ts";
import { codeOf, NotSentError } from "./errors.ts";
import { type Client, createClient } from "./postgres-js/client.ts";
import { type Encryption, encryptionsOf, openSocket } from "./postgres-js/socket.ts";
import { qualifyStatements } from "./schema-name.ts";
import { beginSession, type Session } from "./session.ts";

/** A connection that has answered its first statement. In its statements `retake` stands for the schema. */
export type Connection = Client & {
  readonly session: Session;
  /** ms, of the monotonic clock */
  readonly bornAt: number;
};

export type ConnectOptions = {
  /** Without a name in the URL, what `pg_stat_activity` shows. */
  readonly name: string;
  readonly statementTimeoutMs?: number;
  readonly lockTimeoutMs?: number;
  /** Called once, when a connection that was handed out is lost. */
  readonly onLost?: () => void;
  /** Gives up connecting. */
  readonly signal?: AbortSignal;
};

const CONNECT_MS = 5_000;
/** With several servers: one that is silent must leave time for the next, within the wait of a statement. */
const CONNECT_MS_OF_MANY = 2_000;
/** Backstop for any single statement; the waits inside an accept are bounded much tighter. */
export const STATEMENT_TIMEOUT_MS = 10_000;
/** The bound of docs/contract.md "Simultaneous calls" for any wait for a lock, unless the statement sets its own. */
const LOCK_TIMEOUT_MS = 5_000;

/** The server is starting, stopping or recovering: the next one may serve. */
const CANNOT_CONNECT_NOW = "57P03";

type Place = { readonly address: DatabaseAddress; readonly encryption: Encryption };

/** Opens connections to one database, wherever it is now. */
export class Connector {
  readonly #settings: ConnectionSettings;
  readonly #schema: string;
  readonly #timeoutMs: number;
  /** Begins with the server that served last: after a failover each connection would else wait for the lost one. */
  #served = 0;
  /** True when a connection keeps its settings, its prepared statements and its LISTEN. */
  readonly stateful: boolean;

  constructor(settings: ConnectionSettings, schema: string) {
    this.#settings = settings;
    this.#schema = schema;
    this.stateful = !settings.transactionMode;
    const { connectTimeoutSeconds, addresses } = settings;
    const ours = addresses.length > 1 ? CONNECT_MS_OF_MANY : CONNECT_MS;
    this.#timeoutMs = connectTimeoutSeconds ? connectTimeoutSeconds * 1_000 : ours;
  }

  /** @throws NotSentError when no server took the connection in time. */
  async connect(options: ConnectOptions): Promise<Connection> {
    const { addresses } = this.#settings;
    const first = this.#served;
    let failure: unknown;
    for (const accepts of choicesOf(this.#settings)) {
      for (let turn = 0; turn < addresses.length; turn += 1) {
        try {
          const connection = await this.#connectTo(this.#addressAt(first + turn), options, accepts);
          this.#served = (first + turn) % addresses.length;
          return connection;
        } catch (error) {
          failure = error;
          if (!mayServeElsewhere(error)) throw notConnected(error);
        }
      }
    }
    throw notConnected(failure);
  }

  /** A client that has not connected; `turn` chooses the server: 0 is the one that served last. */
  createClient(options: ConnectOptions, turn: number): Client {
    const address = this.#addressAt(this.#served + turn);
    const encryptions = encryptionsOf(this.#settings.tls, address.socketPath);
    const round = Math.floor(turn / this.#settings.addresses.length);
    return this.#clientAt({ address, encryption: encryptions[round % encryptions.length] ?? "none" }, options);
  }

  /** How many turns of `createClient` reach every server by every encryption. */
  get places(): number {
    const { addresses, tls } = this.#settings;
    return addresses.length * Math.max(...addresses.map(({ socketPath }) => encryptionsOf(tls, socketPath).length));
  }

  #addressAt(index: number): DatabaseAddress {
    const { addresses } = this.#settings;
    return addresses[index % addresses.length] as DatabaseAddress;
  }

  #clientAt({ address, encryption }: Place, { name, onLost = () => {} }: ConnectOptions): Client {
    const { user, password, database, applicationName = name } = this.#settings;
    const openOwn = (signal: AbortSignal) => openSocket(address, encryption, signal);
    return createClient({
      user,
      password,
      database,
      applicationName,
      prepare: this.stateful,
      openSocket: openOwn,
      onLost,
    });
  }

  /** One server, by each encryption that its mode allows. */
  async #connectTo(address: DatabaseAddress, options: ConnectOptions, accepts: Accepts): Promise<Connection> {
    let failure: unknown;
    for (const encryption of encryptionsOf(this.#settings.tls, address.socketPath)) {
      try {
        return await this.#attempt({ address, encryption }, options, accepts);
      } catch (error) {
        failure = error;
        if (error instanceof WrongServerError || isUnreachable(error)) break;
      }
    }
    throw failure;
  }

  async #attempt(place: Place, options: ConnectOptions, accepts: Accepts): Promise<Connection> {
    const { signal, statementTimeoutMs = STATEMENT_TIMEOUT_MS, lockTimeoutMs = LOCK_TIMEOUT_MS } = options;
    signal?.throwIfAborted();
    const lost = Promise.withResolvers<never>();
    let onLost = () => lost.reject(new Error("the server closed the connection before it answered"));
    const client = this.#clientAt(place, { ...options, onLost: () => onLost() });
    const giveUp = () => lost.reject(new Error("connecting was given up"));
    signal?.addEventListener("abort", giveUp, { once: true });
    const cancelTimeout = startDeadline(this.#timeoutMs, () => lost.reject(timeoutError(this.#timeoutMs)));
    const session = { stateful: this.stateful, schema: this.#schema, statementTimeoutMs, lockTimeoutMs };
    const first = beginSession(client.sql, session);
    try {
      const found = await Promise.race([first, lost.promise]);
      if (!accepts(found)) throw new WrongServerError(this.#settings.targetSessionAttributes);
      onLost = () => options.onLost?.();
      const sql = qualifyStatements(client.sql, this.#schema);
      return { ...client, sql, session: found, bornAt: performance.now() };
    } catch (error) {
      client.close();
      throw error;
    } finally {
      cancelTimeout();
      signal?.removeEventListener("abort", giveUp);
      lost.promise.catch(() => {});
      first.catch(() => {});
    }
  }
}

function timeoutError(ms: number): Error {
  return Object.assign(new Error(`no answer within ${ms} ms`), { code: "CONNECT_TIMEOUT" });
}

type Accepts = (session: Session) => boolean;

/** The server answers, but is not of the kind that `target_session_attrs` asks for. */
class WrongServerError extends Error {
  constructor(wanted: string) {
    super(`no server is what target_session_attrs=${wanted} asks for`);
  }
}

/** What a server must be, in order of preference. Of several servers one that takes writes is preferred to any. */
function choicesOf({ targetSessionAttributes, addresses }: ConnectionSettings): readonly Accepts[] {
  const any: Accepts = () => true;
  switch (targetSessionAttributes) {
    case "any":
      return addresses.length > 1 ? [({ isReadOnly }) => !isReadOnly, any] : [any];
    case "read-write":
      return [({ isReadOnly }) => !isReadOnly];
    case "read-only":
      return [({ isReadOnly }) => isReadOnly];
    case "primary":
      return [({ isStandby }) => !isStandby];
    case "standby":
      return [({ isStandby }) => isStandby];
    case "prefer-standby":
      return [({ isStandby }) => isStandby, any];
  }
}

/** True when no server spoke: another encryption would not help. */
function isUnreachable(error: unknown): boolean {
  return /^(E[A-Z]+|CONNECT_TIMEOUT)$/.test(codeOf(error)) && codeOf(error) !== "ECONNRESET";
}

/** False when a server refused the user, the database or the number of connections: the next one would, too. */
function mayServeElsewhere(error: unknown): boolean {
  const isRefusal = error instanceof Error && error.name === "PostgresError" && codeOf(error) !== CANNOT_CONNECT_NOW;
  return !isRefusal;
}

function notConnected(cause: unknown): NotSentError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new NotSentError(`no connection to the database: ${why}`, cause);
}

/** Ends a server process that no longer answers us, unless its pid belongs to another one by now. */
export async function terminateBackend(connector: Connector, { pid, startedAt }: Session): Promise<void> {
  const connection = await connector.connect({ name: "retake clean-up" });
  try {
    await connection.sql`
      select pg_terminate_backend(pid) from pg_stat_get_activity(${pid}::int)
       where extract(epoch from backend_start) = ${startedAt}::numeric`;
  } finally {
    await connection.end(1);
  }
}
