import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "../../src/config.ts";

function problems(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe("readConfig", () => {
  test("reports all problems together, each with its rule and without its value", () => {
    const found = problems({
      DATABASE_URL: "mysql://me:hunter2@h/x",
      PORT: "99999",
      URL_TTL_SECONDS: "-1",
      CREDITS_PER_GENERATION: "0.5",
      SHUTDOWN_GRACE_MS: "soon",
      LOG_LEVEL: "hunter2",
      PUBLIC_URL: "ftp://hunter2",
      URL_SIGNING_SECRET: "hunter2,hunter3",
      CORS_ORIGINS: "https://hunter2/",
    });
    expect(found).toEqual(
      [
        "DATABASE_URL: must be a postgres:// URL, and nothing else: no quotes, no psql command, no key=value pairs",
        "PORT: must be at most 65535",
        "PUBLIC_URL: must be an http:// or https:// URL",
        "CREDITS_PER_GENERATION: must be a whole number",
        "URL_SIGNING_SECRET: each secret must have at least 16 characters",
        "URL_TTL_SECONDS: must be at least 1",
        "CORS_ORIGINS: each must be an origin such as https://example.com, without a path or trailing slash, or *",
        "LOG_LEVEL: must be one of silent, fatal, error, warn, info, debug, trace",
        "SHUTDOWN_GRACE_MS: must be a whole number",
      ].sort((a, b) => found.indexOf(a) - found.indexOf(b)),
    );
    expect(found).toHaveLength(9);
  });

  test.each([
    "https://a.example/",
    "https://a.example/app",
    "HTTPS://A.example",
    "https://a.example:443",
    "a.example",
    "null",
  ])("refuses the origin %s, which no browser sends", (origin) => {
    expect(problems({ CORS_ORIGINS: `https://b.example,${origin}` })).toHaveLength(1);
  });

  test("treats blank variables as unset", () => {
    expect(readConfig({ PORT: " ", SANDBOX_LATENCY_MS: "\t", DATA_DIR: " " })).toMatchObject({
      PORT: 4000,
      SANDBOX_LATENCY_MS: 800,
      DATA_DIR: "./.data",
    });
  });

  test("accepts origins with ports, origins of apps, and *", () => {
    const list = ["https://a.example", "http://localhost:5173", "capacitor://localhost", "*"];
    expect(readConfig({ CORS_ORIGINS: list.join(" , ") }).CORS_ORIGINS).toEqual(list);
  });
});

describe("the database settings", () => {
  const url = "postgres://u:hunter2@h/d";

  test("default to the embedded server and the schema public", () => {
    expect(readConfig({})).toMatchObject({ database: null, schema: "public" });
  });

  test("report all problems of both URLs without a password", () => {
    const found = problems({
      DATABASE_URL: `${url}?foo=1&sslmode=hunter2`,
      DATABASE_DIRECT_URL: "postgres://u:hunter@2@h/d",
    });
    expect(found).toEqual([
      "DATABASE_URL: the parameter foo is not supported; remove it",
      expect.stringContaining("DATABASE_URL: the parameter sslmode must be one of"),
      "DATABASE_DIRECT_URL: the user or the password holds an unencoded @; write %40 instead",
    ]);
    expect(found.join()).not.toContain("hunter");
  });

  test("contain the direct URL and warnings about parameters without effect", () => {
    const { database } = readConfig({
      DATABASE_URL: `${url}?pgbouncer=true`,
      DATABASE_DIRECT_URL: `${url}?channel_binding=require`,
    });
    expect(database).toMatchObject({ settings: { transactionMode: true }, direct: { transactionMode: false } });
    expect(database?.warnings).toEqual([expect.stringMatching(/^DATABASE_DIRECT_URL: channel_binding/)]);
  });

  test("refuse a direct URL alone, a direct URL to a pooler, a pooler without a direct URL, and different schemas", () => {
    expect(problems({ DATABASE_DIRECT_URL: url })).toEqual(["DATABASE_DIRECT_URL: requires DATABASE_URL"]);
    expect(problems({ DATABASE_URL: url, DATABASE_DIRECT_URL: `${url}?pgbouncer=true` })).toHaveLength(1);
    expect(problems({ DATABASE_URL: `${url}?pgbouncer=true` })).toEqual([
      expect.stringMatching(/^DATABASE_DIRECT_URL: is required because DATABASE_URL has pgbouncer=true/),
    ]);
    expect(problems({ DATABASE_URL: `${url}?schema=a`, DATABASE_DIRECT_URL: `${url}?schema=b` })).toHaveLength(1);
  });

  test("prefer DATABASE_SCHEMA to the schema of the URL", () => {
    expect(readConfig({ DATABASE_URL: `${url}?schema=a` }).schema).toBe("a");
    expect(readConfig({ DATABASE_URL: `${url}?schema=a`, DATABASE_SCHEMA: "b" }).schema).toBe("b");
    for (const name of ["pg_temp", "information_schema", "pgboss", "a b", "1a", "x".repeat(64)]) {
      expect(problems({ DATABASE_SCHEMA: name })).toEqual([expect.stringMatching(/^DATABASE_SCHEMA: must /)]);
    }
  });
});
