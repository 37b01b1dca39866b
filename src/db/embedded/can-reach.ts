import { statSync } from "node:fs";
import { dirname } from "node:path";
import type { ServerAccount } from "./server-account.ts";

/** Whether the account may enter a folder and every folder above it, by their modes (access lists are not looked at). */
export function canReach(folder: string, account: ServerAccount): boolean {
  const parent = dirname(folder);
  return (parent === folder || canReach(parent, account)) && canEnter(folder, account);
}

function canEnter(folder: string, { uid, gid }: ServerAccount): boolean {
  const { uid: owner, gid: group, mode } = statSync(folder);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}
