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
import { basename, join } from "node:path";
import type { BinaryPackage } from "./binary-package.ts";
import type { Home } from "./home.ts";
import { makePrivateFolder, publish, removeFolder } from "./private-folder.ts";
import { giveTo, type ServerAccount } from "./server-account.ts";

const PREFIX = "postgresql-";

/**
 * Puts the server's programs into the home, once for each version, and returns their folder. A server that ran from
 * node_modules would break when `npm ci` removes that folder, and root's may be closed to the server's account.
 */
export function installBinaries(home: Home, { native, version }: BinaryPackage): string {
  const name = `${PREFIX}${version}-${process.platform}-${process.arch}`;
  const place = join(home.path, name);
  // A machine that lost its power just after the copy may keep files without their contents, and a copy that was made
  // by root's hand is closed to the account.
  const isWhole = size(join(place, "bin/postgres")) === size(join(native, "bin/postgres"));
  if (isWhole && statSync(place).uid === (home.account?.uid ?? process.geteuid?.() ?? 0)) return place;
  if (existsSync(place)) removeFolder(place);

  const folder = makePrivateFolder(home);
  const made = join(folder, name);
  try {
    copyTree(native, made, home.account);
    makeLinks(native, made);
    publish(made, place);
  } finally {
    removeFolder(folder);
  }
  return place;
}

/** Removes the programs of other versions. To be called while no server runs. */
export function removeOtherBinaries(home: Home, current: string): void {
  for (const name of readdirSync(home.path)) {
    if (name.startsWith(PREFIX) && name !== basename(current)) removeFolder(join(home.path, name));
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
    // Static libraries are for linking programs, not for running them.
    else if (entry.isFile() && !entry.name.endsWith(".a")) copyFile(source, target, account);
  }
}

/** A hard link takes no time and no space, and stays when the other name is removed. */
function copyFile(source: string, target: string, account: ServerAccount | undefined): void {
  if (!account || isOpenToOthers(source)) {
    try {
      linkSync(source, target);
      return;
    } catch {
      // Another file system, or a file of another user: copy.
    }
  }
  copyFileSync(source, target, constants.COPYFILE_FICLONE);
  giveTo(target, account);
}

/** A link keeps the owner and mode of the file, so the server's account must be able to use it as one of the others. */
function isOpenToOthers(path: string): boolean {
  const { mode } = statSync(path);
  return (mode & 0o004) !== 0 && ((mode & 0o100) === 0 || (mode & 0o001) !== 0);
}

/** npm packages hold no symbolic links, so the package lists those that its libraries need. */
function makeLinks(native: string, made: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = join(made, target.replace(/^native\//, ""));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
