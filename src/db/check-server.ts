import { randomBytes } from "node:crypto";
import type postgres from "postgres";
import { type Connection, Connector } from "./connect.ts";
import { connectionProblem, StartRefused } from "./connection-problem.ts";
import type { ConnectionSettings } from "./connection-string.ts";
import { DEFAULT_SCHEMA } from "./schema-name.ts";

const MINIMUM_SERVER_VERSION = 150_000;

type Servers = { readonly settings: ConnectionSettings; readonly direct?: ConnectionSettings };

/**
 * Checks, before anything is written, whether a server can be used. Marks a pooler in transaction mode in the
 * returned settings. Throws `StartRefused` if the server can't be used.
 */
export async function checkServer({ settings, direct }: Servers): Promise<ConnectionSettings> {
  const isPooled = await checkAddress(settings, "DATABASE_URL");
  if (isPooled && !direct) {
    throw new StartRefused(
      "DATABASE_URL: this is a pooler in transaction mode, which has no sessions; " +
        "also set DATABASE_DIRECT_URL, to the server's own or the pooler's session-mode address",
    );
  }
  if (direct && (await checkAddress(direct, "DATABASE_DIRECT_URL"))) {
    throw new StartRefused(
      "DATABASE_DIRECT_URL: this is a pooler in transaction mode as well; set it to the server's own or the pooler's session-mode address",
    );
  }
  return { ...settings, transactionMode: isPooled };
}

/** Returns whether the address is a pooler in transaction mode. Throws `StartRefused` if it can't be used. */
async function checkAddress(settings: ConnectionSettings, variable: string): Promise<boolean> {
  // Connects as in transaction mode, because the settings of a session would hide those of the role or pooler. Any
  // server is accepted, so that a standby is refused with an explanation.
  const plain = { ...settings, transactionMode: true, targetSessionAttributes: "any" as const };
  const connector = new Connector(plain, DEFAULT_SCHEMA);
  try {
    const pooling = settings.transactionMode ? "transactions" : await recognisePooling(connector);
    if (pooling === "too few connections") {
      throw new StartRefused(
        `${variable}: the pooler provides fewer than two connections at a time; raise its pool size to at least 5 per process`,
      );
    }
    const properties = await queryServer(connector);
    const problem = serverProblem(properties) ?? (pooling === "transactions" ? settingProblem(properties) : null);
    if (problem) throw new StartRefused(`${variable}: ${problem}`);
    return pooling === "transactions";
  } catch (error) {
    throw error instanceof StartRefused ? error : connectionProblem(error, settings, variable);
  }
}

type ServerProperties = {
  readonly version: number;
  readonly versionName: string;
  readonly encoding: string;
  readonly isStandby: boolean;
  readonly isReadOnly: boolean;
  readonly user: string;
  readonly database: string;
  readonly settings: Readonly<Record<string, string>>;
};

/**
 * Settings of a role or database that change results. A session overrides them. Behind a pooler in transaction mode
 * they can't be overridden, so they must have these values.
 */
const NEEDED_SETTINGS: Readonly<Record<string, (value: string) => boolean>> = {
  default_transaction_isolation: (value) => value === "read committed",
  standard_conforming_strings: (value) => value === "on",
  bytea_output: (value) => value === "hex",
  DateStyle: (value) => value.startsWith("ISO"),
  // The warning that a standby has not confirmed a commit must arrive, because it decides about the outcome.
  client_min_messages: (value) => /^(debug|log|notice|warning)/.test(value),
};
const REMEDY_VALUES: Readonly<Record<string, string>> = {
  default_transaction_isolation: "'read committed'",
  standard_conforming_strings: "on",
  bytea_output: "hex",
  DateStyle: "'ISO, MDY'",
  client_min_messages: "notice",
};

async function queryServer(connector: Connector): Promise<ServerProperties> {
  const connection: Connection = await connector.connect({ name: "retake start" });
  try {
    const [row] = await connection.sql<ServerProperties[]>`
      select current_setting('server_version_num')::int as version, current_setting('server_version') as "versionName",
             current_setting('server_encoding') as encoding, pg_is_in_recovery() as "isStandby",
             current_setting('transaction_read_only') = 'on' as "isReadOnly",
             quote_ident(current_user) as user, quote_ident(current_database()) as database,
             (select json_object_agg(name, current_setting(name))
                from unnest(string_to_array(${Object.keys(NEEDED_SETTINGS).join()}, ',')) as name) as settings`;
    if (!row) throw new Error("the server returned no row");
    return row;
  } finally {
    await connection.end(1);
  }
}

