import { chmodSync, existsSync, lstatSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { homeForRoot } from "./home-for-root.ts";
import type { ServerAccount } from "./server-account.ts";

/** Where one embedded server keeps everything, and the account that owns it (none: the program's own user). */
export type Home = { path: string; account: ServerAccount | undefined };

export const dataFolder = (homePath: string) => join(homePath, "server", "data");
export const passwordFile = (homePath: string) => join(homePath, "server", "password");
export const hasData = (homePath: string) => existsSync(join(dataFolder(homePath), "PG_VERSION"));

/**
 * The home for a DATA_DIR: the folder `postgres` in it, mode 0700. Only root may get another one, when the account
 * that runs the server cannot reach that folder. Throws when the folder cannot be made or belongs to somebody else.
 */
export function findHome(dataDir: string): Home {
  const path = join(makeDataDir(dataDir), "postgres");
  // PostgreSQL's own lock file has one fact a line, so a line end in the path would make it unreadable.
  if (/[\r\n]/.test(path)) throw new Error("DATA_DIR must not contain line ends");
  return process.geteuid?.() === 0 ? homeForRoot(path) : ownHome(path);
}

function makeDataDir(dataDir: string): string {
  try {
    mkdirSync(dirname(dataDir), { recursive: true });
    if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (!statSync(dataDir).isDirectory()) throw new Error("it is not a folder");
    return realpathSync(dataDir);
  } catch (error) {
    throw new Error(`DATA_DIR ${dataDir} cannot be used`, { cause: error });
  }
}

function ownHome(path: string): Home {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const owner = lstatSync(path).uid;
  if (process.geteuid && owner !== process.geteuid()) {
    throw new Error(
      `${path} belongs to another user (uid ${owner}), who started the embedded PostgreSQL first. ` +
        "Start as that user, choose another DATA_DIR, or set DATABASE_URL.",
    );
  }
  chmodSync(path, 0o700);
  return { path, account: undefined };
}
