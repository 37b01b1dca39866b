import { createHash } from "node:crypto";
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { dataFolder, type Home, hasData } from "./home.ts";
import { giveTo, type ServerAccount, serverAccounts } from "./server-account.ts";

/** Where a home goes when the wanted one is out of reach: first what survives a restart of the machine. */
const OTHER_PLACES = ["/var/lib", "/var/tmp", tmpdir()];

/**
 * The home when the program is root: the wanted folder when an unprivileged account can reach it, else
 * `retake-<hash of the wanted path>` elsewhere. A home that holds data is always preferred, so that a later change of
 * some folder's mode cannot make the database look empty.
 */
export function homeForRoot(wanted: string): Home {
  const accounts = serverAccounts();
  if (hasData(wanted)) return usedHome(wanted, accounts[0]);

  const name = `retake-${createHash("sha256").update(wanted).digest("hex").slice(0, 16)}`;
  const others = OTHER_PLACES.map((place) => join(place, name));
  const trusted = [0, ...accounts.map(({ uid }) => uid)];
  const used = others.find((path) => hasData(path) && isFolderOf(path, trusted));
  if (used) return usedHome(used, accounts[0]);

  for (const account of accounts) {
    if (makeHome(wanted, account)) return { path: wanted, account };
    const path = others.find((other) => makeHome(other, account) && isFolderOf(other, [account.uid]));
    if (path) return { path, account };
  }
  throw new Error(
    "The embedded PostgreSQL cannot run as root, and no account (postgres, nobody) with a folder of its own was found. " +
      "Start as an ordinary user, or set DATABASE_URL.",
  );
}

/** Whoever made the data runs the server, also when that was an ordinary user; data copied by root changes hands. */
function usedHome(path: string, fallback: ServerAccount | undefined): Home {
  const owner = statSync(dataFolder(path));
  const account = owner.uid === 0 ? fallback : { uid: owner.uid, gid: owner.gid };
  if (!account) throw new Error(`${path} belongs to root, as whom PostgreSQL cannot run. Give it to another user.`);
  if (owner.uid === 0) {
    giveTo(path, account);
    giveTree(join(path, "server"), account);
  }
  if (!canReach(dirname(path), account) && !letThrough(dirname(path), account)) {
    throw new Error(
      `The account that runs the embedded PostgreSQL (uid ${account.uid}) can no longer reach its data in ${path}. ` +
        "Let others pass through the folders above it (chmod o+x), or set DATABASE_URL.",
    );
  }
  return { path, account };
}

/** Makes the folder for the account; false when that cannot be, or the account could not get there. */
function makeHome(path: string, account: ServerAccount): boolean {
  if (!canReach(dirname(path), account) && !letThrough(dirname(path), account)) return false;
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    // In a folder that everybody may write, somebody else's folder or link may be waiting under our name.
    if (dirname(path) !== "/var/lib" && !isFolderOf(path, [0, account.uid])) return false;
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

function canReach(folder: string, account: ServerAccount): boolean {
  const parent = dirname(folder);
  return (parent === folder || canReach(parent, account)) && canEnter(folder, account);
}

function canEnter(folder: string, { uid, gid }: ServerAccount): boolean {
  const { uid: owner, gid: group, mode } = statSync(folder);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}

/** Opens root's own DATA_DIR to the account's group, to pass through but not to look around, if nothing else is in the way. */
function letThrough(folder: string, account: ServerAccount): boolean {
  const { uid, mode } = statSync(folder);
  if (uid !== 0 || (mode & 0o077) !== 0 || !canReach(dirname(folder), account)) return false;
  chownSync(folder, uid, account.gid);
  chmodSync(folder, (mode & 0o7777) | 0o010);
  return true;
}

function giveTree(path: string, account: ServerAccount): void {
  giveTo(path, account);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveTree(join(path, name), account);
}