function serverProblem({
  version,
  versionName,
  encoding,
  isStandby,
  isReadOnly,
  user,
  database,
}: ServerProperties): string | null {
  if (version < MINIMUM_SERVER_VERSION) {
    return `PostgreSQL 15 or newer is required, and this server is ${versionName}; upgrade it or use another one`;
  }
  if (encoding !== "UTF8") {
    return `the database ${database} has the encoding ${encoding}; create one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0`;
  }
  if (isStandby) {
    return "this server is a read-only standby; name the primary, or all servers with target_session_attrs=read-write";
  }
  if (isReadOnly) {
    return `sessions of the role ${user} are read-only here; run ALTER ROLE ${user} IN DATABASE ${database} SET default_transaction_read_only = off`;
  }
  return null;
}

function settingProblem({ settings, user, database }: ServerProperties): string | null {
  const wrong = Object.entries(NEEDED_SETTINGS).find(([name, isRight]) => !isRight(settings[name] ?? ""));
  if (!wrong) return null;
  const [name] = wrong;
  return (
    `${name} is ${settings[name]}, which can't be overridden behind a pooler in transaction mode; ` +
    `run ALTER ROLE ${user} IN DATABASE ${database} SET ${name} = ${REMEDY_VALUES[name]}, then reconnect the pooler`
  );
}

/** The schemas of an installation. */
type Schemas = { readonly own: string; readonly queue: string };

type Missing = { readonly privilege: string; readonly object: string; readonly role: string };

/**
 * Throws `StartRefused` when the role lacks rights on the migrated objects. The message names the first missing
 * privilege, its object and the GRANT. Does nothing on a database without Retake's tables. Reads only catalogs, which
 * every role may read.
 */
export async function checkUseRights(sql: postgres.Sql, { own, queue }: Schemas): Promise<void> {
  const rows = await sql<Missing[]>`
    with ours as (
      select c.relowner as owner from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = ${own} and c.relname = 'sql_functions'),
    wanted as (
      select 1 as nth, 'USAGE' as privilege, format('SCHEMA %I', n.nspname) as object,
             has_schema_privilege(n.oid, 'USAGE') as given
        from pg_namespace n where n.nspname in (${own}, ${queue})
      union all
      select 2, p.privilege, format('TABLE %I.%I', n.nspname, c.relname), case when c.relkind in ('r', 'p') then has_table_privilege(c.oid, p.privilege) end
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
             cross join unnest(string_to_array(
               case when n.nspname = ${own} and c.relname in ('schema_migrations', 'sql_functions') then 'SELECT'
                    else 'SELECT,INSERT,UPDATE,DELETE' end, ',')) as p(privilege)
       where n.nspname in (${own}, ${queue}) and c.relkind in ('r', 'p') and c.relowner = (select owner from ours)
      union all
      select 3, 'USAGE', format('SEQUENCE %I.%I', n.nspname, c.relname), case when c.relkind = 'S' then has_sequence_privilege(c.oid, 'USAGE') end
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in (${own}, ${queue}) and c.relkind = 'S' and c.relowner = (select owner from ours)
      union all
      select 4, 'EXECUTE', format('FUNCTION %s', f.oid::regprocedure), has_function_privilege(f.oid, 'EXECUTE')
        from pg_proc f join pg_namespace n on n.oid = f.pronamespace
       where n.nspname in (${own}, ${queue}) and f.prokind = 'f' and f.proowner = (select owner from ours))
    select privilege, object, quote_ident(current_user) as role
      from wanted where not given and exists (select from ours) order by nth, object collate "C", privilege`;
  refuseMissing(rows, "the owner of the tables must run");
}

/** More objects are not listed, because then the whole list of grants is missing. */
const MAX_LISTED = 3;

