import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCore } from "../../src/composition/core.ts";
import { readConfig } from "../../src/config.ts";
import type { AppContext } from "../../src/context.ts";
import type { BodyTimes } from "../../src/http/connections.ts";
import { createHttpServer, type GraphqlPart } from "../../src/http/server.ts";
import { createTestDatabase } from "../helpers/database.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { createSeed, type Seed } from "../helpers/seed.ts";

type LogLine = { readonly level: string; readonly fields: Record<string, unknown>; readonly message: string };

/** The HTTP server with a database of its own and without a worker, so accepted work never runs. */
export type Gateway = AsyncDisposable & {
  readonly app: AppContext;
  readonly url: string;
  readonly port: number;
  readonly seed: Seed;
  /** Everything that was logged above debug level. */
  readonly log: readonly LogLine[];
  readonly stop: (graceMs: number) => Promise<void>;
  /** Makes one call. A body is sent as JSON. */
  readonly call: (apiKey: string | null, method: string, path: string, init?: CallInit) => Promise<Answer>;
};

export type CallInit = {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Sent unchanged, as JSON. */
  readonly text?: string;
};

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as a caller would
  readonly json: any;
};

export type GatewayOptions = {
  readonly env?: Record<string, string>;
  readonly overrides?: (app: AppContext) => Partial<AppContext>;
  readonly graphql?: Partial<GraphqlPart>;
  readonly ready?: () => Promise<boolean>;
  readonly bodyTimes?: BodyTimes;
};

const NO_GRAPHQL: GraphqlPart = {
  handle: async (_req, res) => {
    res.writeHead(200, { "Content-Type": "text/plain" }).end("graphql");
  },
  upgrade: (_req, socket) => void socket.destroy(),
  stop: async () => {},
};

export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const dataDir = await mkdtemp(join(tmpdir(), "retake-http-"));
  const database = await createTestDatabase();
  const config = readConfig({ DATA_DIR: dataDir, PORT: "0", ...options.env });
  const log: LogLine[] = [];
  const write = (level: string) => (fields: Record<string, unknown>, message: string) => {
    log.push({ level, fields, message });
  };
  const logger = { debug: () => {}, info: write("info"), warn: write("warn"), error: write("error") };
  const core = await createCore(config, database.target, logger, { provider: createFakeProvider() });
  const app = Object.assign(Object.create(core.app) as AppContext, options.overrides?.(core.app));
  const graphql = { ...NO_GRAPHQL, ...options.graphql };
  const http = createHttpServer(app, { graphql, ready: options.ready ?? (async () => true) }, options.bodyTimes);
  const { port } = await http.listen();
  const url = `http://127.0.0.1:${port}`;
  core.setPublicUrl(url);
  return {
    app,
    url,
    port,
    seed: createSeed(core.app),
    log,
    stop: http.stop,
    call: (apiKey, method, path, init) => call(url, apiKey, method, path, init),
    [Symbol.asyncDispose]: async () => {
      await http.stop(0);
      await core.stop();
      await database[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function call(
  url: string,
  apiKey: string | null,
  method: string,
  path: string,
  { headers = {}, body, text }: CallInit = {},
): Promise<Answer> {
  const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      ...(apiKey === null ? {} : { "X-Api-Key": apiKey }),
      ...(sent === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const answered = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text: answered,
    json: answered.startsWith("{") ? JSON.parse(answered) : null,
  };
}
