import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ServerAccount } from "./server-account.ts";

/** Where one embedded server keeps everything, and the account that owns it (none: the program's own user). */
export type Home = { path: string; account: ServerAccount | undefined };

/** Data and password are made together in a private folder and renamed to `server` as one. */
export const SERVER_FOLDER = "server";

export const dataFolder = (homePath: string) => join(homePath, SERVER_FOLDER, "data");
export const passwordFile = (homePath: string) => join(homePath, SERVER_FOLDER, "password");
export const homeSocketFolder = (homePath: string) => join(homePath, "run");
export const hasServerFolder = (homePath: string) => existsSync(join(homePath, SERVER_FOLDER));
