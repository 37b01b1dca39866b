import { createHash } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type postgres from "postgres";
import { qualify } from "./schema-name.ts";

/**
 * What this code is. Raise it with every release that changes an SQL function: then a process of the release before that
 * starts again during a rolling upgrade leaves the newer functions alone. A database that needs a newer one than this
 * names it in `settings.minimum_code_version`.
 */
export const CODE_VERSION = 2;

const SOURCE = fileURLToPath(new URL("..", import.meta.url));

/** Every SQL function of the source tree: its file's path below `src`, and its text. */
export async function readFunctions(): Promise<readonly { file: string; text: string }[]> {
  const files = (await Array.fromAsync(glob("**/*.sql", { cwd: SOURCE }))).sort();
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(`${SOURCE}/${file}`, "utf8") })));
}

type SqlFile = { readonly file: string; readonly text: string; readonly hash: string };

/**
 * The functions of this schema whose text differs from what is applied; none when newer code has applied its own. They
 * are recorded as `<code version> <file>`. Version 1 recorded bare files and compares nothing else, so those rows stay as
 * it left them.
 */
export async function changedFunctions(sql: postgres.Sql, schema: string): Promise<readonly SqlFile[]> {
  const rows = await sql<{ file: string; hash: string }[]>`
    select file, hash from retake.sql_functions where file like '% %'`;
  if (rows.some(({ file }) => Number(file.split(" ")[0]) > CODE_VERSION)) return [];
  const known = new Map(rows.map(({ file, hash }) => [file, hash]));
  return (await readFunctions())
    .map(({ file, text }) => ({ file: `${CODE_VERSION} ${file}`, text: qualify(text, schema) }))
    .map(({ file, text }) => ({ file, text, hash: createHash("sha256").update(text).digest("hex") }))
    .filter(({ file, hash }) => known.get(file) !== hash);
}

/** Applies the functions whose text changed, all in one go: either all are new, or none. */
export async function applyFunctions(sql: postgres.Sql, schema: string): Promise<void> {
  const changed = await changedFunctions(sql, schema);
  if (changed.length === 0) return;
  const record = changed.map(({ file, hash }) => `('${file}', '${hash}')`).join(", ");
  // One text is one transaction to the server. Bodies name each other across files, hence unchecked here.
  await sql.unsafe(
    [
      "set local check_function_bodies = off;",
      ...changed.map(({ text }) => `${text};`),
      `insert into retake.sql_functions (file, hash) values ${record} on conflict (file) do update set hash = excluded.hash;`,
    ].join("\n"),
  );
}
