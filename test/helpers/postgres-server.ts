import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { findBinaryPackage, installBinaries } from "../../src/db/embedded/binaries.ts";
import { SERVER_ENVIRONMENT } from "../../src/db/embedded/cluster.ts";
import { giveTo, type ServerAccount } from "../../src/db/embedded/server-directory.ts";
import { makeCertificates, type TestCertificates } from "./certificates.ts";
import { waitFor } from "./wait-for.ts";

export type PostgresServerOptions = {
  /** "debian" means the newest PostgreSQL of the installed Debian packages; otherwise the binaries from npm are used. */
  readonly binaries?: "npm" | "debian";
  readonly settings?: Readonly<Record<string, string>>;
  /** Serves TLS with a certificate for `localhost`, made for this server. */
  readonly tls?: boolean;
  /** Lines of pg_hba.conf. By default every user connects over TCP with a password. */
  readonly hba?: readonly string[];
  readonly initdb?: readonly string[];
  /** A standby without its primary, which serves reads. */
  readonly standby?: boolean;
};

/** A PostgreSQL server for one test on a free port of 127.0.0.1, with a superuser `admin`. */
export type PostgresServer = AsyncDisposable & {
  readonly port: number;
  /** A URL of this server for `DATABASE_URL`. The defaults are the database `postgres` and the user `admin`. */
  readonly url: (parts?: { user?: string; password?: string; database?: string; query?: string }) => string;
  readonly password: string;
  /** A client that runs statements as the superuser. */
  readonly admin: (database?: string) => postgres.Sql;
  readonly certificates: TestCertificates | null;
  /** The server's log so far. */
  readonly log: () => string;
  readonly folder: string;
  readonly account: ServerAccount | undefined;
};

const PASSWORD = "pw of admin/@";
/** Faster settings, because tests do not have to survive a power failure. */
const SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "300",
  shared_buffers: "64MB",
};
const START_LIMIT_MS = 60_000;

/** The folder of Debian's newest server programs, or null. */
export function debianBinaries(): string | null {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return null;
  const [newest] = readdirSync(root)
    .filter((version) => existsSync(join(root, version, "bin/postgres")))
    .sort((a, b) => Number(b) - Number(a));
  return newest === undefined ? null : join(root, newest, "bin");
}

/** A folder that the server's account may use, and the account; null when the tests do not run as root. */
export function serverFolder(prefix: string): { folder: string; account: ServerAccount | undefined } {
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : undefined;
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o700);
  giveTo(folder, account);
  return { folder, account };
}

/** PostgreSQL and PgBouncer refuse to run as root, and initdb requires an account from /etc/passwd. */
function unprivilegedAccount(): ServerAccount | undefined {
  const entries = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const found = entries.find(([name]) => name === "postgres") ?? entries.find(([name]) => name === "nobody");
  return found ? { uid: Number(found[2]), gid: Number(found[3]) } : undefined;
}

export async function startPostgresServer(options: PostgresServerOptions = {}): Promise<PostgresServer> {
  const { folder, account } = serverFolder("retake-pg-");
  const bin = options.binaries === "debian" ? debianBinaries() : npmBinaries(folder, account);
  if (!bin) throw new Error("Debian's PostgreSQL is not installed: apt-get install postgresql");
  const certificates = options.tls ? makeCertificates(folder) : null;
  for (const file of certificates?.files ?? []) giveTo(file, account);
  const data = join(folder, "data");
  const passwordFile = writeFor(account, join(folder, "password"), PASSWORD);
  const words = ["-D", data, "-U", "admin", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--no-sync"];
  const locale = options.initdb ?? ["--encoding=UTF8", "--locale=C"];
  await promisify(execFile)(join(bin, "initdb"), [...words, ...locale], {
    ...account,
    cwd: folder,
    env: SERVER_ENVIRONMENT,
  });
  const hba = options.hba ?? ["host all all 127.0.0.1/32 scram-sha-256"];
  writeFor(account, join(data, "pg_hba.conf"), `${hba.join("\n")}\n`);
  if (options.standby) writeFor(account, join(data, "standby.signal"), "");
  const port = await freePort();
  const tls = certificates ? { ssl: "on", ssl_cert_file: certificates.cert, ssl_key_file: certificates.key } : {};
  const own = { port: String(port), listen_addresses: "127.0.0.1", unix_socket_directories: `"${folder}"` };
  const settings = { ...SETTINGS, ...tls, ...options.settings, ...own };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = run(join(bin, "postgres"), ["-D", data, ...flags], { folder, account, logFile: join(folder, "log") });
  const url: PostgresServer["url"] = ({
    user = "admin",
    password = PASSWORD,
    database = "postgres",
    query = "",
  } = {}) =>
    `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@localhost:${port}/${database}${query}`;
  await untilListening(child, port);
  const admin = (database = "postgres") =>
    postgres({
      host: "127.0.0.1",
      port,
      user: "admin",
      password: PASSWORD,
      database,
      max: 1,
      onnotice: () => {},
      ssl: options.tls ? "require" : false,
    });
  await waitFor("a statement of the superuser", () => canQuery(admin), START_LIMIT_MS);
  return {
    port,
    url,
    password: PASSWORD,
    admin,
    certificates,
    log: child.log,
    folder,
    account,
    [Symbol.asyncDispose]: async () => {
      await stop(child.process, "SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function canQuery(admin: () => postgres.Sql): Promise<boolean> {
  const sql = admin();
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 0 });
  }
}

function npmBinaries(folder: string, account: ServerAccount | undefined): string {
  const home = join(folder, "home");
  mkdirSync(home);
  giveTo(home, account);
  return join(installBinaries({ path: home, account }, findBinaryPackage()), "bin");
}

export function writeFor(account: ServerAccount | undefined, path: string, text: string): string {
  writeFileSync(path, text, { mode: 0o600 });
  giveTo(path, account);
  return path;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export type Running = { readonly process: ChildProcess; readonly log: () => string };

/** Runs a server program as the account. Its output is written to a file. */
export function run(
  program: string,
  args: readonly string[],
  { folder, account, logFile }: { folder: string; account: ServerAccount | undefined; logFile: string },
): Running {
  writeFor(account, logFile, "");
  const child = spawn(program, args, {
    ...account,
    cwd: folder,
    env: SERVER_ENVIRONMENT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (bytes: Buffer) => said.push(bytes.toString()));
  child.on("error", (error) => said.push(String(error)));
  return { process: child, log: () => said.join("") + (existsSync(logFile) ? readFileSync(logFile, "utf8") : "") };
}

export async function untilListening({ process: child, log }: Running, port: number): Promise<void> {
  await waitFor(
    `a server on port ${port}`,
    () => {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${log()}`);
      return isListening(port);
    },
    START_LIMIT_MS,
  );
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

export async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
