import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freePort, type PostgresServer, run, serverFolder, stop, untilListening, writeFor } from "./postgres-server.ts";

const PROGRAM = "/usr/sbin/pgbouncer";

export const hasPgBouncer = existsSync(PROGRAM);
if (!hasPgBouncer) console.warn("PgBouncer is not installed (apt-get install pgbouncer): its tests are left out");

export type PgBouncer = AsyncDisposable & {
  /** A URL of the pooler for `DATABASE_URL`. */
  readonly url: (parts?: { user?: string; password?: string; database?: string; query?: string }) => string;
  readonly log: () => string;
};

export type PgBouncerOptions = {
  readonly mode: "session" | "transaction" | "statement";
  /** Server connections per database and user. */
  readonly poolSize?: number;
  /** Passwords of further users. */
  readonly users?: Readonly<Record<string, string>>;
};

/** Debian's PgBouncer in front of a server, on a free port, which refuses startup parameters as by default. */
export async function startPgBouncer(server: PostgresServer, options: PgBouncerOptions): Promise<PgBouncer> {
  const { folder, account } = serverFolder("retake-pgb-");
  const port = await freePort();
  const users = { admin: server.password, ...options.users };
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const list = Object.entries(users).map(([name, password]) => `${quote(name)} ${quote(password)}`);
  const authFile = writeFor(account, join(folder, "users.txt"), `${list.join("\n")}\n`);
  const settings = {
    listen_addr: "127.0.0.1",
    listen_port: port,
    unix_socket_dir: folder,
    auth_type: "scram-sha-256",
    auth_file: authFile,
    pool_mode: options.mode,
    default_pool_size: options.poolSize ?? 20,
    max_client_conn: 200,
    server_tls_sslmode: "prefer",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const ini = ["[databases]", `* = host=127.0.0.1 port=${server.port}`, "[pgbouncer]", ...lines].join("\n");
  const file = writeFor(account, join(folder, "pgbouncer.ini"), `${ini}\n`);
  const child = run(PROGRAM, [file], { folder, account, logFile: join(folder, "log") });
  await untilListening(child, port);
  return {
    url: ({ user = "admin", password = server.password, database = "postgres", query = "" } = {}) =>
      `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}${query}`,
    log: child.log,
    [Symbol.asyncDispose]: async () => {
      await stop(child.process, "SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
