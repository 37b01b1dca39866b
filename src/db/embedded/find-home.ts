import { chmodSync, existsSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Home } from "./home.ts";
import { homeForRoot } from "./home-for-root.ts";

/** initdb puts the path between double quotes for the shell, and PostgreSQL's lock file holds one fact a line. */
const UNUSABLE = /[\r\n"$`\\]/;

/** A DATA_DIR that can't hold the server's data; the message says why, and what to do. */
class DataDirError extends Error {
  override readonly name = "DataDirError";
}

/**
 * The home for a DATA_DIR: the folder `postgres` in it, mode 0700. Only root may get another one, when the account
 * that runs the server cannot reach that folder. Throws when the folder cannot be made or belongs to somebody else.
 */
export function findHome(dataDir: string): Home {
  const path = join(makeDataDir(resolve(dataDir)), "postgres");
  if (UNUSABLE.test(path)) throw new DataDirError(`DATA_DIR ${dataDir} must not contain line ends or any of " $ \` \\`);
  return process.geteuid?.() === 0 ? homeForRoot(path) : ownHome(path);
}

function makeDataDir(dataDir: string): string {
  try {
    mkdirSync(dirname(dataDir), { recursive: true });
    if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (!statSync(dataDir).isDirectory()) throw new Error("it is not a folder");
    return realpathSync(dataDir);
  } catch (error) {
    throw unusable(`DATA_DIR ${dataDir}`, error);
  }
}

function ownHome(path: string): Home {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const { uid } = statSync(path);
    if (process.geteuid && uid !== process.geteuid()) throw new Error(`it belongs to another user (uid ${uid})`);
    chmodSync(path, 0o700);
    return { path, account: undefined };
  } catch (error) {
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  const wayOut = "Start as the user who owns it, choose another DATA_DIR, or set DATABASE_URL.";
  return new DataDirError(`${path} cannot be used: ${reason}. ${wayOut}`, { cause: error });
}
