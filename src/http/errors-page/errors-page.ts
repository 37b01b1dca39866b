import { Hono } from "hono";
import { html, raw } from "hono/html";
import type { AppContext } from "../../context.ts";
import { ERRORS, type ErrorCode } from "../../domain/errors.ts";
import type { HttpEnv } from "../http-env.ts";
import { refuseOtherMethods } from "../method-not-allowed.ts";
import { outcomes } from "./outcomes.ts";
import { ERRORS_PAGE_STYLE } from "./style.ts";

/** Nothing but its own style: no script, no frame, nothing from elsewhere. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `/errors`: what `doc_url` points to, an anchor for each code. */
export function createErrorsPage(app: AppContext): Hono<HttpEnv> {
  const page = new Hono<HttpEnv>();
  page.get("/errors", (c) =>
    c.html(errorsPage(), 200, {
      "Content-Security-Policy": CONTENT_SECURITY_POLICY,
      "Cache-Control": "public, max-age=300",
    }),
  );
  refuseOtherMethods(app, page, "/errors", ["GET"]);
  return page;
}

/** No error of this API ever costs credits; said once per code, because each anchor is read alone. */
const NOT_CHARGED = "No. What was refused or failed costs nothing, and nothing stays held.";

/** The page, made from the table that every answer is made from. */
export function errorsPage() {
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
      <h1>Errors</h1>
      <p>Every error has a <code>type</code>, which tells whether to send the call again, a <code>code</code>, which
        tells what happened, and a <code>request_id</code>, equal to the header <code>Aurous-Request-Id</code>.</p>
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
          <dt>Send it again?</dt>
          <dd>${prose(retry)}</dd>
          <dt>Charged?</dt>
          <dd>${code === "internal_error" || code === "service_unavailable" ? UNKNOWN_CHARGE : NOT_CHARGED}</dd>
        </dl>
      </section>`;
}

/** After these the caller can't know whether the call was accepted before the answer was lost. */
const UNKNOWN_CHARGE =
  "Not for this answer. If the call had been accepted before the answer was lost, its own work is paid once; sending it again with the same key shows that work and pays nothing.";

/** Text of the table; its backticks become code. Every second piece is code. */
function prose(text: string) {
  return text.split("`").map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece));
}
