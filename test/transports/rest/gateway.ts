import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { createCore } from "../../../src/composition/core.ts";
import { readConfig } from "../../../src/config.ts";
import type { AppContext } from "../../../src/context.ts";
import type { Scope } from "../../../src/domain/principal.ts";
import { createFixtureCharacters } from "../../../src/operations/create-fixture-characters.ts";
import { createTeam } from "../../../src/operations/create-team.ts";
import { createKey } from "../../../src/operations/manage-keys.ts";
import type { ImageProvider } from "../../../src/providers/provider.ts";
import { createHttpServer, type GraphqlPart } from "../../../src/transports/http.ts";
import { createTestDatabase } from "../../helpers/database.ts";

export type LogLine = { readonly level: string; readonly facts: Record<string, unknown>; readonly message: string };

/** A gateway without a worker: what it accepted stays accepted. */
export type Gateway = AsyncDisposable & {
  readonly app: AppContext;
  readonly url: string;
  readonly port: number;
  /** Everything above debug that was logged. */
  readonly log: readonly LogLine[];
  readonly stop: (graceMs: number) => Promise<void>;
  /** A team with credits and a key for each scope. */
  readonly team: (credits?: number) => Promise<Team>;
  readonly character: (team: Team, status?: "ready" | "reviewing" | "failed") => Promise<string>;
  /** A call with the team's full key; `init.headers` win. */
  readonly call: (team: Team | null, method: string, path: string, init?: CallInit) => Promise<Answer>;
};

export type Team = { readonly id: string; readonly keys: Readonly<Record<Scope, string>> };
export type CallInit = { readonly headers?: Record<string, string>; readonly body?: unknown; readonly text?: string };

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as a caller would
  readonly json: any;
};

/** Fixtures need pictures, not portraits. */
const PLAIN_PICTURES: ImageProvider = {
  name: "sandbox",
  capabilities: { poseSize: { width: 64, height: 96 } },
  generate: async ({ width, height, seed }) => {
    const background = { r: seed % 256, g: (seed >> 8) % 256, b: (seed >> 16) % 256 };
    const bytes = await sharp({ create: { width, height, channels: 3, background } })
      .png()
      .toBuffer();
    return { bytes, model: "plain", requestId: null };
  },
};

const NO_GRAPHQL: GraphqlPart = {
  handle: async (_req, res) => {
    res.writeHead(200, { "Content-Type": "text/plain" }).end("graphql");
  },
  upgrade: (_req, socket) => void socket.destroy(),
  stop: async () => {},
};

export async function startGateway(
  options: {
    env?: Record<string, string>;
    overrides?: Partial<AppContext>;
    graphql?: Partial<GraphqlPart>;
    ready?: () => Promise<boolean>;
  } = {},
): Promise<Gateway> {
  const dataDir = await mkdtemp(join(tmpdir(), "retake-rest-"));
  const database = await createTestDatabase();
  const config = readConfig({ DATA_DIR: dataDir, PORT: "0", SANDBOX_LATENCY_MS: "0", ...options.env });
  const log: LogLine[] = [];
  const write = (level: string) => (facts: Record<string, unknown>, message: string) => {
    log.push({ level, facts, message });
  };
  const logger = { debug: () => {}, info: write("info"), warn: write("warn"), error: write("error") };
  const core = await createCore(config, database.target, logger, options.overrides);
  const http = createHttpServer(core.app, {
    graphql: { ...NO_GRAPHQL, ...options.graphql },
    ready: options.ready ?? (async () => true),
  });
  const { port } = await http.listen();
  const url = `http://127.0.0.1:${port}`;
  core.setPublicUrl(url);
  return {
    app: core.app,
    url,
    port,
    log,
    stop: http.stop,
    team: (credits = 100) => makeTeam(core.app, credits),
    character: (team, status = "ready") => makeCharacter(core.app, team, status),
    call: (team, method, path, init) => call(url, team, method, path, init),
    [Symbol.asyncDispose]: async () => {
      await http.stop(0);
      await core.stop();
      await database[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeTeam(app: AppContext, credits: number): Promise<Team> {
  const team = await createTeam(app, { name: "Team", credits, autoSave: false });
  if (!team.ok) throw new Error("no team");
  const secret = async (scope: Scope) => {
    const key = await createKey(app, team.value.teamId, scope);
    if (!key.ok) throw new Error("no key");
    return key.value.secret;
  };
  return {
    id: team.value.teamId,
    keys: { read: await secret("read"), write: await secret("write"), full: await secret("full") },
  };
}

async function makeCharacter(app: AppContext, team: Team, status: "ready" | "reviewing" | "failed"): Promise<string> {
  const made = await createFixtureCharacters(app, PLAIN_PICTURES, {
    teamId: team.id,
    name: "Mina",
    status,
    attributes: { gender: "female", age: 28, hair_color: "black" },
    count: 1,
  });
  if (!made.ok) throw new Error("no character");
  return made.value.characterIds[0] ?? "";
}

async function call(
  url: string,
  team: Team | null,
  method: string,
  path: string,
  { headers = {}, body, text }: CallInit = {},
): Promise<Answer> {
  const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      ...(team ? { "X-Api-Key": team.keys.full } : {}),
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
