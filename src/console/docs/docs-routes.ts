import { Hono } from "hono";
import { html, raw } from "hono/html";
import type { HttpEnv } from "../../http/request.ts";
import { type DocsPage, loadPages, type ReadOpenapi } from "./pages.ts";
import { type Hit, search } from "./search.ts";
import { DOCS_STYLE } from "./style.ts";

/** The documentation has no scripts. Its search is a form. */
const HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; " +
    "frame-ancestors 'none'",
  "Cache-Control": "no-cache",
} as const;

const MAX_QUERY_LENGTH = 200;

/** `/docs`: the documents of the repository and the references of both APIs, with one search. */
export function createDocsRoutes(readOpenapi: ReadOpenapi): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  let loading: Promise<readonly DocsPage[]> | undefined;
  const pages = () => {
    loading ??= loadPages(readOpenapi);
    return loading;
  };
  routes.get("/docs/style.css", (c) =>
    c.body(DOCS_STYLE, 200, { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "no-cache" }),
  );
  routes.get("/docs", async (c) =>
    c.html(frame("Documentation", await pages(), null, overview(await pages())), 200, HEADERS),
  );
  routes.get("/docs/search", async (c) => {
    const query = (c.req.query("q") ?? "").slice(0, MAX_QUERY_LENGTH);
    const all = await pages();
    return c.html(frame("Search", all, null, results(query, search(all, query)), query), 200, HEADERS);
  });
  routes.get("/docs/:name", async (c, next) => {
    const all = await pages();
    const page = all.find(({ path }) => path === `/docs/${c.req.param("name")}`);
    if (!page) return next();
    return c.html(frame(page.title, all, page, raw(page.html)), 200, HEADERS);
  });
  return routes;
}

type Markup = ReturnType<typeof html> | ReturnType<typeof raw>;

function frame(
  title: string,
  pages: readonly DocsPage[],
  current: DocsPage | null,
  content: Markup,
  query = "",
): Markup {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} · Retake</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/docs/style.css">
  </head>
  <body>
    <header>
      <a class="brand" href="/console">Retake</a>
      <nav class="top-links" aria-label="Site">
        <a href="/console">Console</a>
        <a href="/docs" aria-current="true">Docs</a>
      </nav>
      <form action="/docs/search" role="search">
        <input type="search" name="q" value="${query}" aria-label="Search the documentation" placeholder="Search" maxlength="${MAX_QUERY_LENGTH}">
        <button>Search</button>
      </form>
    </header>
    <div class="layout">
      <nav class="pages" aria-label="Documentation">
        <ul>
          ${pages.map((page) => navigationItem(page, page === current))}
        </ul>
      </nav>
      <main>${current ? contents(current) : ""}${content}</main>
    </div>
  </body>
</html>
`;
}

function navigationItem(page: DocsPage, isCurrent: boolean) {
  return html`<li>
            <a href="${page.path}"${isCurrent ? raw(' aria-current="page"') : ""}>${page.title}</a>
            ${isCurrent ? sectionList(page) : ""}
          </li>`;
}

/** On a narrow screen the contents are folded above the text. */
function contents(page: DocsPage) {
  return html`<details class="contents"><summary>On this page</summary>${sectionList(page)}</details>`;
}

function sectionList({ sections }: DocsPage) {
  const main = sections.filter(({ depth }) => depth === 2);
  if (main.length === 0) return "";
  return html`<ul>${main.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul>`;
}

function overview(pages: readonly DocsPage[]) {
  return html`<h1>Documentation</h1>
      <ul class="overview">
        ${pages.map(({ path, title, sections }) => html`<li><a href="${path}">${title}</a><p>${firstSentences(sections[0]?.text ?? "")}</p></li>`)}
      </ul>`;
}

/** Whole sentences from the start of a text, about two lines. */
function firstSentences(text: string): string {
  const sentences = text.match(/[^.]+(?:\.(?=\S)[^.]*)*\.(?:\s|$)/g) ?? [text];
  let shown = "";
  for (const sentence of sentences) {
    if (shown !== "" && shown.length + sentence.length > 200) break;
    shown += sentence;
  }
  return shown.trim();
}

function results(query: string, hits: readonly Hit[]) {
  const found = hits.length === 0 ? "Nothing found. Try fewer or other words." : "";
  return html`<h1>${query === "" ? "Search" : html`Search: ${query}`}</h1>
      <p>${query === "" ? "Enter one or more words." : found}</p>
      <ol class="results">
        ${hits.map(({ page, section, excerpt }) => html`<li><a href="${page.path}#${section.id}">${section.title}</a> <small>${page.title}</small>${excerpt === "" ? "" : html`<p>${excerpt}</p>`}</li>`)}
      </ol>`;
}
