import { isIP } from "node:net";
import { z } from "zod";
import { type ConnectionSettings, ConnectionStringError, parseConnectionString } from "./db/connection-string.ts";
import { DEFAULT_SCHEMA, schemaNameError } from "./db/schema-name.ts";

/** The store of the blobs that `/storage` serves. */
export type BlobStoreConfig =
  | { readonly kind: "file"; readonly root: string }
  | {
      readonly kind: "s3";
      readonly bucket: string;
      readonly endpoint: string;
      readonly region: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    };

const PROVIDER_NAMES = [
  "sandbox",
  "openai",
  "openai-compatible",
  "google",
  "fal",
  "replicate",
  "black-forest-labs",
] as const;

const positive = (fallback: number, max = Number.MAX_SAFE_INTEGER) =>
  z.coerce.number().int().min(1).max(max).default(fallback);
const flag = z.enum(["true", "false", "1", "0"]).transform((v) => v === "true" || v === "1");
const list = z.string().transform((v) =>
  v
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);

/**
 * Returns a host name in the form used in URLs: lower case and punycode. `.example.com` and `*.example.com` both mean
 * every host below example.com and become `.example.com`. Returns null for anything else, IP addresses included.
 */
function hostName(text: string): string | null {
  const below = /^\*?\./.test(text) ? "." : "";
  const name = URL.parse(`https://${text.replace(/^\*?\./, "")}`)?.href.slice("https://".length, -1) ?? "";
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name) && isIP(name) === 0 ? `${below}${name}` : null;
}

/**
 * Whether a browser can send this value as `Origin`. A value with a path or a trailing slash would never match any
 * page.
 */
function isOrigin(text: string): boolean {
  if (text === "*") return true;
  if (/^https?:/i.test(text)) return URL.canParse(text) && new URL(text).origin === text;
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]+$/.test(text);
}

/**
 * The rule that a setting breaks, unless the table above gives its own text. It never contains the value, which may
 * be a secret.
 */
function settingText(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "too_small") return `must be at least ${issue.minimum}`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  if (issue.code === "invalid_type") return "must be a whole number";
  if (issue.code === "invalid_value") return `must be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_format" && issue.format === "url") return "must be an http:// or https:// URL";
  return undefined;
}

/** 30 days. With longer windows the stored outcomes would outlive the events and fill the largest table. */
const MAX_TTL_SECONDS = 30 * 86_400;
/** One day, the upper limit of every duration. */
const MAX_DURATION_MS = 86_400_000;

const environment = z.object({
  DATABASE_URL: z.string().optional(),
  DATABASE_DIRECT_URL: z.string().optional(),
  DATABASE_SCHEMA: z.string().optional(),
  DATA_DIR: z.string().min(1).default("./.data"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  IMAGE_PROVIDER: z.enum(PROVIDER_NAMES).default("sandbox"),
  IMAGE_MODEL: z.string().min(1).optional(),
  IMAGE_PROVIDER_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  IMAGE_PROVIDER_API_KEY: z.string().min(1).optional(),
  IMAGE_PROVIDER_TIMEOUT_MS: positive(120_000, 290_000),
  IMAGE_PROVIDER_DEDUPES: flag.default(false),
  IMAGE_PROVIDER_CONCURRENCY: positive(8, 1_000),
  IMAGE_PROVIDER_IMAGE_HOSTS: list
    .transform((names) => names.map(hostName))
    .pipe(
      z.array(z.string("each must be a host name such as cdn.example.com, or .example.com for every host below it")),
    )
    .default([]),
  SANDBOX_LATENCY_MS: z.coerce.number().int().min(0).max(MAX_DURATION_MS).default(800),
  CREDITS_PER_GENERATION: positive(1, 1_000_000),
  IDEMPOTENCY_TTL_SECONDS: positive(86_400, MAX_TTL_SECONDS),
  ACCEPT_BATCHING: z.enum(["on", "off", "always"]).default("on"),
  SYNTHESIS_DEADLINE_MS: positive(600_000, MAX_DURATION_MS),
  URL_SIGNING_SECRET: list.pipe(z.array(z.string().min(16, "each secret must have at least 16 characters"))).optional(),
  URL_TTL_SECONDS: positive(86_400, MAX_TTL_SECONDS),
  CORS_ORIGINS: list
    .pipe(
      z.array(
        z
          .string()
          .refine(
            isOrigin,
            "each must be an origin such as https://example.com, without a path or trailing slash, or *",
          ),
      ),
    )
    .default([]),
  METRICS_TOKEN: z.string().min(8, "must have at least 8 characters").optional(),
  BLOB_STORE: z
    .string()
    .regex(/^(file:.*|s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$/, "must be file:PATH or s3://BUCKET")
    .optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_REGION: z.string().min(1).default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  SHUTDOWN_GRACE_MS: z.coerce.number().int().min(0).max(MAX_DURATION_MS).default(25_000),
  LOG_LEVEL: z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"]).default("info"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  NODE_ENV: z.string().optional(),
  GRAPHQL_INTROSPECTION: flag.optional(),
  CONSOLE: flag.default(true),
});

type Environment = z.infer<typeof environment>;

/** The PostgreSQL server that `DATABASE_URL` names. */
type DatabaseConfig = {
  readonly settings: ConnectionSettings;
  /**
   * `DATABASE_DIRECT_URL`, used for LISTEN, migrations and advisory locks when `settings` leads to a transaction-mode
   * pooler.
   */
  readonly direct?: ConnectionSettings;
  /** Parameters of the URLs that have no effect, for the log. */
  readonly warnings: readonly string[];
};

type Reshaped = "BLOB_STORE" | "GRAPHQL_INTROSPECTION" | "NODE_ENV" | `DATABASE_${"URL" | "DIRECT_URL" | "SCHEMA"}`;

/** The whole configuration of a process, checked and typed. */
export type Config = Omit<Environment, Reshaped> & {
  /** Null means the embedded server in `DATA_DIR`. */
  readonly database: DatabaseConfig | null;
  /** The schema of all tables and functions, except those of the queue. */
  readonly schema: string;
  readonly blobStore: BlobStoreConfig;
  readonly introspection: boolean;
};

/** All problems of the configuration at once. The messages contain names and rules, never a value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is invalid:\n${problems.map((p) => `  - ${p}`).join("\n")}`);
    this.problems = problems;
  }
}