/** Rights on one object share one GRANT. The message names the first object and lists a limited number of GRANTs. */
function refuseMissing(rows: readonly Missing[], executor: string): void {
  const byObject = Map.groupBy(rows, ({ object }) => object);
  const [first] = byObject.values();
  if (!first?.[0]) return;
  const { object, role } = first[0];
  const privilegesOf = (some: readonly Missing[]) => [...new Set(some.map(({ privilege }) => privilege))].join(", ");
  const grants = [...byObject].map(([name, some]) => `GRANT ${privilegesOf(some)} ON ${name} TO ${role}`);
  const others = grants.length - MAX_LISTED;
  const more = others > 0 ? `; ${others} more objects lack rights, and docs/grants.sql has the whole list` : "";
  const listed = grants.slice(0, MAX_LISTED).join("; ");
  throw new StartRefused(`The role ${role} lacks ${privilegesOf(first)} on ${object}; ${executor} ${listed}${more}`);
}

/**
 * Throws `StartRefused` when the role may not migrate: a new database requires CREATE, an existing one the owner of
 * its tables. Call it only when there is something to migrate.
 */
export async function checkMigrationRights(sql: postgres.Sql, { own, queue }: Schemas): Promise<void> {
  const [tables] = await sql<{ owner: string; role: string; mayChange: boolean }[]>`
    select pg_get_userbyid(c.relowner) as owner, quote_ident(current_user) as role,
           pg_has_role(c.relowner, 'USAGE') as "mayChange"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = ${own} and c.relname = 'sql_functions'`;
  if (tables) {
    if (tables.mayChange) return;
    throw new StartRefused(
      `The database is of another version, and the role ${tables.role} does not own its tables; ` +
        `run the command migrate of this version as their owner, ${tables.owner}`,
    );
  }
  const rows = await sql<Missing[]>`
    select 'CREATE' as privilege, quote_ident(current_user) as role,
           case when n.oid is null then format('DATABASE %I', current_database()) else format('SCHEMA %I', n.nspname) end as object
      from unnest(string_to_array(${`${own},${queue}`}, ',')) as wanted(name) left join pg_namespace n on n.nspname = wanted.name
     where not case when n.oid is null then has_database_privilege(current_database(), 'CREATE')
                    else has_schema_privilege(n.oid, 'CREATE') and has_schema_privilege(n.oid, 'USAGE') end`;
  refuseMissing(
    rows,
    "the database is not migrated: run the command migrate as the owner of the database, or have that role run",
  );
}

/** A notification arrives within milliseconds, or never in transaction mode. */
const NOTIFICATION_MS = 500;
/** In session mode, the second of two clients waits for ever if the pool has only one server connection. */
const CLIENT_MS = 4_000;
const NAME = "retake start";

/** How statements reach the server: over sessions, over connections assigned per transaction, or not at all. */
type Pooling = "sessions" | "transactions" | "too few connections";

/**
 * Finds out whether a connection is a session. Behind a pooler the process named at the startup is not the one that
 * answers. A notification then shows whether LISTEN outlives its statement. Other signs that were tried (settings,
 * temporary tables, the same process twice) show nothing while the pooler is idle.
 */
async function recognisePooling(connector: Connector): Promise<Pooling> {
  const first = await connector.connect({ name: NAME });
  try {
    const result = await first.sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    if (result[0]?.pid === result.state.pid) return "sessions";
  } finally {
    await first.end(1);
  }
  const channel = `retake_probe_${randomBytes(8).toString("hex")}`;
  const listener = connector.createClient({ name: NAME }, 0);
  const notified = Promise.withResolvers<true>();
  try {
    await within(
      listener.sql.listen(channel, () => notified.resolve(true)),
      CLIENT_MS,
    );
    await within(notify(connector, channel), CLIENT_MS);
    return (await Promise.race([notified.promise, after(NOTIFICATION_MS)])) === true ? "sessions" : "transactions";
  } catch (error) {
    if (error instanceof TooLate) return "too few connections";
    throw error;
  } finally {
    listener.close();
  }
}

async function notify(connector: Connector, channel: string): Promise<void> {
  const connection = await connector.connect({ name: NAME });
  await connection.sql`select pg_notify(${channel}, '')`;
  await connection.end(1);
}

class TooLate extends Error {}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const result = await Promise.race([work.then((value) => ({ value })), after(ms)]);
  if (result !== null) return result.value;
  work.catch(() => {});
  throw new TooLate();
}

/** Resolves to null after `ms`, with a timer that does not keep the process alive. */
function after(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, ms, null).unref());
}
