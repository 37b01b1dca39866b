import { Hono } from "hono";
import { html, raw } from "hono/html";
import type { AppContext } from "../context.ts";
import { ERRORS, type ErrorCode } from "../domain/errors.ts";
import type { SynthesisError } from "../domain/synthesis.ts";
import { refuseOtherMethods } from "./errors.ts";
import type { HttpEnv } from "./request.ts";

/** The page has its own inline style and loads nothing: no script, no frame, no image. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `/errors`, the page that `doc_url` points to, with an anchor for each code. */
export function createErrorsPage(app: AppContext): Hono<HttpEnv> {
  const page = new Hono<HttpEnv>();
  page.get("/errors", (c) =>
    c.html(errorsPage(app.config.CONSOLE), 200, {
      "Content-Security-Policy": CONTENT_SECURITY_POLICY,
      "Cache-Control": "public, max-age=300",
    }),
  );
  refuseOtherMethods(app, page, "/errors", ["GET"]);
  return page;
}

/** No error of this API costs credits. The page repeats it for each code, because `doc_url` leads to one code. */
const NOT_CHARGED = "No. A refused call costs nothing, and no credits stay held.";

/** The page, generated from the same table as all error responses. */
function errorsPage(hasDocs: boolean) {
  const byStatus = Map.groupBy(Object.keys(ERRORS) as ErrorCode[], (code) => ERRORS[code].status);
  const groups = [...byStatus].sort(([a], [b]) => a - b);
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Errors · Retake</title>
    <style>${raw(ERRORS_PAGE_STYLE)}</style>
  </head>
  <body>
    <main>
      ${hasDocs ? html`<a href="/docs">Documentation</a>` : ""}
      <h1>Errors</h1>
      <p>Every error has a <code>type</code>, which is its class, a <code>code</code>, which says what happened and is
        explained below, and a <code>request_id</code>, which equals the header <code>Aurous-Request-Id</code>. The status
        and the code determine whether to send the same call again.</p>
      <nav aria-label="Codes">
        ${groups.map(([status, codes]) => html`<p><b>${status}</b> ${codes.map(link)}</p>`)}
      </nav>
      ${groups.flatMap(([, codes]) => codes).map(section)}
      <section>${outcomes()}</section>
    </main>
  </body>
</html>
`;
}

function link(code: ErrorCode) {
  return html` <a href="#${code}">${code}</a>`;
}

function section(code: ErrorCode) {
  const { status, type, cause, remedy, retry } = ERRORS[code];
  return html`<section id="${code}">
        <h2><a href="#${code}">${code}</a> <small>${status} · ${type}</small></h2>
        <p>${prose(cause)}</p>
        <dl>
          <dt>What to do</dt>
          <dd>${prose(remedy)}</dd>
          <dt>Retry?</dt>
          <dd>${prose(retry)}</dd>
          <dt>Charged?</dt>
          <dd>${code === "internal_error" || code === "service_unavailable" ? UNKNOWN_CHARGE : NOT_CHARGED}</dd>
        </dl>
      </section>`;
}

/** After these codes the caller can't know whether the call was accepted before the response was lost. */
const UNKNOWN_CHARGE =
  "Not for this error. If the call was accepted before the error occurred, its work is charged once. Sending the " +
  "call again with the same idempotency key returns that work and charges nothing.";

/** Renders a text of the table, with text between backticks as code. Every second piece is code. */
function prose(text: string) {
  return text.split("`").map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece));
}

/** Why accepted work ended without images, and what the team can do. None of it was charged. */
const OUTCOMES: Readonly<Record<SynthesisError, { readonly cause: string; readonly remedy: string }>> = {
  provider_outcome_unknown: {
    cause:
      "The image provider was called, and whether it generated the image is unknown. The image may have been billed, " +
      "so the call was not repeated.",
    remedy: "Start the work again with a new idempotency key.",
  },
  provider_unavailable: {
    cause: "The image provider refuses all calls at present, because of its key, its quota, or its load.",
    remedy:
      "Start the work again later with a new idempotency key. If it keeps failing, the operator must check the " +
      "provider's account.",
  },
  provider_bad_response: {
    cause: "The image provider returned no usable image.",
    remedy: "Start the work again with a new idempotency key.",
  },
  content_rejected: {
    cause:
      "The image provider, or Retake's own check before any call, refused the attributes or the prompt because of " +
      "their content.",
    remedy: "Change the attributes or the prompt. The same text will be refused again.",
  },
  deadline_exceeded: {
    cause: "The work did not finish within the time limit of a synthesis.",
    remedy:
      "Start the work again with a new idempotency key. If this happens often, the operator should run more workers.",
  },
  cancelled: {
    cause: "The synthesis was cancelled before the character had a ref set.",
    remedy: "Resynthesize the character when you want its images.",
  },
};

/** The section about `error_message` and `errorCode`: accepted calls whose work failed later. */
function outcomes() {
  return html`<h2>Work that ended without images</h2>
      <p>These codes are not error responses. They are values of <code>error_message</code> of a character or an image, and
        of <code>Synthesis.errorCode</code>. All credits were released, and the character keeps its previous images.</p>
      <dl>${Object.entries(OUTCOMES).map(
        ([code, { cause, remedy }]) => html`
        <dt id="${code}"><code>${code}</code></dt>
        <dd>${cause} ${remedy}</dd>`,
      )}
      </dl>`;
}

/** One column, with light and dark colors. The code named by the URL's fragment is highlighted. */
const ERRORS_PAGE_STYLE = `
:root {
  color-scheme: light dark; --line: light-dark(#e4e1da, #2d2c2a); --mark: light-dark(#fbf1db, #2e2716);
  color: light-dark(#1c1b19, #eceae4); background: light-dark(#f7f6f3, #141414);
}
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.6 system-ui, sans-serif; }
a { color: light-dark(#3b5bdb, #8ea6ff); text-underline-offset: 2px; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 6rem; }
h1 { margin: 0 0 .5rem; font-size: 1.9rem; }
h2 { margin: 0 0 .4rem; font-size: 1.1rem; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
h2 a { color: inherit; text-decoration: none; }
h2 a:hover, h2 a:focus-visible { text-decoration: underline; }
small { font: .85rem system-ui, sans-serif; opacity: .7; }
nav { margin: 1.5rem 0 2rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; }
nav p { margin: .3rem 0; padding-left: 2.75rem; text-indent: -2.75rem; }
nav b { display: inline-block; width: 2.5rem; text-indent: 0; }
nav a { display: inline-block; text-indent: 0; margin-right: .5rem; font: .85rem ui-monospace, monospace; }
section { padding: 1.25rem 1rem; border-top: 1px solid var(--line); scroll-margin-top: 1rem; }
section:target { background: var(--mark); border-radius: .5rem; }
section p { margin: 0 0 .6rem; }
dl { display: grid; grid-template-columns: minmax(8.5rem, max-content) 1fr; gap: .25rem 1rem; margin: 0; }
dt { opacity: .7; }
dd { margin: 0; }
code { font: .9em ui-monospace, monospace; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
`;
