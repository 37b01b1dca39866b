import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ConnectionStringError, parseConnectionString } from "../../src/db/connection-string.ts";

const SECRET = "hunter2";

function problems(text: string): readonly string[] {
  try {
    parseConnectionString(text);
    return [];
  } catch (error) {
    if (!(error instanceof ConnectionStringError)) throw error;
    expect(error.message).not.toContain("hunter");
    return error.problems;
  }
}

const tcp = (host: string, port = 5432) => ({ host, port });

describe("the connection string of a host", () => {
  test.each([
    [
      "Neon, pooled",
      `postgresql://neondb_owner:npg_${SECRET}@ep-cool-darkness-a1b2c3d4-pooler.us-east-2.aws.neon.tech/neondb?sslmode=require&channel_binding=require`,
      {
        addresses: [tcp("ep-cool-darkness-a1b2c3d4-pooler.us-east-2.aws.neon.tech")],
        user: "neondb_owner",
        database: "neondb",
        tls: { mode: "require" },
        transactionMode: false,
      },
    ],
    [
      "Neon, for Prisma",
      `postgres://alex:${SECRET}@ep-x-pooler.eu-central-1.aws.neon.tech/db?sslmode=require&pgbouncer=true&connect_timeout=15&pool_timeout=15&schema=app`,
      { connectTimeoutSeconds: 15, transactionMode: true, tls: { mode: "require" } },
    ],
    [
      "Supabase, direct",
      `postgresql://postgres:${SECRET}@db.abcdefghijklmnopqrst.supabase.co:5432/postgres`,
      { addresses: [tcp("db.abcdefghijklmnopqrst.supabase.co")], user: "postgres", tls: { mode: "prefer" } },
    ],
    [
      "Supabase, session pooler",
      `postgres://postgres.abcdefghijklmnopqrst:${SECRET}@aws-0-eu-central-1.pooler.supabase.com:5432/postgres`,
      { addresses: [tcp("aws-0-eu-central-1.pooler.supabase.com")], user: "postgres.abcdefghijklmnopqrst" },
    ],
    [
      "Supabase, transaction pooler",
      `postgresql://postgres.abcdefghijklmnopqrst:${SECRET}@aws-0-eu-central-1.pooler.supabase.com:6543/postgres?pgbouncer=true&connection_limit=1`,
      { addresses: [tcp("aws-0-eu-central-1.pooler.supabase.com", 6543)], transactionMode: true, connectionLimit: 1 },
    ],
    [
      "Prisma",
      `postgresql://janedoe:${SECRET}@localhost:5432/mydb?schema=sample&connection_limit=5&socket_timeout=3&statement_cache_size=0&sslaccept=strict`,
      { tls: { mode: "verify-full" }, connectionLimit: 5 },
    ],
    [
      "Amazon RDS",
      `postgresql://masteruser:${SECRET}@mydb.abc123.us-east-1.rds.amazonaws.com:5432/postgres?sslmode=no-verify`,
      { addresses: [tcp("mydb.abc123.us-east-1.rds.amazonaws.com")], tls: { mode: "no-verify" } },
    ],
    [
      "Heroku",
      `postgres://u1abc:p${SECRET}@ec2-54-83-50-174.compute-1.amazonaws.com:5432/d4f5g6h7`,
      { addresses: [tcp("ec2-54-83-50-174.compute-1.amazonaws.com")], tls: { mode: "prefer" } },
    ],
    ["Render, internal", `postgresql://u:${SECRET}@dpg-abc123-a/app_db`, { addresses: [tcp("dpg-abc123-a")] }],
    [
      "Render, external",
      `postgresql://u:${SECRET}@dpg-abc123-a.oregon-postgres.render.com/app_db?sslmode=require`,
      { tls: { mode: "require" }, database: "app_db" },
    ],
    [
      "Railway, public",
      `postgresql://postgres:${SECRET}@viaduct.proxy.rlwy.net:54321/railway`,
      { addresses: [tcp("viaduct.proxy.rlwy.net", 54_321)] },
    ],
    [
      "Railway, private",
      `postgresql://postgres:${SECRET}@postgres.railway.internal:5432/railway`,
      { addresses: [tcp("postgres.railway.internal")] },
    ],
    [
      "Azure, flexible server with its PgBouncer",
      `postgresql://blogadmin:${SECRET}@shared.postgres.database.azure.com:6432/blogdb?sslmode=require`,
      { addresses: [tcp("shared.postgres.database.azure.com", 6432)], user: "blogadmin" },
    ],
    [
      "Azure, single server",
      `postgres://myadmin%40mydemo:${SECRET}@mydemo.postgres.database.azure.com:5432/postgres?sslmode=require`,
      { user: "myadmin@mydemo" },
    ],
    [
      "Google Cloud SQL, over its socket",
      `postgresql://user:${SECRET}@/dbname?host=/cloudsql/my-project:europe-west1:my-db`,
      {
        addresses: [
          {
            host: "/cloudsql/my-project:europe-west1:my-db",
            port: 5432,
            socketPath: "/cloudsql/my-project:europe-west1:my-db/.s.PGSQL.5432",
          },
        ],
      },
    ],
    [
      "Google Cloud SQL, for Prisma",
      `postgresql://user:${SECRET}@localhost/dbname?host=/cloudsql/p:r:i`,
      { addresses: [expect.objectContaining({ socketPath: "/cloudsql/p:r:i/.s.PGSQL.5432" })] },
    ],
    [
      "Aiven",
      `postgres://avnadmin:AVNS_${SECRET}@pg-1a2b.aivencloud.com:12691/defaultdb?sslmode=require`,
      { addresses: [tcp("pg-1a2b.aivencloud.com", 12_691)], database: "defaultdb" },
    ],
    [
      "DigitalOcean",
      `postgresql://doadmin:AVNS_${SECRET}@db-postgresql-nyc3-1-do-user-1-0.c.db.ondigitalocean.com:25060/defaultdb?sslmode=require`,
      { addresses: [tcp("db-postgresql-nyc3-1-do-user-1-0.c.db.ondigitalocean.com", 25_060)] },
    ],
    [
      "Fly.io",
      `postgres://postgres:${SECRET}@top2.nearest.of.my-db.internal:5432/app?sslmode=disable`,
      { tls: { mode: "disable" } },
    ],
  ])("is parsed: %s", (_, text, expected) => {
    const { settings } = parseConnectionString(text);
    expect(settings).toMatchObject(expected);
    expect(settings.password).toContain(SECRET);
  });
});