/** Reads the environment. Empty and blank variables count as unset. Throws `ConfigError` with all problems. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = environment.safeParse(present, { error: settingText });
  const problems = parsed.success ? [] : parsed.error.issues.map((i) => `${String(i.path[0])}: ${i.message}`);
  problems.push(...missingSettings(present));
  const { database, schema } = databaseConfig(present, problems);
  if (!parsed.success || problems.length > 0) throw new ConfigError([...new Set(problems)]);
  const { BLOB_STORE, GRAPHQL_INTROSPECTION, NODE_ENV, DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_SCHEMA, ...rest } =
    parsed.data;
  return {
    ...rest,
    database,
    schema,
    blobStore: blobStoreConfig(parsed.data),
    introspection: GRAPHQL_INTROSPECTION ?? NODE_ENV !== "production",
  };
}

/** Settings that are missing although other settings require them. */
function missingSettings(env: Record<string, string | undefined>): string[] {
  const required: [setting: string, by: string][] = [];
  const provider = env.IMAGE_PROVIDER ?? "sandbox";
  if (provider !== "sandbox") {
    required.push(["IMAGE_MODEL", "IMAGE_PROVIDER"]);
    const isCompatible = provider === "openai-compatible";
    required.push([isCompatible ? "IMAGE_PROVIDER_BASE_URL" : "IMAGE_PROVIDER_API_KEY", "IMAGE_PROVIDER"]);
  }
  if (env.BLOB_STORE?.startsWith("s3://")) {
    for (const name of ["S3_ENDPOINT", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"]) required.push([name, "BLOB_STORE"]);
  }
  return required.filter(([name]) => !env[name]).map(([name, by]) => `${name}: is required with this ${by}`);
}

/** Reads the database's URLs. `DATABASE_SCHEMA` overrides `?schema=`. */
function databaseConfig(
  env: Record<string, string | undefined>,
  problems: string[],
): { database: DatabaseConfig | null; schema: string } {
  const main = readUrl("DATABASE_URL", env, problems);
  const direct = readUrl("DATABASE_DIRECT_URL", env, problems);
  const nameError = env.DATABASE_SCHEMA === undefined ? null : schemaNameError(env.DATABASE_SCHEMA);
  if (nameError) problems.push(`DATABASE_SCHEMA: ${nameError}`);
  if (env.DATABASE_DIRECT_URL && !env.DATABASE_URL) problems.push("DATABASE_DIRECT_URL: requires DATABASE_URL");
  if (direct?.settings.transactionMode) {
    problems.push("DATABASE_DIRECT_URL: must not have pgbouncer=true; set it to a direct or session-mode address");
  }
  if (main?.settings.transactionMode && !env.DATABASE_DIRECT_URL) {
    problems.push(
      "DATABASE_DIRECT_URL: is required because DATABASE_URL has pgbouncer=true; set it to a direct or session-mode address",
    );
  }
  const schema = env.DATABASE_SCHEMA ?? main?.schema ?? DEFAULT_SCHEMA;
  if (direct?.schema !== undefined && direct.schema !== schema && !env.DATABASE_SCHEMA) {
    problems.push("DATABASE_DIRECT_URL: must name the same schema as DATABASE_URL");
  }
  if (!main) return { database: null, schema };
  const warnings = [
    ...main.warnings.map((warning) => `DATABASE_URL: ${warning}`),
    ...(direct?.warnings ?? []).map((warning) => `DATABASE_DIRECT_URL: ${warning}`),
  ];
  return { database: { settings: main.settings, ...(direct ? { direct: direct.settings } : {}), warnings }, schema };
}

function readUrl(name: string, env: Record<string, string | undefined>, problems: string[]) {
  const text = env[name];
  if (text === undefined) return null;
  try {
    return parseConnectionString(text);
  } catch (error) {
    if (!(error instanceof ConnectionStringError)) throw error;
    problems.push(...error.problems.map((problem) => `${name}: ${problem}`));
    return null;
  }
}

function blobStoreConfig(env: Environment): BlobStoreConfig {
  const target = env.BLOB_STORE;
  if (!target?.startsWith("s3://")) {
    return { kind: "file", root: target?.slice("file:".length) || `${env.DATA_DIR}/blobs` };
  }
  return {
    kind: "s3",
    bucket: target.slice("s3://".length),
    endpoint: env.S3_ENDPOINT ?? "",
    region: env.S3_REGION,
    accessKeyId: env.S3_ACCESS_KEY_ID ?? "",
    secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? "",
  };
}
