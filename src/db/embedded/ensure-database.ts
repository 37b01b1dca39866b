import postgres from "postgres";

/** The codes of a database that another program made at the same moment. */
const MADE_MEANWHILE = ["42P04", "23505"];

/** Makes the database unless it exists. */
export async function ensureDatabase(sql: postgres.Sql, name: string): Promise<void> {
  const found = await sql`select from pg_database where datname = ${name}`;
  if (found.length > 0) return;
  try {
    await sql`create database ${sql(name)} template template0`;
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && MADE_MEANWHILE.includes(error.code))) throw error;
  }
}
