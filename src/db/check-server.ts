import postgres from "postgres";
import { connectionProblem, StartRefused } from "./connection-problem.ts";
import type { ConnectionSettings } from "./connection-string.ts";
import { driverOptions } from "./driver-options.ts";
import { type Pooling, recognisePooling } from "./recognise-pooler.ts";

const MINIMUM_SERVER_VERSION = 150_000;
const CONNECT_TIMEOUT_SECONDS = 5;

type Servers = { readonly settings: ConnectionSettings; readonly direct?: ConnectionSettings };

/**
 * Looks, before anything is written, whether a server can serve this program, and how: a pooler that lends connections
 * for single transactions is recognised, so that the returned settings say so. Throws `StartRefused` otherwise.
 */
export async function checkServer({ settings, direct }: Servers): Promise<ConnectionSettings> {
  const server = await chooseServer(settings);
  const pooling = settings.transactionMode ? "transactions" : await poolingOf(server, "DATABASE_URL");
  if (pooling === "transactions" && !direct) {
    throw new StartRefused(
      "DATABASE_URL: this is a pooler in transaction mode, which keeps no sessions; " +
        "set DATABASE_DIRECT_URL too, to the server's own or the pooler's session-mode address",
    );
  }
  const transactionMode = pooling === "transactions";
  const found = { ...settings, transactionMode };
  await checkFacts({ ...server, transactionMode }, "DATABASE_URL");
  if (!direct) return found;
  const directServer = await chooseServer(direct);
  if ((await poolingOf(directServer, "DATABASE_DIRECT_URL")) === "transactions") {
    throw new StartRefused(
      "DATABASE_DIRECT_URL: this is a pooler in transaction mode as well; give the server's own or the pooler's session-mode address",
    );
  }
  await checkFacts(directServer, "DATABASE_DIRECT_URL");
  return found;
}

/**
 * The settings with the one server to check: of several the first that takes writes, else the last that answers. (The
 * driver's own choice is not used: for it a standby is "read-write".)
 */
async function chooseServer(settings: ConnectionSettings): Promise<ConnectionSettings> {
  const servers = settings.addresses.map((address) => ({
    ...settings,
    addresses: [address],
    targetSessionAttributes: "any" as const,
  }));
  let chosen = servers[0] ?? settings;
  for (const server of servers.length > 1 ? servers : []) {
    const facts = await readFacts(server).catch(() => null);
    if (facts) chosen = server;
    if (facts && !facts.isStandby) break;
  }
  return chosen;
}

async function poolingOf(settings: ConnectionSettings, variable: string): Promise<Pooling> {
  const open = () => openClient(settings);
  const pooling = await recognisePooling(open).catch((error: unknown) => {
    throw connectionProblem(error, settings, variable);
  });
  if (pooling !== "too few connections") return pooling;
  throw new StartRefused(
    `${variable}: the pooler gives fewer than two connections at once; raise its pool size to 5 or more for each process`,
  );
}

/** A client for one check. It sets nothing up, because poolers refuse startup parameters. */
function openClient(settings: ConnectionSettings): postgres.Sql {
  return postgres({
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    ...driverOptions(settings),
    max: 1,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: settings.applicationName ?? "retake start" },
  });
}

type ServerFacts = {
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
};
const REMEDY_VALUES: Readonly<Record<string, string>> = {
  default_transaction_isolation: "'read committed'",
  standard_conforming_strings: "on",
  bytea_output: "hex",
  DateStyle: "'ISO, MDY'",
};

async function checkFacts(settings: ConnectionSettings, variable: string): Promise<void> {
  const facts = await readFacts(settings).catch((error: unknown) => {
    throw connectionProblem(error, settings, variable);
  });
  const problem = serverProblem(facts) ?? (settings.transactionMode ? settingProblem(facts) : null);
  if (problem) throw new StartRefused(`${variable}: ${problem}`);
}

async function readFacts(settings: ConnectionSettings): Promise<ServerFacts> {
  const sql = openClient(settings);
  try {
    const [row] = await sql<ServerFacts[]>`
      select current_setting('server_version_num')::int as version, current_setting('server_version') as "versionName",
             current_setting('server_encoding') as encoding, pg_is_in_recovery() as "isStandby",
             current_setting('transaction_read_only') = 'on' as "isReadOnly",
             quote_ident(current_user) as user, quote_ident(current_database()) as database,
             (select json_object_agg(name, current_setting(name))
                from unnest(string_to_array(${Object.keys(NEEDED_SETTINGS).join()}, ',')) as name) as settings`;
    if (!row) throw new Error("the server does not answer with a row");
    return row;
  } finally {
    await sql.end({ timeout: 1 });
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
}: ServerFacts): string | null {
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

function settingProblem({ settings, user, database }: ServerFacts): string | null {
  const wrong = Object.entries(NEEDED_SETTINGS).find(([name, isRight]) => !isRight(settings[name] ?? ""));
  if (!wrong) return null;
  const [name] = wrong;
  return (
    `${name} is ${settings[name]}, which can't be overridden behind a pooler in transaction mode; ` +
    `run ALTER ROLE ${user} IN DATABASE ${database} SET ${name} = ${REMEDY_VALUES[name]}, then reconnect the pooler`
  );
}
