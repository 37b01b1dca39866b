import { readFile } from "node:fs/promises";
import type { DatabaseTarget } from "../../../src/db/client.ts";
import { connect } from "../../helpers/connect.ts";
import { TEMPLATE_DATABASE, withDatabase } from "../../helpers/database-target.ts";

/**
 * Runs SQL in the template database, so that every new database has its effect. Returns false when it is not valid SQL.
 */
export async function applyToTemplate(server: DatabaseTarget, text: string): Promise<boolean> {
  const sql = connect(withDatabase(server, TEMPLATE_DATABASE), 1, "retake mutation");
  try {
    await sql.unsafe(text);
    return true;
  } catch {
    return false;
  } finally {
    await sql.end();
  }
}

/** Changes functions while tests use them. Keeps its connections, because connecting takes longer than the change. */
export type Everywhere = {
  /** Runs SQL in the template and in every database of a test. Returns false when it is not valid SQL. */
  readonly apply: (text: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

export function connectEverywhere(server: DatabaseTarget): Everywhere {
  const admin = connect(server, 1, "retake mutation");
  const known = new Map<string, ReturnType<typeof connect>>();
  const forget = async (name: string) => {
    const sql = known.get(name);
    known.delete(name);
    await sql?.end({ timeout: 0 }).catch(() => {});
  };
  return {
    apply: async (text) => {
      if (!(await applyToTemplate(server, text))) return false;
      const rows = await admin`select datname as name from pg_database where datname ~ '^retake_[0-9a-f]{12}$'`;
      const names = new Set(rows.map(({ name }) => String(name)));
      for (const name of [...known.keys()]) if (!names.has(name)) await forget(name);
      await Promise.all(
        [...names].map(async (name) => {
          const sql = known.get(name) ?? connect(withDatabase(server, name), 1, "retake mutation");
          known.set(name, sql);
          // A database that refuses the statement is being dropped.
          await sql.unsafe(text).catch(() => forget(name));
        }),
      );
      return true;
    },
    close: async () => {
      await Promise.all([...known.keys()].map(forget));
      await admin.end();
    },
  };
}

const NOTE = "uses ";

/** The file with each PL/pgSQL body writing to the server's log that it runs; null without such a body. */
export function noting(file: string, text: string): string | null {
  if (!text.includes("language plpgsql")) return null;
  const start = text.indexOf("as $$");
  const begin = text.indexOf("\nbegin\n", start) + "\nbegin\n".length;
  return `${text.slice(0, begin)}  raise log '${NOTE}${file}';\n${text.slice(begin)}`;
}

/** The files whose functions were used, by a part of the log. */
export const usedFiles = (log: string): ReadonlySet<string> =>
  new Set([...log.matchAll(/uses (\S+\.sql)/g)].map(([, file = ""]) => file));

/**
 * For every file, the file itself and the files that use it through plain SQL functions. Plain SQL functions write
 * nothing to the log, so a test of one of these files may also test the file.
 */
export async function usersOf(files: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const texts = new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const)));
  const nameOf = (file: string) => file.replace(/^.*\/|\.sql$/g, "").replaceAll("-", "_");
  const callers = (file: string) =>
    [...texts].filter(([other, text]) => other !== file && text.includes(`${nameOf(file)}(`)).map(([other]) => other);
  const users = (file: string, seen: Set<string>): Set<string> => {
    if (seen.has(file)) return seen;
    seen.add(file);
    if (!texts.get(file)?.includes("language plpgsql")) for (const caller of callers(file)) users(caller, seen);
    return seen;
  };
  const notes = (file: string) => texts.get(file)?.includes("language plpgsql") ?? false;
  const all = new Set(files);
  return new Map(
    files.map((file) => {
      const found = users(file, new Set());
      // A plain SQL function that only TypeScript calls does not appear in the log.
      return [file, [...found].some(notes) ? found : all];
    }),
  );
}
