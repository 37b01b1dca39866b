import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canReach } from "./can-reach.ts";
import { type Home, homeSocketFolder } from "./home.ts";
import { giveTo } from "./server-account.ts";

/** The kernel takes 103 (macOS) to 107 bytes for a socket's path; `/.s.PGSQL.5432.lock` and some room go off that. */
const MAX_FOLDER_BYTES = 80;

/** The folder of the server's socket, mode 0700: in the home, or with a short name in the temp folder. */
export function makeSocketFolder(home: Home): string {
  const inHome = homeSocketFolder(home.path);
  if (isUsable(inHome)) {
    mkdirSync(inHome, { recursive: true });
    chmodSync(inHome, 0o700);
    giveTo(inHome, home.account);
    return inHome;
  }
  const name = `retake-${createHash("sha256").update(home.path).digest("hex").slice(0, 16)}`;
  const place = [tmpdir(), "/tmp"].find(
    (folder) => isUsable(join(folder, `${name}-XXXXXX`)) && (!home.account || canReach(folder, home.account)),
  );
  if (place) return makeFolderAmongOthers(join(place, name), home);
  throw new Error(
    `No folder with a path under ${MAX_FOLDER_BYTES} bytes for the server's socket: choose a shorter DATA_DIR.`,
  );
}

/** Removes a folder that is not in the home, unless it is in use. */
export function removeSocketFolder(home: Home, folder: string): void {
  if (folder.startsWith(home.path)) return;
  try {
    rmdirSync(folder);
  } catch {
    // Somebody is just starting a new server there.
  }
}

/** Drivers and the server read some characters in this setting as separators. */
function isUsable(folder: string): boolean {
  return Buffer.byteLength(folder) < MAX_FOLDER_BYTES && !/[,:"\\@]/.test(folder);
}

/** In the temp folder, somebody else's folder, or a link, may be waiting under our name. */
function makeFolderAmongOthers(wanted: string, home: Home): string {
  const owner = home.account?.uid ?? process.geteuid?.();
  const found = lstatSync(wanted, { throwIfNoEntry: false });
  if (found?.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0) return wanted;
  const path = found ? mkdtempSync(`${wanted}-`) : wanted;
  if (!found) mkdirSync(path, { mode: 0o700 });
  giveTo(path, home.account);
  return path;
}
