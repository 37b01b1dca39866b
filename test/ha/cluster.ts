import postgres from "postgres";

/** Two PostgreSQL servers: a primary, and a standby that confirms each commit before it is acknowledged. */
export type Cluster = AsyncDisposable & {
  readonly kind: "plain" | "patroni";
  /** Retake's `DATABASE_URL` with both hosts, whichever of them is the primary. */
  readonly url: string;
  /**
   * Kills the primary without a warning. The standby takes over, and the killed server becomes its standby. Resolves then to
   * the time at which the killed server had ended.
   */
  readonly killPrimary: () => Promise<number>;
  /** Stops the standby. The primary continues, but its commits wait. */
  readonly stopStandby: () => Promise<void>;
  readonly startStandby: () => Promise<void>;
  /** Connects to the current primary as its superuser. */
  readonly connect: () => postgres.Sql;
};

/** What a server reports about itself; undefined when it does not answer. */
export type NodeState = { readonly isPrimary: boolean; readonly hasSyncStandby: boolean };

export const SUPERUSER = "postgres";
export const PASSWORD = "test-password";
export const DATABASE = "retake";

const CONNECT_TIMEOUT_SECONDS = 2;

export function connectTo(port: number, database = "postgres"): postgres.Sql {
  return postgres({
    host: "127.0.0.1",
    port,
    user: SUPERUSER,
    password: PASSWORD,
    database,
    max: 1,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: "ha test" },
  });
}

export async function stateOf(port: number): Promise<NodeState | undefined> {
  const sql = connectTo(port);
  try {
    const [row] = await sql<{ primary: boolean; sync: boolean }[]>`
      select not pg_is_in_recovery() as primary,
             exists (select from pg_stat_replication where sync_state in ('sync', 'quorum')) as sync`;
    return row && { isPrimary: row.primary, hasSyncStandby: row.sync };
  } catch {
    return undefined;
  } finally {
    await sql.end({ timeout: 0 });
  }
}

/** The URL with both servers for Retake. */
export function urlOf(ports: readonly number[]): string {
  const hosts = ports.map((port) => `127.0.0.1:${port}`).join(",");
  return `postgres://${SUPERUSER}:${PASSWORD}@${hosts}/${DATABASE}?target_session_attrs=read-write`;
}

/** Creates the database unless it exists. */
export async function makeDatabase(port: number): Promise<void> {
  const sql = connectTo(port);
  try {
    const found = await sql`select from pg_database where datname = ${DATABASE}`;
    if (found.length === 0) await sql`create database ${sql(DATABASE)}`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
