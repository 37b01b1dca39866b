import { lchownSync, readFileSync } from "node:fs";

/** The Unix account that runs the server when the program itself is root, as whom PostgreSQL refuses to run. */
export type ServerAccount = { uid: number; gid: number };

/** In this order: the first is made for the purpose, the second exists on every Linux, in containers too. */
const ACCOUNT_NAMES = ["postgres", "nobody"];

/** Accounts of this machine that root may hand the server to, best first. initdb wants an entry in /etc/passwd. */
export function serverAccounts(): ServerAccount[] {
  const entries = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  return ACCOUNT_NAMES.flatMap((name) => entries.filter((entry) => entry[0] === name))
    .map((entry) => ({ uid: Number(entry[2]), gid: Number(entry[3]) }))
    .filter(({ uid, gid }) => uid > 0 && gid >= 0);
}

/** Makes the account the owner of a file, folder or link; nothing to do when the server runs as the program's own user. */
export function giveTo(path: string, account: ServerAccount | undefined): void {
  if (account) lchownSync(path, account.uid, account.gid);
}
