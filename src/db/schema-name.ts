import { createHash } from "node:crypto";
import type postgres from "postgres";

/** Where tables, functions and the migration journal live unless `DATABASE_SCHEMA` says otherwise. */
export const DEFAULT_SCHEMA = "public";

/** pg-boss takes 50 bytes, PostgreSQL 63; what is left is for `_jobs` and the names that are made from the schema's. */
const MAX_LENGTH = 40;
const QUEUE_SUFFIX = "_jobs";
/** pg-boss's schema of an installation in `public`. */
const DEFAULT_QUEUE_SCHEMA = "pgboss";

/** What is wrong with a schema's name, as the end of a sentence that begins with the setting; null when it can be used. */
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

/** An identifier as SQL text: a letter's case and dashes count. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A notification channel of this installation. Channels belong to the whole database, so its name holds the schema. */
export function channelName(name: string, schema: string): string {
  return schema === DEFAULT_SCHEMA ? name : `${name}:${schema}`;
}

/** An advisory lock of this installation, as text of a bigint. Locks too belong to the whole database. */
export function lockKey(lock: number, schema: string): string {
  if (schema === DEFAULT_SCHEMA) return String(lock);
  return createHash("sha256").update(`${lock} ${schema}`).digest().readBigInt64BE().toString();
}

/** `retake.` and `retake_jobs.` before a name, drizzle's spelling with quotes included. */
const PLACEHOLDER = /(?<![\w".])("?)retake(_jobs)?\1\.(?=[\w"])/g;

/**
 * Every statement and SQL function of this project is written for the schemas `retake` and `retake_jobs`. This puts the
 * installation's own schemas in their place, so that no statement depends on a session's `search_path`.
 */
export function qualify(text: string, schema: string): string {
  const own = `${quoteIdentifier(schema)}.`;
  const jobs = `${quoteIdentifier(queueSchema(schema))}.`;
  return text.replace(PLACEHOLDER, (_, _quote, isQueue) => (isQueue === undefined ? own : jobs));
}

/** The same client, whose statements name the schema that they are for; templates are rewritten once each. */
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
