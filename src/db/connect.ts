import type { ConnectionSettings, DatabaseAddress } from "./connection-string.ts";
import { startDeadline } from "./deadline.ts";
import { codeOf, NotSentError } from "./errors.ts";
import { type Client, createClient } from "./postgres-js/client.ts";
import { type Encryption, encryptionsOf, openSocket } from "./postgres-js/socket.ts";
import { qualifyStatements } from "./schema-name.ts";
import { beginSession, type Session } from "./session.ts";

/** A connection that has answered its first statement. `retake` in its statements means the schema. */
export type Connection = Client & {
  readonly session: Session;
  /** In ms of the monotonic clock. */
  readonly bornAt: number;
};

type ConnectOptions = {
  /** The name shown in `pg_stat_activity` unless the URL gives one. */
  readonly name: string;
  readonly statementTimeoutMs?: number;
  readonly lockTimeoutMs?: number;
  /** Called once when a connection is lost after `connect` has returned it. */
  readonly onLost?: () => void;
  /** Aborts connecting. */
  readonly signal?: AbortSignal;
};

const CONNECT_MS = 5_000;
/** With several servers, a silent one must leave time to try the next while the statement waits. */
const CONNECT_MS_OF_MANY = 2_000;
/** Upper limit for any single statement. The waits inside an accept have much shorter limits. */
export const STATEMENT_TIMEOUT_MS = 10_000;
/** The limit of docs/contract.md "Simultaneous calls" for waiting for a lock, unless the statement sets its own. */
const LOCK_TIMEOUT_MS = 5_000;

/** The server is starting, stopping or recovering, so another server is tried. */
const CANNOT_CONNECT_NOW = "57P03";

type Place = { readonly address: DatabaseAddress; readonly encryption: Encryption };

/** Opens connections to one database, also after a failover to another server. */
export class Connector {
  readonly #settings: ConnectionSettings;
  readonly #schema: string;
  readonly #timeoutMs: number;
  /**
   * The server that last accepted a connection is tried first. Otherwise every connection after a failover would wait
   * for the lost one.
   */
  #served = 0;
  /** True when connections keep their settings, prepared statements and LISTEN. */
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

  /** A client that has not connected yet. `turn` chooses the server and encryption; turn 0 is the server used last. */
  createClient(options: ConnectOptions, turn: number): Client {
    const address = this.#addressAt(this.#served + turn);
    const encryptions = encryptionsOf(this.#settings.tls, address.socketPath);
    const round = Math.floor(turn / this.#settings.addresses.length);
    return this.#clientAt({ address, encryption: encryptions[round % encryptions.length] ?? "none" }, options);
  }

  /** The number of turns of `createClient` that try every server with every encryption. */
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

  /** Connects to one server, trying each encryption that the TLS mode allows. */
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
    const giveUp = () => lost.reject(new Error("connecting was aborted"));
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

/** The server answers but is not of the kind that `target_session_attrs` requires. */
class WrongServerError extends Error {
  constructor(wanted: string) {
    super(`no server matches target_session_attrs=${wanted}`);
  }
}

/** The kinds of servers to accept, in order of preference. Among several servers a writable one is preferred. */
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

/** True when no server answered, so that another encryption would not help. */
function isUnreachable(error: unknown): boolean {
  return /^(E[A-Z]+|CONNECT_TIMEOUT)$/.test(codeOf(error)) && codeOf(error) !== "ECONNRESET";
}

/**
 * False when a server refused the user, the database or the number of connections, because the next server would
 * refuse too.
 */
function mayServeElsewhere(error: unknown): boolean {
  const isRefusal = error instanceof Error && error.name === "PostgresError" && codeOf(error) !== CANNOT_CONNECT_NOW;
  return !isRefusal;
}

function notConnected(cause: unknown): NotSentError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new NotSentError(`no connection to the database: ${why}`, cause);
}

/** Ends a server process that no longer answers, unless its pid now belongs to another process. */
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
