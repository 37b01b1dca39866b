import { createHash } from "node:crypto";
import type postgres from "postgres";

/** The schema of tables, functions and the migration journal unless `DATABASE_SCHEMA` is set. */
export const DEFAULT_SCHEMA = "public";

/**
 * pg-boss allows 50 bytes and PostgreSQL 63. The difference is left for `_jobs` and for names derived from the
 * schema's.
 */
const MAX_LENGTH = 40;
const QUEUE_SUFFIX = "_jobs";
/** The queue's schema of an installation in `public`. */
const DEFAULT_QUEUE_SCHEMA = "pgboss";

/**
 * What is wrong with a schema's name, as the end of a sentence that begins with the setting, or null when it can be
 * used.
 */
export function schemaNameError(name: string): string | null {
  if (name === "") return "must not be empty";
  if (name.length > MAX_LENGTH) return `must have at most ${MAX_LENGTH} characters`;
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) {
    return "must be a name of letters, digits, _ and - that does not begin with a digit";
  }
  if (/^pg_/i.test(name) || name.toLowerCase() === "information_schema")
    return "must not be a schema of PostgreSQL's own";
  if (name === DEFAULT_QUEUE_SCHEMA || name.endsWith(QUEUE_SUFFIX)) {
    return `must not be ${DEFAULT_QUEUE_SCHEMA} or end in ${QUEUE_SUFFIX}: such a schema holds the queue`;
  }
  return null;
}

/** The schema that holds pg-boss's tables. */
export function queueSchema(schema: string): string {
  return schema === DEFAULT_SCHEMA ? DEFAULT_QUEUE_SCHEMA : `${schema}${QUEUE_SUFFIX}`;
}

/** Quotes an identifier for SQL, so that upper case and dashes are preserved. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * The name of a notification channel of this installation. Channels belong to the whole database, so the name
 * contains the schema.
 */
export function channelName(name: string, schema: string): string {
  return schema === DEFAULT_SCHEMA ? name : `${name}:${schema}`;
}

/** The key of an advisory lock of this installation, as text of a bigint. Locks belong to the whole database, too. */
export function lockKey(lock: number, schema: string): string {
  if (schema === DEFAULT_SCHEMA) return String(lock);
  return createHash("sha256").update(`${lock} ${schema}`).digest().readBigInt64BE().toString();
}

/** `retake.` and `retake_jobs.` before a name, also in drizzle's quoted form. */
const PLACEHOLDER = /(?<![\w".])("?)retake(_jobs)?\1\.(?=[\w"])/g;

/**
 * Replaces the schemas in a statement. Every statement and SQL function is written for the schemas `retake` and
 * `retake_jobs`, so that none depends on a session's `search_path`. This function inserts the schemas of the
 * installation.
 */
export function qualify(text: string, schema: string): string {
  const own = `${quoteIdentifier(schema)}.`;
  const jobs = `${quoteIdentifier(queueSchema(schema))}.`;
  return text.replace(PLACEHOLDER, (_, _quote, isQueue) => (isQueue === undefined ? own : jobs));
}

/** A client whose statements are qualified with the schema. Each template is rewritten only once. */
export function qualifyStatements(client: postgres.Sql, schema: string): postgres.Sql {
  const known = new WeakMap<TemplateStringsArray, TemplateStringsArray>();
  const qualified = (strings: TemplateStringsArray) => {
    const found = known.get(strings);
    if (found) return found;
    const texts = Object.assign(
      strings.map((text) => qualify(text, schema)),
      { raw: strings.raw },
    );
    known.set(strings, texts);
    return texts;
  };
  const isTemplate = (first: unknown): first is TemplateStringsArray => Array.isArray(first) && "raw" in first;
  const unsafe: postgres.Sql["unsafe"] = (text, ...rest) => client.unsafe(qualify(text, schema), ...rest);
  return new Proxy(client, {
    apply: (target, self, [first, ...rest]: unknown[]) =>
      Reflect.apply(target, self, [isTemplate(first) ? qualified(first) : first, ...rest]),
    get: (target, name) => (name === "unsafe" ? unsafe : Reflect.get(target, name)),
  });
}
