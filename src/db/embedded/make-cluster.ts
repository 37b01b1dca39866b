import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { dataFolder, type Home, SERVER_FOLDER } from "./home.ts";
import { makePrivateFolder, publish, removeFolder } from "./private-folder.ts";
import { giveTo } from "./server-account.ts";
import { SERVER_ENVIRONMENT } from "./server-environment.ts";

/** Name of the server's superuser. */
export const SUPERUSER = "retake";

/** initdb takes about a second; a slow disk may need many. */
const INITDB_LIMIT_MS = 180_000;

/**
 * Makes the data folder and its password unless they exist. They appear complete or not at all: a killed initdb leaves
 * only a private folder behind. Never touches existing data; throws when another major version made it.
 */
export async function makeCluster(home: Home, binaries: string, version: string): Promise<void> {
  if (existsSync(join(home.path, SERVER_FOLDER))) return checkMajorVersion(home, version);

  const folder = makePrivateFolder(home);
  try {
    const password = join(folder, "password");
    writeFileSync(password, randomBytes(32).toString("base64url"), { mode: 0o600, flush: true });
    giveTo(password, home.account);
    await initdb(home, join(binaries, "bin/initdb"), join(folder, "data"), password);
    publish(folder, join(home.path, SERVER_FOLDER));
  } finally {
    removeFolder(folder);
  }
}

function checkMajorVersion(home: Home, version: string): void {
  const file = join(dataFolder(home.path), "PG_VERSION");
  if (!existsSync(file)) {
    throw new Error(
      `${dataFolder(home.path)} is not the data of a PostgreSQL server (no PG_VERSION). Restore it from a copy.`,
    );
  }
  const [made, installed] = [readFileSync(file, "utf8").trim(), version.split(".")[0]];
  if (made === installed) return;
  throw new Error(
    `${dataFolder(home.path)} holds data of PostgreSQL ${made}, but the installed server is ${installed}. It was left as it is. ` +
      `Use a version of this program with PostgreSQL ${made} to dump it, choose another DATA_DIR, or set DATABASE_URL.`,
  );
}

/** The built-in C.UTF-8 locale sorts alike on every machine; the password is asked for on the socket too. */
async function initdb(home: Home, program: string, data: string, passwordFile: string): Promise<void> {
  const words = ["-D", data, "-U", SUPERUSER, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"];
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"];
  try {
    await promisify(execFile)(program, [...words, ...locale], {
      ...home.account,
      cwd: home.path,
      env: SERVER_ENVIRONMENT,
      timeout: INITDB_LIMIT_MS,
    });
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new Error(
      `The embedded PostgreSQL could not be set up in ${home.path}: ${said || String(error)}. ` +
        "If this machine cannot run it, set DATABASE_URL.",
      { cause: error },
    );
  }
}
