import { createHash } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type postgres from "postgres";
import { qualify } from "./schema-name.ts";

/**
 * The version of this code. Raise it with every release that changes an SQL function. During a rolling upgrade a
 * restarted process of the previous release then leaves the newer functions alone. A database that requires newer
 * code names the version in `settings.minimum_code_version`.
 */
export const CODE_VERSION = 2;

const SOURCE = fileURLToPath(new URL("..", import.meta.url));

/** Every SQL function of the source tree, with its path below `src` and its text. */
async function readFunctions(): Promise<readonly { file: string; text: string }[]> {
  const files = (await Array.fromAsync(glob("**/*.sql", { cwd: SOURCE }))).sort();
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(`${SOURCE}/${file}`, "utf8") })));
}

type SqlFile = { readonly file: string; readonly text: string; readonly hash: string };

/**
 * The functions whose text differs from the applied one; none when newer code has applied its own. They are recorded
 * as `<code version> <file>`. Version 1 recorded file names alone and compares nothing else, so its rows are left
 * unchanged.
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

/** Applies all functions whose text has changed in one transaction. */
export async function applyFunctions(sql: postgres.Sql, schema: string): Promise<void> {
  const changed = await changedFunctions(sql, schema);
  if (changed.length === 0) return;
  const record = changed.map(({ file, hash }) => `('${file}', '${hash}')`).join(", ");
  // The server executes one text as one transaction. Functions refer to each other across files, so their bodies are
  // not checked.
  await sql.unsafe(
    [
      "set local check_function_bodies = off;",
      ...changed.map(({ text }) => `${text};`),
      `insert into retake.sql_functions (file, hash) values ${record} on conflict (file) do update set hash = excluded.hash;`,
    ].join("\n"),
  );
}
