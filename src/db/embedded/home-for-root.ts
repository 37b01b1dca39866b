import { createHash } from "node:crypto";
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { canReach } from "./can-reach.ts";
import { dataFolder, type Home, hasServerFolder, SERVER_FOLDER } from "./home.ts";
import { giveTo, type ServerAccount, serverAccounts } from "./server-account.ts";

type RootHome = Home & { account: ServerAccount };

/**
 * The home when the program is root: the wanted folder when an unprivileged account can reach it, else
 * `retake-<hash of the wanted path>` elsewhere. A home that holds data is always preferred, so that a later change of
 * some folder's mode cannot make the database look empty.
 */
export function homeForRoot(wanted: string): RootHome {
  const accounts = serverAccounts();
  if (hasServerFolder(wanted)) {
    const home = usedHome(wanted, accounts);
    letThrough(dirname(wanted), home.account);
    return reachable(home);
  }

  const uids = accounts.map(({ uid }) => uid);
  const others = otherPlaces(wanted);
  const used = others.find((path) => hasServerFolder(path) && isFolderOf(path, uids));
  if (used) return reachable(usedHome(used, accounts));

  for (const account of accounts) {
    letThrough(dirname(wanted), account);
    if (makeHome(wanted, account)) return { path: wanted, account };
    const path = others.find((other) => makeHome(other, account) && isFolderOf(other, [account.uid]));
    if (path) return { path, account };
  }
  throw new Error(
    "PostgreSQL does not run as root, and no account (postgres, nobody) was found that could keep the data. " +
      "Start as an ordinary user, or set DATABASE_URL.",
  );
}

/** First what survives a restart of the machine. The hash keeps the data of several projects apart. */
function otherPlaces(wanted: string): string[] {
  const name = `retake-${createHash("sha256").update(wanted).digest("hex").slice(0, 16)}`;
  return ["/var/lib", "/var/tmp", tmpdir()].map((place) => join(place, name));
}

/** Whoever made the data runs the server, also when that was an ordinary user; data copied by root changes hands. */
function usedHome(path: string, accounts: ServerAccount[]): RootHome {
  const { uid, gid } = statSync(dataFolder(path), { throwIfNoEntry: false }) ?? statSync(join(path, SERVER_FOLDER));
  const account = uid === 0 ? accounts[0] : { uid, gid };
  if (!account) throw new Error(`${path} belongs to root, as whom PostgreSQL does not run. Give it to another user.`);
  if (uid === 0) {
    giveTo(path, account);
    giveTree(join(path, SERVER_FOLDER), account);
  }
  return { path, account };
}

function reachable({ path, account }: RootHome): RootHome {
  if (canReach(path, account)) return { path, account };
  throw new Error(
    `The account that runs the embedded PostgreSQL (uid ${account.uid}) can no longer reach its data in ${path}. ` +
      "Let others pass through the folders above it (chmod o+x), or set DATABASE_URL.",
  );
}

/** Makes the folder for the account; false when that cannot be, or the account could not get there. */
function makeHome(path: string, account: ServerAccount): boolean {
  try {
    if (!canReach(dirname(path), account)) return false;
    mkdirSync(path, { recursive: true, mode: 0o700 });
    // Where everybody may write, somebody else's folder, or a link, may be waiting under our name.
    if ((statSync(dirname(path)).mode & 0o002) !== 0 && !isFolderOf(path, [0, account.uid])) return false;
    giveTo(path, account);
    return true;
  } catch {
    return false;
  }
}

/** True when it is a real folder, not a link, of one of these users. */
function isFolderOf(path: string, uids: number[]): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true && uids.includes(found.uid);
}

/** Opens a DATA_DIR that is root's alone to the account's group, to pass through it but not to look around in it. */
function letThrough(dataDir: string, account: ServerAccount): void {
  const { uid, gid, mode } = statSync(dataDir);
  const isRootsAlone = uid === 0 && (mode & 0o067) === 0 && (gid === 0 || (mode & 0o010) === 0);
  if (!isRootsAlone || !canReach(dirname(dataDir), account)) return;
  chownSync(dataDir, uid, account.gid);
  chmodSync(dataDir, (mode & 0o700) | 0o010);
}

function giveTree(path: string, account: ServerAccount): void {
  giveTo(path, account);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveTree(join(path, name), account);
}
