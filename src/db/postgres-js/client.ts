import type { Socket } from "node:net";
import postgres from "postgres";
import { TYPES } from "./types.ts";

// The driver takes it for an option, and an option can't overrule it. It is not read here.
delete process.env.PGTARGETSESSIONATTRS;

/** More notices of one statement than this are dropped. */
const MAX_NOTICES = 100;
/** Between the driver's goodbye and the end of the socket. */
const DESTROY_AFTER_MS = 50;

/** A client of the driver that connects once. It may run one statement at a time; then nothing needs to be pipelined. */
export type Client = {
  readonly sql: postgres.Sql;
  /** False once the connection is closed, or closing from the other side. */
  readonly isUsable: () => boolean;
  /** The notices since the last call. */
  readonly takeNotices: () => readonly postgres.Notice[];
  /** Call after an error of the server, before the next statement. */
  readonly reset: () => Promise<unknown>;
  /** Lets a running statement finish for `timeout` seconds. */
  readonly end: (timeout: number) => Promise<void>;
  /** Gives the connection up at once; `onLost` is not called. */
  readonly close: () => void;
};

export type ClientOptions = {
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly applicationName: string;
  /** Whether statements are prepared by name, which a pooler in transaction mode can't keep. */
  readonly prepare: boolean;
  readonly openSocket: (signal: AbortSignal) => Promise<Socket>;
  /** Called once, when the connection is lost or can't be made. */
  readonly onLost: () => void;
};

/**
 * Connects at its first statement, and never again (`socket` refuses): the driver (3.4.9) would go on connecting to a
 * server that accepts and closes (porsager/postgres#1193), and keeps parts of a broken connection for the next one.
 */
export function createClient(options: ClientOptions): Client {
  const opening = new AbortController();
  let socket: Socket | undefined;
  let asked = false;
  let gone = false;
  let ending = false;
  let notices: postgres.Notice[] = [];

  /**
   * Ends the client before its socket: the other way round the driver writes to what is closed. The end alone would keep
   * the socket of a peer that no longer answers (#1130, #1089).
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
  // The README has `socket`, the types have not.
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
    // An error between rows leaves the driver's row counter behind, and the next result begins with as many holes
    // (#1119, #1181, 3.4.9). A result without rows resets the counter.
    reset: () => sql`select where false`.then(),
    end,
    close,
  };
}

/** Every option that the driver would else read from an environment variable is given. */
function driverOptions({ user, password, database, applicationName, prepare }: ClientOptions) {
  return {
    host: "localhost",
    port: 5432,
    user,
    // An empty text would be replaced by PGPASSWORD.
    password: () => password,
    database,
    max: 1,
    // `socket` encrypts.
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
