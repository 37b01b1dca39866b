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
