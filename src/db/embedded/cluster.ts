import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  dataFolder,
  EmbeddedServerError,
  giveTo,
  makePrivateFolder,
  passwordFile,
  publish,
  removeFolder,
  SERVER_FOLDER,
  type ServerDirectory,
} from "./server-directory.ts";

/** The name of the server's superuser. */
export const SUPERUSER = "retake";

/**
 * The complete environment of the server's programs: English messages, UTC times, and a path for the shell that
 * initdb starts. It excludes this program's secrets, and variables such as PGDATA that would change the server.
 */
export const SERVER_ENVIRONMENT = { LC_ALL: "C", TZ: "UTC", PATH: "/usr/local/bin:/usr/bin:/bin" };

/** initdb takes about a second, and much longer on a slow disk. */
const INITDB_LIMIT_MS = 180_000;

/**
 * Creates the data folder and its password unless they exist. They appear completely or not at all, so a killed
 * initdb leaves only a private folder. Never changes existing data. Throws when another major version of PostgreSQL
 * created it.
 */
export async function makeCluster(
  directory: ServerDirectory,
  binaries: string,
  version: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (existsSync(join(directory.path, SERVER_FOLDER))) return checkMajorVersion(directory, version);

  const folder = makePrivateFolder(directory);
  try {
    const password = join(folder, "password");
    writeFileSync(password, randomBytes(32).toString("base64url"), { mode: 0o600, flush: true });
    giveTo(password, directory.account);
    await initdb(directory, join(binaries, "bin/initdb"), join(folder, "data"), password, signal);
    publish(folder, join(directory.path, SERVER_FOLDER));
  } finally {
    removeFolder(folder);
  }
}

export function readPassword(directory: ServerDirectory): string {
  const path = passwordFile(directory.path);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new EmbeddedServerError(`The password of the embedded PostgreSQL (${path}) can't be read.`, { cause: error });
  }
}

function checkMajorVersion(directory: ServerDirectory, version: string): void {
  const data = dataFolder(directory.path);
  const file = join(data, "PG_VERSION");
  if (!existsSync(file)) {
    throw new EmbeddedServerError(`${data} is not the data of a PostgreSQL server (no PG_VERSION). Restore a backup.`);
  }
  const [made, installed] = [readFileSync(file, "utf8").trim(), version.split(".")[0]];
  if (made === installed) return;
  throw new EmbeddedServerError(
    `${data} holds data of PostgreSQL ${made}, but the installed server is ${installed}. Nothing was changed. ` +
      `Use a version of this program with PostgreSQL ${made} to dump it, choose another DATA_DIR, or set DATABASE_URL.`,
  );
}

/** The built-in C.UTF-8 locale sorts the same on every machine. The password is required on the socket too. */
async function initdb(
  directory: ServerDirectory,
  program: string,
  data: string,
  password: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const words = ["-D", data, "-U", SUPERUSER, `--pwfile=${password}`, "--auth=scram-sha-256", "--encoding=UTF8"];
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"];
  try {
    await promisify(execFile)(program, [...words, ...locale], {
      ...directory.account,
      cwd: directory.path,
      env: SERVER_ENVIRONMENT,
      timeout: INITDB_LIMIT_MS,
      ...(signal && { signal }),
    });
  } catch (error) {
    signal?.throwIfAborted();
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new EmbeddedServerError(
      `The embedded PostgreSQL could not be set up in ${directory.path}: ${said || String(error)}. ` +
        "If this machine can't run it, set DATABASE_URL.",
      { cause: error },
    );
  }
}
