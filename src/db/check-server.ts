import { type Connection, Connector } from "./connect.ts";
import { connectionProblem, StartRefused } from "./connection-problem.ts";
import type { ConnectionSettings } from "./connection-string.ts";
import { recognisePooling } from "./recognise-pooler.ts";
import { DEFAULT_SCHEMA } from "./schema-name.ts";

const MINIMUM_SERVER_VERSION = 150_000;

type Servers = { readonly settings: ConnectionSettings; readonly direct?: ConnectionSettings };

/**
 * Checks, before anything is written, that a server can serve this program, and how: a pooler that lends connections
 * for single transactions is recognised and marked in the returned settings. Throws `StartRefused` otherwise.
 */
export async function checkServer({ settings, direct }: Servers): Promise<ConnectionSettings> {
  const isPooled = await checkAddress(settings, "DATABASE_URL");
  if (isPooled && !direct) {
    throw new StartRefused(
      "DATABASE_URL: this is a pooler in transaction mode, which keeps no sessions; " +
        "set DATABASE_DIRECT_URL too, to the server's own or the pooler's session-mode address",
    );
  }
  if (direct && (await checkAddress(direct, "DATABASE_DIRECT_URL"))) {
    throw new StartRefused(
      "DATABASE_DIRECT_URL: this is a pooler in transaction mode as well; give the server's own or the pooler's session-mode address",
    );
  }
  return { ...settings, transactionMode: isPooled };
}

/** Returns whether the address is a pooler in transaction mode. Throws `StartRefused` if it can't be used. */
async function checkAddress(settings: ConnectionSettings, variable: string): Promise<boolean> {
  // As in transaction mode, because a session's settings would hide what a role or a pooler has set otherwise; and any
  // server, because a standby is refused with an explanation.
  const plain = { ...settings, transactionMode: true, targetSessionAttributes: "any" as const };
  const connector = new Connector(plain, DEFAULT_SCHEMA);
  try {
    const pooling = settings.transactionMode ? "transactions" : await recognisePooling(connector);
    if (pooling === "too few connections") {
      throw new StartRefused(
        `${variable}: the pooler gives fewer than two connections at once; raise its pool size to 5 or more for each process`,
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
 * What a role or database may set otherwise and that changes results. Over a session we set it ourselves; over
 * transactions it must be right already.
 */
const NEEDED_SETTINGS: Readonly<Record<string, (value: string) => boolean>> = {
  default_transaction_isolation: (value) => value === "read committed",
  standard_conforming_strings: (value) => value === "on",
  bytea_output: (value) => value === "hex",
  DateStyle: (value) => value.startsWith("ISO"),
  // A warning about a standby decides what a commit means.
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
    if (!row) throw new Error("the server does not answer with a row");
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
    return `PostgreSQL 15 or newer is needed and this server is ${versionName}; upgrade it, or use another one`;
  }
  if (encoding !== "UTF8") {
    return `the database ${database} has the encoding ${encoding}; create one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0`;
  }
  if (isStandby) {
    return "this server is a standby, which takes no writes; name the primary, or all servers with target_session_attrs=read-write";
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