describe("the addresses of a connection string", () => {
  const socket = (folder: string, port = 5432) => ({ host: folder, port, socketPath: `${folder}/.s.PGSQL.${port}` });
  test.each([
    ["postgres://u@h1:5432,h2:5433/d", [tcp("h1"), tcp("h2", 5433)]],
    ["postgres://u@h1,h2/d?port=6000", [tcp("h1", 6000), tcp("h2", 6000)]],
    ["postgres://u@/d?host=h1,h2&port=1,2", [tcp("h1", 1), tcp("h2", 2)]],
    ["postgres://u@[::1]:6000/d", [tcp("::1", 6000)]],
    ["postgres://u@[2001:db8::1],[2001:db8::2]:7/d", [tcp("2001:db8::1"), tcp("2001:db8::2", 7)]],
    ["postgres://u@[fe80::1%25eth0]/d", [tcp("fe80::1%eth0")]],
    ["postgres://u@/d?host=::1", [tcp("::1")]],
    ["postgres://u@%2Frun%2Fpg/d", [socket("/run/pg")]],
    ["postgres://u@%2frun%2fpg:6000/d", [socket("/run/pg", 6000)]],
    ["postgres://u@%2Fcloudsql%2Fp:r:i/d", [socket("/cloudsql/p:r:i")]],
    ["postgres:///d?user=u&host=/run/pg&port=6000", [socket("/run/pg", 6000)]],
    ["postgres://u@ignored:1/d?host=%2Frun%2Fpg%2F", [{ ...socket("/run/pg", 1), host: "/run/pg/" }]],
    ["postgres://u@my_db.internal", [tcp("my_db.internal")]],
    ["postgres://u@d%61tabase/d", [tcp("database")]],
    ["postgres://u@/d", [tcp("localhost")]],
    ["POSTGRESQL://u@H/d", [tcp("H")]],
  ])("%s", (text, addresses) => {
    expect(parseConnectionString(text).settings.addresses).toEqual(addresses);
  });

  test.each([
    ["postgres://u@h:99999/d", "a port must be a number from 1 to 65535"],
    ["postgres://u@h:0/d", "a port must be a number from 1 to 65535"],
    ["postgres://u@::1/d", "a port must be a number from 1 to 65535"],
    ["postgres://u@h1,h2,h3/d?port=1,2", "port must name one port for all hosts, or one for each"],
    [`postgres://u@${Array(17).fill("h").join(",")}/d`, "names more than 16 hosts"],
    ["postgres://u@h*st/d", "a host name contains an invalid character"],
  ])("%s is refused", (text, problem) => {
    expect(problems(text)).toEqual([expect.stringContaining(problem)]);
  });
});

