import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import {
  dataFolder,
  EmbeddedServerError,
  giveTo,
  hasServerFolder,
  makeFolder,
  SERVER_FOLDER,
  type ServerAccount,
  type ServerDirectory,
} from "./server-directory.ts";

type RootDirectory = ServerDirectory & { account: ServerAccount };

/** initdb passes the path to a shell between double quotes, and PostgreSQL's lock file is read line by line. */
const FORBIDDEN_CHARACTERS = /[\r\n"$`\\]/;

/** `postgres` is meant for this purpose. `nobody` exists on every Linux system, also in containers. */
const ACCOUNT_NAMES = ["postgres", "nobody"];

/**
 * Returns the server directory of a DATA_DIR: its folder `postgres` with mode 0700. When this program runs as root
 * and no other account can reach that folder, the directory is elsewhere. Throws `EmbeddedServerError` when no
 * directory can be used.
 */
export function findServerDirectory(dataDir: string): ServerDirectory {
  const path = join(makeDataDir(resolve(dataDir)), "postgres");
  if (FORBIDDEN_CHARACTERS.test(path)) {
    throw new EmbeddedServerError(`DATA_DIR ${dataDir} must not contain line ends or any of " $ \` \\`);
  }
  return process.geteuid?.() === 0 ? directoryForRoot(path) : ownDirectory(path);
}

function makeDataDir(dataDir: string): string {
  try {
    makeFolder(dataDir, 0o700);
    if (!statSync(dataDir).isDirectory()) throw new Error("it is not a folder");
    // A first start also writes the images and the demo key here. The write is tried, because root's access rights
    // mean nothing on /proc.
    if (!existsSync(join(dataDir, "postgres"))) rmdirSync(mkdtempSync(join(dataDir, ".probe-")));
    return realpathSync(dataDir);
  } catch (error) {
    throw unusable(`DATA_DIR ${dataDir}`, error);
  }
}

function ownDirectory(path: string): ServerDirectory {
  try {
    makeFolder(path, 0o700);
    const { uid } = statSync(path);
    if (process.geteuid && uid !== process.geteuid()) throw new Error(`it belongs to another user (uid ${uid})`);
    chmodSync(path, 0o700);
    accessSync(path, constants.W_OK);
    return { path, account: undefined };
  } catch (error) {
    throw unusable(path, error);
  }
}

/** Error for a folder that can't hold the server's data. */
function unusable(what: string, error: unknown): EmbeddedServerError {
  const reason = error instanceof Error ? error.message : String(error);
  const remedy = "Start as the owner of the folder, choose another DATA_DIR, or set DATABASE_URL.";
  return new EmbeddedServerError(`${what} cannot be used: ${reason}. ${remedy}`, { cause: error });
}

/**
 * Chooses the server directory when this program runs as root: the wanted folder if an unprivileged account can reach
 * it, otherwise `retake-<hash of the wanted path>` elsewhere. A directory that contains data is always preferred, so
 * that a changed mode of a folder can't make the database look empty.
 */
function directoryForRoot(wanted: string): RootDirectory {
  const accounts = serverAccounts();
  if (hasServerFolder(wanted)) {
    const directory = usedDirectory(wanted, accounts);
    letThrough(dirname(wanted), directory.account);
    return checkReachable(directory);
  }

  const uids = accounts.map(({ uid }) => uid);
  const others = otherPlaces(wanted);
  const used = others.find((path) => hasServerFolder(path) && isFolderOf(path, uids));
  if (used) return checkReachable(usedDirectory(used, accounts));

  for (const account of accounts) {
    letThrough(dirname(wanted), account);
    if (makeDirectory(wanted, account)) return { path: wanted, account };
    const path = others.find((other) => makeDirectory(other, account) && isFolderOf(other, [account.uid]));
    if (path) return { path, account };
  }
  throw new EmbeddedServerError(
    "PostgreSQL does not run as root, and none of the accounts " +
      `${ACCOUNT_NAMES.join(" and ")} can use a folder for the data. ` +
      "Start as an ordinary user, or set DATABASE_URL.",
  );
}

/** Accounts of this machine that can run the server, best first. initdb needs an entry in /etc/passwd. */
function serverAccounts(): ServerAccount[] {
  const entries = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  return ACCOUNT_NAMES.flatMap((name) => entries.filter((entry) => entry[0] === name))
    .map((entry) => ({ uid: Number(entry[2]), gid: Number(entry[3]) }))
    .filter(({ uid, gid }) => uid > 0 && gid >= 0);
}

/** Places that survive a restart of the machine come first. The hash keeps the data of several projects apart. */
function otherPlaces(wanted: string): string[] {
  const name = `retake-${createHash("sha256").update(wanted).digest("hex").slice(0, 16)}`;
  return ["/var/lib", "/var/tmp", tmpdir()].map((place) => join(place, name));
}

/** The owner of the data runs the server, even if that is an ordinary user. Data copied by root gets a new owner. */
function usedDirectory(path: string, accounts: ServerAccount[]): RootDirectory {
  const { uid, gid } = statSync(dataFolder(path), { throwIfNoEntry: false }) ?? statSync(join(path, SERVER_FOLDER));
  const account = uid === 0 ? accounts[0] : { uid, gid };
  if (!account) {
    throw new EmbeddedServerError(`${path} belongs to root, and PostgreSQL does not run as root: change its owner.`);
  }
  if (uid === 0) {
    giveTo(path, account);
    giveTree(join(path, SERVER_FOLDER), account);
  }
  return { path, account };
}

function checkReachable({ path, account }: RootDirectory): RootDirectory {
  if (canReach(path, account)) return { path, account };
  throw new EmbeddedServerError(
    `The account that runs the embedded PostgreSQL (uid ${account.uid}) can no longer reach its data in ${path}. ` +
      "Make the folders above it passable for others (chmod o+x), or set DATABASE_URL.",
  );
}

/** Whether the account may enter a folder and every folder above it, by their modes. Access lists are not read. */
export function canReach(folder: string, account: ServerAccount): boolean {
  const parent = dirname(folder);
  return (parent === folder || canReach(parent, account)) && canEnter(folder, account);
}

function canEnter(folder: string, { uid, gid }: ServerAccount): boolean {
  const { uid: owner, gid: group, mode } = statSync(folder);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}

/** Creates the folder for the account. Returns false when that fails or the account could not reach it. */
function makeDirectory(path: string, account: ServerAccount): boolean {
  try {
    if (!canReach(dirname(path), account)) return false;
    makeFolder(path, 0o700);
    // Where everyone may write, another user's folder or a link may already have this name.
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

/** Lets the account's group pass through a DATA_DIR that only root may enter, without letting it list the contents. */
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
