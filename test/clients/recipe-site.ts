import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { type AddressInfo, connect, createServer as createWire, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { build } from "esbuild";
import { issueToken } from "./recipes/token-route.ts";
import { runProgram } from "./run-program.ts";

/**
 * A site that uses the recipes: a page with all of them, a page for each character (page.html of the guide, at
 * `/character/<id>`), a token route, and a network that can fail.
 */
export type RecipeSite = AsyncDisposable & {
  readonly origin: string;
  /** Connects the network to a gateway, and builds the page for it. */
  readonly connect: (retakeUrl: string) => Promise<void>;
  /** The API key with which the token route creates tokens from now on. */
  apiKey: string;
  /** The status of the token route's responses when it fails; null when it works. */
  tokenFailure: number | null;
  /** How many tokens the token route has returned. */
  readonly tokens: () => number;
  /** Breaks every connection between pages and gateway. With `down`, new ones are refused until `restore`. */
  readonly cut: (down?: "down") => void;
  readonly restore: () => void;
};

const HTML = '<!doctype html><title>Recipes</title><link rel="icon" href="data:,"><script src="/page.js"></script>';
const FIELDS = "id version name status refs { pose url } synthesis { id status progress { completed total } }";
const RELAY_DOCUMENTS = [
  `query pageQuery($id: ID!) { character(id: $id) { ${FIELDS} } }`,
  `mutation pageResynthesizeMutation($id: ID!, $idempotencyKey: String!) {
     result: resynthesizeCharacter(id: $id, idempotencyKey: $idempotencyKey) {
       ... on ResynthesizeCharacterSuccess { replayed character { ${FIELDS} } }
       ... on UserError { code }
     }
   }`,
  `subscription pageChangesSubscription($id: ID!, $after: Int) {
     characterStatusChanged(id: $id, after: $after) { version status character { ${FIELDS} } }
   }`,
];

export async function startRecipeSite(): Promise<RecipeSite> {
  const folder = await mkdtemp(join(tmpdir(), "retake-recipes-"));
  const wire = await startWire();
  const state: State = { retakeUrl: "", apiKey: "", tokens: 0, tokenFailure: null, scripts: {} };
  const characterPage = await readFile("test/clients/recipes/page.html", "utf8");
  const server = createServer((req, res) => {
    const { url = "/" } = req;
    const script = state.scripts[url];
    if (url === "/retake-token") void answerToken(state, res);
    else if (script !== undefined) res.setHeader("Content-Type", "text/javascript").end(script);
    else if (!url.startsWith("/character/")) res.setHeader("Content-Type", "text/html").end(HTML);
    else res.setHeader("Content-Type", "text/html").end(characterPage.replace("char_…", basename(url)));
  });
  const origin = `http://127.0.0.1:${await listen(server)}`;
  return {
    origin,
    connect: async (retakeUrl) => {
      state.retakeUrl = retakeUrl;
      wire.target = Number(new URL(retakeUrl).port);
      await compileRelay(folder);
      const build = (entry: string) => buildPage(folder, entry, `http://127.0.0.1:${wire.port}`);
      state.scripts["/page.js"] = await build("test/clients/pages/main.ts");
      state.scripts["/character/page.js"] = await build("test/clients/recipes/page.ts");
    },
    get apiKey() {
      return state.apiKey;
    },
    set apiKey(key) {
      state.apiKey = key;
    },
    get tokenFailure() {
      return state.tokenFailure;
    },
    set tokenFailure(status) {
      state.tokenFailure = status;
    },
    tokens: () => state.tokens,
    cut: (down) => {
      wire.down = down === "down";
      for (const socket of wire.sockets) socket.destroy();
    },
    restore: () => {
      wire.down = false;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of wire.sockets) socket.destroy();
      server.closeAllConnections();
      await Promise.all([close(server), close(wire.server)]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type State = {
  retakeUrl: string;
  apiKey: string;
  tokens: number;
  tokenFailure: number | null;
  /** The pages' scripts by their paths. */
  readonly scripts: Record<string, string>;
};

async function answerToken(state: State, res: ServerResponse) {
  if (state.tokenFailure !== null) return void res.writeHead(state.tokenFailure).end();
  const answer = await issueToken(state.retakeUrl, state.apiKey);
  state.tokens += 1;
  res.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
}

/** Bundles the page as its author's build does, with the settings filled in. */
async function buildPage(folder: string, entry: string, retakeUrl: string): Promise<string> {
  const settings = `export const RETAKE_URL = "${retakeUrl}"; export const TOKEN_URL = "/retake-token";`;
  const { outputFiles } = await build({
    entryPoints: [resolve(entry)],
    bundle: true,
    write: false,
    format: "iife",
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"development"', global: "globalThis" },
    nodePaths: [resolve("node_modules")],
    plugins: [
      {
        name: "settings",
        setup: (plugin) => {
          plugin.onLoad({ filter: /recipes\/settings\.ts$/ }, () => ({ contents: settings, loader: "ts" }));
          plugin.onResolve({ filter: /^\.\/generated\// }, ({ path }) => ({
            path: join(folder, "out", basename(path)),
          }));
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? "";
}

async function compileRelay(folder: string): Promise<void> {
  const schema = await readFile("schema.graphql");
  for (const name of ["src", "out"]) await mkdir(join(folder, name), { recursive: true });
  const config = { src: "./src", schema: "./schema.graphql", language: "javascript", artifactDirectory: "./out" };
  await writeFile(join(folder, "schema.graphql"), schema);
  await writeFile(join(folder, "relay.config.json"), JSON.stringify(config));
  const source = RELAY_DOCUMENTS.map((document) => `graphql\`${document}\`;`).join("\n");
  await writeFile(join(folder, "src", "page.js"), source);
  const compiler: string = createRequire(import.meta.url)("relay-compiler");
  const { code, output, errors } = await runProgram(compiler, ["--noWatchman", "relay.config.json"], { cwd: folder });
  if (code !== 0) throw new Error(`relay-compiler ended with ${code}: ${output}${errors}`);
}

type Wire = {
  readonly port: number;
  readonly server: Server;
  readonly sockets: Set<Socket>;
  target: number;
  down: boolean;
};

/** Forwards connections like a network. */
async function startWire(): Promise<Wire> {
  const sockets = new Set<Socket>();
  const track = (socket: Socket, other: () => Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      other().destroy();
    });
  };
  const server = createWire((client) => {
    if (wire.down) return void client.destroy();
    const gateway = connect(wire.target, "127.0.0.1");
    track(client, () => gateway);
    track(gateway, () => client);
    client.pipe(gateway).pipe(client);
  });
  const wire: Wire = { port: await listen(server), server, sockets, target: 0, down: false };
  return wire;
}

function listen(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<unknown> {
  return new Promise((done) => server.close(done));
}
