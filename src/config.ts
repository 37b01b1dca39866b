import { isIP } from "node:net";
import { z } from "zod";
import { type ConnectionSettings, ConnectionStringError, parseConnectionString } from "./db/connection-string.ts";
import { DEFAULT_SCHEMA, schemaNameError } from "./db/schema-name.ts";

/** Where `/storage` keeps its blobs. */
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

export const PROVIDER_NAMES = [
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
 * A host name as URLs spell it: lower case, punycode. `.example.com` and `*.example.com` stand for every host below it
 * and become the former. Null for anything else, IP addresses included.
 */
function hostName(text: string): string | null {
  const below = /^\*?\./.test(text) ? "." : "";
  const name = URL.parse(`https://${text.replace(/^\*?\./, "")}`)?.href.slice("https://".length, -1) ?? "";
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name) && isIP(name) === 0 ? `${below}${name}` : null;
}

/** A value that a browser can send as `Origin`; one with a path or a final slash would match no page, silently. */
function isOrigin(text: string): boolean {
  if (text === "*") return true;
  if (/^https?:/i.test(text)) return URL.canParse(text) && new URL(text).origin === text;
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]+$/.test(text);
}

/** What a setting must be, where the table does not say it in its own words. Never a value: it may be a secret. */
function settingText(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "too_small") return `must be at least ${issue.minimum}`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  if (issue.code === "invalid_type") return "must be a whole number";
  if (issue.code === "invalid_value") return `must be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_format" && issue.format === "url") return "must be a URL, http:// or https://";
  return undefined;
}

/** 30 days: longer windows would outlive the events and make the table the largest of all. */
const MAX_TTL_SECONDS = 30 * 86_400;
/** One day, the longest any timer here may be. */
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
    .pipe(z.array(z.string("each must be a host name, cdn.example.com, or .example.com for all below")))
    .default([]),
  SANDBOX_LATENCY_MS: z.coerce.number().int().min(0).max(MAX_DURATION_MS).default(800),
  CREDITS_PER_GENERATION: positive(1, 1_000_000),
  IDEMPOTENCY_TTL_SECONDS: positive(86_400, MAX_TTL_SECONDS),
  SYNTHESIS_DEADLINE_MS: positive(600_000, MAX_DURATION_MS),
  URL_SIGNING_SECRET: list.pipe(z.array(z.string().min(16, "each secret needs at least 16 characters"))).optional(),
  URL_TTL_SECONDS: positive(86_400, MAX_TTL_SECONDS),
  CORS_ORIGINS: list
    .pipe(z.array(z.string().refine(isOrigin, "each must be an origin as browsers send it, https://host, or *")))
    .default([]),
  METRICS_TOKEN: z.string().min(8, "needs at least 8 characters").optional(),
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
export type DatabaseConfig = {
  readonly settings: ConnectionSettings;
  /** `DATABASE_DIRECT_URL`: for LISTEN, migrations and advisory locks where `settings` is a transaction-mode pooler. */
  readonly direct?: ConnectionSettings;
  /** What the URLs ask for without effect, for the log. */
  readonly warnings: readonly string[];
};

type Reshaped = "BLOB_STORE" | "GRAPHQL_INTROSPECTION" | "NODE_ENV" | `DATABASE_${"URL" | "DIRECT_URL" | "SCHEMA"}`;

/** Everything a process is told from outside, checked and typed. */
export type Config = Omit<Environment, Reshaped> & {
  /** Null: the embedded server in `DATA_DIR`. */
  readonly database: DatabaseConfig | null;
  /** The schema of all tables and functions. */
  readonly schema: string;
  readonly blobStore: BlobStoreConfig;
  readonly introspection: boolean;
};

/** Every problem of the environment at once; names and rules only, never a value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((p) => `  - ${p}`).join("\n")}`);
    this.problems = problems;
  }
}

/** Reads the environment; an empty or blank variable counts as unset. Throws `ConfigError` with all problems. */
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

/** Settings that others make necessary. */
function missingSettings(env: Record<string, string | undefined>): string[] {
  const needed: string[] = [];
  const provider = env.IMAGE_PROVIDER ?? "sandbox";
  if (provider !== "sandbox") {
    needed.push("IMAGE_MODEL");
    if (provider === "openai-compatible") needed.push("IMAGE_PROVIDER_BASE_URL");
    else needed.push("IMAGE_PROVIDER_API_KEY");
  }
  if (env.BLOB_STORE?.startsWith("s3://")) needed.push("S3_ENDPOINT", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY");
  return needed.filter((name) => !env[name]).map((name) => `${name}: needed by the other settings`);
}

/** The database by its URLs. `DATABASE_SCHEMA` wins over `?schema=`. */
function databaseConfig(
  env: Record<string, string | undefined>,
  problems: string[],
): { database: DatabaseConfig | null; schema: string } {
  const main = readUrl("DATABASE_URL", env, problems);
  const direct = readUrl("DATABASE_DIRECT_URL", env, problems);
  const nameError = env.DATABASE_SCHEMA === undefined ? null : schemaNameError(env.DATABASE_SCHEMA);
  if (nameError) problems.push(`DATABASE_SCHEMA: ${nameError}`);
  if (env.DATABASE_DIRECT_URL && !env.DATABASE_URL) problems.push("DATABASE_DIRECT_URL: needs DATABASE_URL beside it");
  if (direct?.settings.transactionMode) {
    problems.push(
      "DATABASE_DIRECT_URL: pgbouncer=true contradicts its purpose; give the direct or session-mode address",
    );
  }
  if (main?.settings.transactionMode && !env.DATABASE_DIRECT_URL) {
    problems.push(
      "DATABASE_DIRECT_URL: needed because DATABASE_URL says pgbouncer=true; give the direct or session-mode address",
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
