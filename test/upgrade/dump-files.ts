import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** pg_dump's text without psql's own commands, so that any driver can run it. */
export async function dumpDatabase(database: string): Promise<string> {
  const options = ["--inserts", "--rows-per-insert=50", "--no-owner", "--no-privileges", "--no-comments"];
  const { stdout } = await promisify(execFile)("pg_dump", [...options, database], { maxBuffer: 64_000_000 });
  return stdout
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("--") && !line.startsWith("\\"))
    .join("\n");
}

/** The files of a blob store, in base64, by path. */
export async function readBlobFiles(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = files.sort().map(async (file) => [file.slice(root.length + 1), await readFile(file, "base64")]);
  return Object.fromEntries(await Promise.all(contents));
}
