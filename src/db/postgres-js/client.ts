import type { Socket } from "node:net";
import postgres from "postgres";
import { TYPES } from "./types.ts";

// The driver treats this variable as an option that can't be overridden. Retake does not read it.
delete process.env.PGTARGETSESSIONATTRS;

/** Further notices of one statement are dropped. */
const MAX_NOTICES = 100;
/** Time between the driver's termination message and the end of the socket. */
const DESTROY_AFTER_MS = 50;

/** A client of the driver that connects once. It runs one statement at a time, so that nothing is pipelined. */
export type Client = {
  readonly sql: postgres.Sql;
  /** False once the connection is closed or the server is closing it. */
  readonly isUsable: () => boolean;
  /** The notices since the last call. */
  readonly takeNotices: () => readonly postgres.Notice[];
  /** Call after an error of the server, before the next statement. */
  readonly reset: () => Promise<unknown>;
  /** Lets a running statement finish for `timeout` seconds. */
  readonly end: (timeout: number) => Promise<void>;
  /** Abandons the connection at once, without calling `onLost`. */
  readonly close: () => void;
};

type ClientOptions = {
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly applicationName: string;
  /** Whether statements are prepared by name, which a pooler in transaction mode does not support. */
  readonly prepare: boolean;
  readonly openSocket: (signal: AbortSignal) => Promise<Socket>;
  /** Called once when the connection is lost or can't be made. */
  readonly onLost: () => void;
};

/**
 * Connects at its first statement and never again (`socket` refuses). By itself the driver (3.4.9) would reconnect
 * for ever to a server that accepts and closes (porsager/postgres#1193), and would keep parts of a broken connection
 * for the next one.
 */
export function createClient(options: ClientOptions): Client {
  const opening = new AbortController();
  let socket: Socket | undefined;
  let asked = false;
  let gone = false;
  let ending = false;
  let notices: postgres.Notice[] = [];

  /**
   * Ends the client before its socket, because otherwise the driver writes to a closed socket. Ending the client
   * alone would keep the socket of a server that no longer answers (#1130, #1089).
   */
  const end = async (timeout: number) => {
    ending = true;
    await sql.end({ timeout });
    gone = true;
    opening.abort();
    setTimeout(() => socket?.destroy(), DESTROY_AFTER_MS);
  };
  const close = () => {
    if (gone) return;
    gone = true;
    opening.abort();
    void end(0);
  };
  const open = async () => {
    if (asked || gone) throw closedError();
    asked = true;
    const opened = await options.openSocket(opening.signal);
    if (gone) {
      opened.destroy();
      throw closedError();
    }
    socket = opened;
    opened.once("close", () => {
      if (gone || ending) return;
      close();
      options.onLost();
    });
    return opened;
  };
  const onnotice = (notice: postgres.Notice) => void (notices.length < MAX_NOTICES && notices.push(notice));
  // `socket` is documented in the README but missing in the types.
  const driver = { ...driverOptions(options), onnotice, socket: open } as unknown;
  const sql = postgres(driver as postgres.Options<Record<string, never>>);

  return {
    sql,
    isUsable: () => !gone && socket?.readyState === "open",
    takeNotices: () => {
      const taken = notices;
      if (taken.length > 0) notices = [];
      return taken;
    },
    // After an error between rows the driver does not reset its row counter, and the next result begins with that
    // many holes (#1119, #1181, 3.4.9). A result without rows resets the counter.
    reset: () => sql`select where false`.then(),
    end,
    close,
  };
}

/** Sets every option that the driver would otherwise read from an environment variable. */
function driverOptions({ user, password, database, applicationName, prepare }: ClientOptions) {
  return {
    host: "localhost",
    port: 5432,
    user,
    // The driver would replace an empty text by PGPASSWORD.
    password: () => password,
    database,
    max: 1,
    // `socket` does the encryption.
    ssl: false,
    sslnegotiation: null,
    prepare,
    fetch_types: false,
    types: TYPES,
    // The owner of the client decides when it ends.
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: 0,
    keep_alive: null,
    max_pipeline: 100,
    backoff: () => 0,
    debug: false,
    publications: "",
    connection: { application_name: applicationName },
  };
}

function closedError(): Error {
  return Object.assign(new Error("the connection to the database was closed"), { code: "CONNECTION_CLOSED" });
}
