import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/**
 * Serves GraphiQL on `/graphql`: a small page and its files, from the package that Yoga uses. A file is
 * `/graphql?graphiql=NAME`. Its name has a hash of the content, so browsers may cache it without limit. The page
 * requests an API key before it reads the schema, and keeps the key in the tab's session storage.
 */
export function createGraphiql() {
  let loading: Promise<Page> | undefined;
  return {
    /** Answers a GET of the page or one of its files. Resolves to false for every other request. */
    serve: async (req: IncomingMessage, res: ServerResponse): Promise<boolean> => {
      const name = new URLSearchParams(req.url?.split("?")[1]).get("graphiql");
      if (name === null && !acceptsHtml(req.headers.accept)) return false;
      loading ??= loadPage();
      const { html, files } = await loading.catch((error: unknown) => {
        loading = undefined;
        throw error;
      });
      const file = name === null ? html : files.get(name);
      if (file) sendFile(req, res, file);
      // A page from before an upgrade requests files that no longer exist. Reloading it loads the new ones.
      else res.writeHead(404, { "Content-Type": "text/plain", "Cache-Control": "no-store" }).end("Reload the page.\n");
      return true;
    },
  };
}

type File = {
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: { readonly identity: Buffer; readonly gzip: Buffer; readonly br: Buffer };
};

type Page = { readonly html: File; readonly files: ReadonlyMap<string, File> };

/** Scripts and workers are loaded from this server only. GraphiQL writes inline styles, so these are allowed. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Browsers check the page itself on each visit and get a 304 while it has not changed. */
const PAGE_HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "Cache-Control": "no-cache",
} as const;
const FILE_CACHE = "public, max-age=31536000, immutable";
const SCRIPT = "text/javascript; charset=utf-8";

/** Level 5 compresses nine megabytes to two in 0.5 s of CPU time; level 11 would take half a minute. */
const BROTLI_LEVEL = 5;

/** Runs on the first request of a browser. The files and their compressed forms then stay in memory, 14 MB in all. */
async function loadPage(): Promise<Page> {
  const graphiql = await import("@graphql-yoga/render-graphiql/graphiql");
  const files = new Map<string, File>();
  const add = async (name: string, type: string, text: string): Promise<string> => {
    const file = await compressed(text, { "Content-Type": type, "Cache-Control": FILE_CACHE });
    const hashed = name.replace(".", `-${file.etag.slice(1, 13)}.`);
    files.set(hashed, file);
    return `/graphql?graphiql=${hashed}`;
  };
  const [editorWorkerService, json, graphql, style, script] = await Promise.all([
    add("editor-worker.js", SCRIPT, graphiql.editorWorkerService),
    add("json-worker.js", SCRIPT, graphiql.jsonWorker),
    add("graphql-worker.js", SCRIPT, graphiql.graphqlWorker),
    add("graphiql.css", "text/css; charset=utf-8", graphiql.css + PAGE_STYLE),
    add("graphiql.js", SCRIPT, graphiql.js),
  ]);
  const start = await add("start.js", SCRIPT, startScript({ editorWorkerService, json, graphql }));
  return { html: await compressed(pageHtml(style, [start, script]), PAGE_HEADERS), files };
}

const compress = { gzip: promisify(gzip), br: promisify(brotliCompress) };

async function compressed(text: string, headers: Readonly<Record<string, string>>): Promise<File> {
  const identity = Buffer.from(text);
  const [zipped, br] = await Promise.all([
    compress.gzip(identity),
    compress.br(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_LEVEL } }),
  ]);
  const etag = `"${createHash("sha256").update(identity).digest("hex").slice(0, 24)}"`;
  return { etag, headers, bodies: { identity, gzip: zipped, br } };
}

function sendFile({ headers }: IncomingMessage, res: ServerResponse, file: File): void {
  const common = { ...file.headers, ETag: file.etag, Vary: "Accept, Accept-Encoding" };
  if (headers["if-none-match"]?.includes(file.etag)) return void res.writeHead(304, common).end();
  const coding = (["br", "gzip"] as const).find((name) => acceptsCoding(headers["accept-encoding"], name));
  const body = file.bodies[coding ?? "identity"];
  res.writeHead(200, {
    ...common,
    "Content-Length": body.length,
    ...(coding && { "Content-Encoding": coding }),
  });
  res.end(body);
}

function acceptsHtml(accept = ""): boolean {
  return accept.includes("text/html");
}

function acceptsCoding(accepted: string | string[] = "", name: string): boolean {
  return String(accepted)
    .split(",")
    .some((item) => item.trim().split(";")[0] === name && !/;\s*q=0(\.0*)?\s*$/.test(item));
}

/** The start script comes first, because it sets the URLs of the workers before GraphiQL starts them. */
function pageHtml(style: string, scripts: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Retake · GraphiQL</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${style}">
${scripts.map((script) => `    <script defer src="${script}"></script>`).join("\n")}
  </head>
  <body>
    <form id="sign-in">
      <label for="key">API key or access token</label>
      <input id="key" type="password" autocomplete="off" spellcheck="false" size="48">
      <button>Use key</button>
      <span id="note" role="status"></span>
    </form>
    <div id="graphiql"></div>
    <noscript>GraphiQL needs JavaScript.</noscript>
  </body>
</html>
`;
}

const PAGE_STYLE = `
body { display: flex; flex-direction: column; height: 100vh; margin: 0; }
#sign-in { display: flex; gap: 8px; align-items: center; padding: 8px 16px; font: 14px system-ui, sans-serif; color: #3b4b68; background: #f7f8fa; }
#sign-in input { font: 14px ui-monospace, monospace; padding: 4px 8px; }
#graphiql { flex: 1; min-height: 0; }
`;

const FIRST_QUERY = "{\n  team {\n    name\n    credits {\n      available\n    }\n  }\n}\n";

const OPTIONS = {
  title: "Retake",
  endpoint: "/graphql",
  // Headers typed into a tab may contain an API key, so they are not written to disk.
  shouldPersistHeaders: false,
} as const;

/** Without a key GraphiQL gets `null` as its schema, so it does not try to load one. */
function startScript(workers: Readonly<Record<string, string>>): string {
  return `"use strict";
const workers = ${JSON.stringify(workers)};
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => workers[label] };
addEventListener("DOMContentLoaded", () => {
  const STORED = "retake.graphiql.key";
  const [form, input, note] = ["sign-in", "key", "note"].map((id) => document.getElementById(id));
  const key = sessionStorage.getItem(STORED) ?? "";
  input.value = key;
  note.textContent = key ? "The key is kept until this tab is closed." : "Enter a key to load the schema and send requests.";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sessionStorage.setItem(STORED, input.value.trim());
    location.reload();
  });
  YogaGraphiQL.renderYogaGraphiQL(document.getElementById("graphiql"), {
    ...${JSON.stringify(OPTIONS)},
    ...(key ? { additionalHeaders: { "x-api-key": key } } : { schema: null }),
    // GraphiQL keeps the query in the URL. Its own default query would open an empty tab at each reload.
    ...(new URLSearchParams(location.search).has("query") ? {} : { query: ${JSON.stringify(FIRST_QUERY)} }),
  });
});
`;
}