describe("the owner and the database of a connection string", () => {
  test.each([
    ["postgres://u:p%40%2F%3F%23%25%20%3A@h/d", { user: "u", password: "p@/?#% :", database: "d" }],
    ["postgres://u:a:b+c@h/d", { user: "u", password: "a:b+c" }],
    ["postgres://h/d?user=me&password=a%26b", { user: "me", password: "a&b" }],
    ["postgres://h/d?user=me@server&password=p@ss", { user: "me@server", password: "p@ss" }],
    ["postgres://u:p@h/d?user=v&password=q", { user: "v", password: "q" }],
    ["postgres://u:p@h", { database: "u" }],
    ["postgres://h/d", { user: userInfo().username, password: "" }],
    ["postgres://%C3%BC:%E2%82%AC@h/my%2Fdb%20x", { user: "ü", password: "€", database: "my/db x" }],
    ["postgres://ü:€@h/d", { user: "ü", password: "€" }],
    ["  postgres://u:p@h/d\n", { database: "d" }],
  ])("%s", (text, expected) => {
    expect(parseConnectionString(text).settings).toMatchObject(expected);
  });

  test("are not taken from environment variables", () => {
    const names = ["PGPASSWORD", "PGHOST", "PGUSER", "PGDATABASE", "PGPORT", "PGSSLMODE"];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = "7";
    try {
      const { settings } = parseConnectionString("postgres://u@/");
      expect(settings).toMatchObject({
        password: "",
        database: "u",
        addresses: [tcp("localhost")],
        tls: { mode: "prefer" },
      });
    } finally {
      names.forEach((name, index) => {
        if (before[index] === undefined) delete process.env[name];
        else process.env[name] = before[index];
      });
    }
  });

  const held = (character: string, encoded: string) =>
    `the user or the password holds an unencoded ${character}; write ${encoded} instead`;
  test.each([
    ["postgres://u:hunter@2@h/d", held("@", "%40")],
    ["postgres://u:hunter#2@h/d", held("#", "%23")],
    ["postgres://u:hunter/2@h/d", held("/", "%2F")],
    ["postgres://u:1/hunter@h/d", held("/", "%2F")],
    ["postgres://u:hunter?2@h/d", held("?", "%3F")],
    ["postgres://u:1?hunter2=x@h/d", held("?", "%3F")],
    ["postgres://u:hunter%2@h/d", held("%", "%25")],
    ["postgres://u:hunter 2@h/d", held("space", "%20")],
    ["postgres://u:a@b/hunter@h/d", held("@", "%40")],
    ["postgres://u:a@b?hunter2=1@h/d", held("@", "%40")],
    ["postgres://u:[hunter2]@h/d", `${held("[", "%5B")} (a placeholder such as [YOUR-PASSWORD] must be replaced)`],
    ["postgres://u@h/my db", "the URL holds an unencoded space; write %20 instead"],
    ["postgres://u@h/d#hunter", "the URL holds an unencoded #; write %23 instead"],
    ["postgres://u@h/a/b", "the database name holds an unencoded /; write %2F instead"],
    ["postgres://u:%FFhunter@h/d", "the password holds percent-escapes that are not UTF-8"],
    ["postgres://u:hunter%00@h/d", "the password holds %00, which PostgreSQL does not allow"],
    ["postgres://u@h/50%", "the database name holds an unencoded %; write %25 instead"],
  ])("reports the character that must be encoded: %s", (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  test.each([
    "mysql://u:hunter2@h/d",
    "psql 'postgres://u:hunter2@h/d'",
    '"postgres://u:hunter2@h/d"',
    "host=h user=u password=hunter2",
    "jdbc:postgresql://h/d?password=hunter2",
    "prisma+postgres://accelerate.example/?api_key=hunter2",
  ])("%s is not a PostgreSQL URL", (text) => {
    expect(problems(text)).toEqual([expect.stringContaining("must be a postgres:// URL")]);
  });
});

describe("the parameters of a connection string", () => {
  const settings = (query: string) => parseConnectionString(`postgres://u:${SECRET}@h/d?${query}`).settings;
  const refused = (query: string) => problems(`postgres://u:${SECRET}@h/d?${query}`);

  test.each([
    ["", "prefer"],
    ["sslmode=disable", "disable"],
    ["sslmode=allow", "allow"],
    ["sslmode=prefer", "prefer"],
    ["sslmode=require", "require"],
    ["sslmode=verify-ca", "verify-ca"],
    ["sslmode=verify-full", "verify-full"],
    ["sslmode=no-verify", "no-verify"],
    ["ssl=true", "require"],
    ["ssl=true&sslmode=prefer", "require"],
    ["ssl=true&sslmode=verify-full", "verify-full"],
    ["sslaccept=strict", "verify-full"],
    ["sslmode=require&sslaccept=strict", "verify-full"],
    ["sslmode=require&sslaccept=accept_invalid_certs", "no-verify"],
    ["sslrootcert=system", "verify-full"],
    ["uselibpqcompat=true&sslmode=require", "require"],
  ])("%s sets the TLS mode %s", (query, mode) => {
    expect(settings(query).tls.mode).toBe(mode);
  });

  test.each([
    ["target_session_attrs=read-write", { targetSessionAttributes: "read-write" }],
    ["target_session_attrs=prefer-standby", { targetSessionAttributes: "prefer-standby" }],
    ["application_name=my%20app", { applicationName: "my app" }],
    ["connect_timeout=10", { connectTimeoutSeconds: 10 }],
    ["connection_limit=5", { connectionLimit: 5 }],
    ["pgbouncer=true", { transactionMode: true }],
    ["pgbouncer=false", { transactionMode: false }],
    ["", { targetSessionAttributes: "any", transactionMode: false }],
  ])("%s has its effect", (query, expected) => {
    expect(settings(query)).toMatchObject(expected);
  });

  test.each([
    "keepalives=1&keepalives_idle=30&keepalives_interval=5&keepalives_count=3",
    "tcp_user_timeout=1000",
    "gssencmode=disable",
    "gssencmode=prefer",
    "pool_timeout=0&socket_timeout=5&statement_cache_size=0",
    "uselibpqcompat=true",
    "channel_binding=prefer",
    "options=-c%20search_path%3Dapp",
    "options=-csearch_path%3Da%2Cb%20--search_path%3Dc",
    "options=-c+search_path=a,\\%20b",
    "connect_timeout=0",
  ])("%s is accepted without effect", (query) => {
    const plain = parseConnectionString(`postgres://u:${SECRET}@h/d`);
    expect(parseConnectionString(`postgres://u:${SECRET}@h/d?${query}`)).toEqual(plain);
  });

  test("include the schema", () => {
    expect(parseConnectionString("postgres://u@h/d?schema=app").schema).toBe("app");
    expect(refused("schema=pg_catalog")).toEqual(["the parameter schema must not be a schema of PostgreSQL's own"]);
  });

  test("warn about channel_binding=require unless the server's certificate is verified", () => {
    const warnings = (query: string) =>
      parseConnectionString(`postgres://u@h/d?channel_binding=require${query}`).warnings;
    expect(warnings("&sslmode=require")).toEqual([expect.stringContaining("use sslmode=verify-full")]);
    expect(warnings("&sslmode=verify-full")).toEqual([]);
  });

  test.each([
    ["fallback=hunter2", "the parameter fallback is not supported; remove it"],
    ["dbname=hunter2", "the parameter dbname is not supported; write the database after the host: /NAME"],
    ["sslidentity=c.p12", "the parameter sslidentity is not supported; write sslcert and sslkey, two PEM files"],
    ["gssencmode=require", "the parameter gssencmode must be one of disable, prefer"],
    [
      "sslmode=hunter2",
      "the parameter sslmode must be one of disable, allow, prefer, require, verify-ca, verify-full, no-verify",
    ],
    ["ssl=false", "the parameter ssl must be true"],
    ["sslaccept=hunter2", "the parameter sslaccept must be one of strict, accept_invalid_certs"],
    ["sslmode=disable&ssl=true", "sslmode=disable contradicts ssl and sslaccept"],
    [
      "sslmode=verify-ca&sslaccept=accept_invalid_certs",
      "sslmode=verify-ca contradicts sslaccept=accept_invalid_certs",
    ],
    ["sslmode=require&sslrootcert=system", "sslrootcert=system needs sslmode=verify-full"],
    ["sslmode=require&sslmode=disable", "the parameter sslmode is given twice"],
    ["connect_timeout=soon", "the parameter connect_timeout must be a whole number from 0 to 600"],
    ["connection_limit=0", "the parameter connection_limit must be a whole number from 1 to 1000"],
    ["pgbouncer=1", "the parameter pgbouncer must be one of true, false"],
    [
      "target_session_attrs=hunter2",
      "the parameter target_session_attrs must be one of any, read-write, read-only, primary, standby, prefer-standby",
    ],
    [
      "options=-c%20statement_timeout%3D5s",
      "the parameter options may only set search_path; other settings belong to the role (ALTER ROLE … SET …)",
    ],
    [
      "options=-c%20search_path%3Da%20-c%20role%3Db",
      "the parameter options may only set search_path; other settings belong to the role (ALTER ROLE … SET …)",
    ],
    [
      "options=endpoint%3Dep-1",
      "the parameter options may only set search_path; other settings belong to the role (ALTER ROLE … SET …)",
    ],
    ["hunter2", "a parameter is not written name=value (a ? or & in a password must be written %3F or %26)"],
    [`application_name=${"n".repeat(64)}`, "the parameter application_name must be at most 63 bytes long"],
  ])("%s is refused by name", (query, problem) => {
    expect(refused(query)).toContain(problem);
  });

  test("are refused together", () => {
    expect(refused("foo=1&bar=2&sslmode=x&connect_timeout=y")).toHaveLength(4);
  });
});

describe("the certificate files", () => {
  const folder = mkdtempSync(join(tmpdir(), "retake-tls-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return encodeURIComponent(join(folder, name));
  };
  const options = { type: "pkcs8", format: "pem" } as const;
  const pair = generateKeyPairSync("ed25519");
  const key = pair.privateKey.export(options).toString();
  const locked = pair.privateKey.export({ ...options, cipher: "aes-256-cbc", passphrase: "p" }).toString();
  const refused = (query: string) => problems(`postgres://u@h/d?sslmode=verify-full&${query}`);

  test("are read at once, and refused by parameter and path", () => {
    expect(refused("sslrootcert=/nowhere/ca.pem")).toEqual(["sslrootcert: /nowhere/ca.pem does not exist"]);
    expect(refused(`sslrootcert=${encodeURIComponent(folder)}`)).toEqual([`sslrootcert: ${folder} is a folder`]);
    expect(refused(`sslrootcert=${write("no.pem", "hello")}`)).toEqual([
      `sslrootcert: ${join(folder, "no.pem")} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)`,
    ]);
    const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    expect(refused(`sslrootcert=${write("broken.pem", broken)}`)).toEqual([
      `sslrootcert: ${join(folder, "broken.pem")} holds a damaged certificate`,
    ]);
    expect(refused(`sslcert=a&sslkey=${write("locked.pem", locked)}`)).toEqual([
      "sslcert: a does not exist",
      expect.stringContaining("is protected by a passphrase"),
    ]);
    expect(refused(`sslkey=${write("key.pem", key)}`)).toEqual(["sslkey needs sslcert, the file with its certificate"]);
  });

  test("are not read without TLS", () => {
    expect(problems("postgres://u@h/d?sslmode=disable&sslrootcert=/nowhere")).toEqual([]);
  });

  test("of the system's authorities contain certificates", () => {
    const { tls } = parseConnectionString("postgres://u@h/d?sslrootcert=system").settings;
    expect(tls.ca).toContain("-----BEGIN CERTIFICATE-----");
  });
});
