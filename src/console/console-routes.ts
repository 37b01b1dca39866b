import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import { reportError } from "../http/errors.ts";
import type { HttpEnv } from "../http/request.ts";
import { type PageBundle, pageBundle } from "./page-bundle.ts";

/** One year, the usual value for files that never change. */
const IMMUTABLE = "public, max-age=31536000, immutable";

/**
 * Loads the page's script. This file has no hash in its name, so it exists in every version. When the page and its
 * script come from gateways of different versions, the script is missing and the page is loaded again, once.
 */
const BOOT_SCRIPT = `const reloaded = "retake.reloaded";
const again = () => {
  if (sessionStorage.getItem(reloaded)) {
    document.getElementById("app").textContent = "The console could not be loaded. Reload the page in a moment.";
    return;
  }
  sessionStorage.setItem(reloaded, "1");
  location.reload();
};
const { script, style } = document.getElementById("boot").dataset;
const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style, onerror: again });
document.head.append(link);
import(script).then(() => sessionStorage.removeItem(reloaded), again);
`;

/** `/console`: one page for all paths below it, and its files. */
export function createConsoleRoutes(app: AppContext): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();

  routes.get("/console/boot.js", (c) =>
    c.body(BOOT_SCRIPT, 200, { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache" }),
  );
  routes.get("/console/assets/:name", async (c) => {
    const { assets } = await pageBundle();
    const asset = assets.get(c.req.param("name"));
    if (!asset) throw new CallError("resource_not_found", "This file does not exist in this version of the console.");
    const encoding = acceptedEncoding(c);
    return c.body(new Uint8Array(asset.bodies[encoding]), 200, {
      "Content-Type": asset.type,
      "Cache-Control": IMMUTABLE,
      Vary: "Accept-Encoding",
      ...(encoding === "identity" ? {} : { "Content-Encoding": encoding }),
    });
  });
  const page = async (c: Context<HttpEnv>) => {
    const headers = pageHeaders(app);
    try {
      return c.html(pageOf(await pageBundle()), 200, headers);
    } catch (error) {
      reportError(app, error, c.env.requestId);
      return c.html(failedPage(error), 500, headers);
    }
  };
  routes.get("/console", page);
  routes.get("/console/*", page);
  return routes;
}

function acceptedEncoding(c: Context<HttpEnv>): "br" | "gzip" | "identity" {
  const accepted = (c.req.header("accept-encoding") ?? "").split(",").map((part) => part.split(";")[0]?.trim());
  if (accepted.includes("br")) return "br";
  return accepted.includes("gzip") ? "gzip" : "identity";
}

/**
 * Allows scripts and styles of this server only, none of them inline; images also from the origin of signed URLs; and
 * connections to this server over HTTP and WebSocket.
 */
function pageHeaders(app: AppContext): Record<string, string> {
  const { origin } = new URL(app.publicUrl());
  const socket = origin.replace(/^http/, "ws");
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${origin}`,
    `connect-src 'self' ${origin} ${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { "Content-Security-Policy": policy.join("; "), "Cache-Control": "no-cache" };
}

function pageOf({ script, style }: PageBundle) {
  const [scriptUrl, styleUrl] = [`/console/assets/${script}`, `/console/assets/${style}`];
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Retake</title>
    <link rel="icon" href="data:,">
    <link rel="preload" as="style" href="${styleUrl}">
    <link rel="modulepreload" href="${scriptUrl}">
    <script type="module" id="boot" src="/console/boot.js" data-script="${scriptUrl}" data-style="${styleUrl}"></script>
  </head>
  <body>
    <div id="app"><noscript>The console needs JavaScript. The API works without it.</noscript></div>
  </body>
</html>
`;
}

function failedPage(error: unknown) {
  const reason = error instanceof Error ? error.message : "unknown";
  return html`<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Retake</title></head>
  <body>
    <h1>The console could not be built</h1>
    <p>The API works as usual. Message of the build:</p>
    <pre>${reason}</pre>
  </body>
</html>
`;
}
