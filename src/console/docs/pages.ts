import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Marked } from "marked";
import { ERRORS } from "../../domain/errors.ts";
import { graphqlReference } from "./graphql-reference.ts";
import { restReference } from "./rest-reference.ts";

/** A heading with its text, for the table of contents and the search. */
export type Section = { readonly id: string; readonly title: string; readonly depth: number; readonly text: string };

export type DocsPage = {
  readonly path: string;
  readonly title: string;
  readonly html: string;
  readonly sections: readonly Section[];
};

/** The source of a page: a file of the repository, or Markdown generated from the schema or from OpenAPI. */
type Source = { readonly path: string; readonly title: string; readonly markdown: () => Promise<string> };

const file = (path: string) => () => readFile(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), "utf8");

/** Returns the OpenAPI document. It is a parameter, because this layer may not import from src/rest. */
export type ReadOpenapi = () => Promise<unknown>;

function sources(readOpenapi: ReadOpenapi): readonly Source[] {
  return [
    { path: "/docs/contract", title: "The contract", markdown: file("docs/contract.md") },
    { path: "/docs/frontend", title: "Frontend guide", markdown: file("docs/frontend.md") },
    { path: "/docs/deploy", title: "Deployment", markdown: file("docs/deploy.md") },
    {
      path: "/docs/graphql",
      title: "GraphQL reference",
      markdown: async () => graphqlReference(await file("schema.graphql")()),
    },
    { path: "/docs/rest", title: "REST reference", markdown: async () => restReference(await readOpenapi()) },
    // Served by src/http, also when the documentation is turned off. Here it is listed and searched.
    { path: "/errors", title: "Errors", markdown: async () => errorReference() },
  ];
}

/** All pages, generated once. For a missing document, the page says that it is missing. */
export async function loadPages(readOpenapi: ReadOpenapi): Promise<readonly DocsPage[]> {
  return Promise.all(
    sources(readOpenapi).map(async ({ path, title, markdown }) => {
      const text = await markdown().catch(() => `# ${title}\n\nThis document is not part of the installation.`);
      return { path, title, ...render(text) };
    }),
  );
}

/** The texts of `/errors`, for the search. The headings are the codes, which are the anchors of that page. */
function errorReference(): string {
  const sections = Object.entries(ERRORS).map(
    ([code, { status, cause, remedy }]) => `## ${code}\n\nHTTP ${status}. ${cause} ${remedy}`,
  );
  return `# Errors\n\nEvery error code, what it means and what to do.\n\n${sections.join("\n\n")}\n`;
}

/** The page that shows each document of the repository. Links to other files become plain text. */
const LINKS: Readonly<Record<string, string>> = {
  "contract.md": "/docs/contract",
  "frontend.md": "/docs/frontend",
  "deploy.md": "/docs/deploy",
};

/** Renders a document as HTML. Headings get the ids that GitHub gives them. */
function render(markdown: string): Pick<DocsPage, "html" | "sections"> {
  const sections: { id: string; title: string; depth: number; text: string }[] = [];
  const used = new Map<string, number>();
  const marked = new Marked({ gfm: true });
  marked.use({
    renderer: {
      heading({ tokens, depth }) {
        const title = plainText(this.parser.parseInline(tokens));
        const id = uniqueId(title, used);
        sections.push({ id, title, depth, text: "" });
        return `<h${depth} id="${id}"><a href="#${id}">${this.parser.parseInline(tokens)}</a></h${depth}>\n`;
      },
      link({ href, title, tokens }) {
        const target = siteLink(href);
        const text = this.parser.parseInline(tokens);
        if (target === null) return text;
        return `<a href="${escapeAttribute(target)}"${title ? ` title="${escapeAttribute(title)}"` : ""}>${text}</a>`;
      },
      image: ({ text }) => escapeText(text),
    },
  });
  const html = focusable(withoutContents(marked.parse(markdown, { async: false })));
  fillSectionTexts(html, sections);
  return { html, sections };
}

/** Removes a document's own list of contents, because the page shows one beside the text. */
function withoutContents(html: string): string {
  return html.replace(/<ul>\n(?:<li><a href="#[^"]*">[^<]*<\/a><\/li>\n){3,}<\/ul>\n/, "");
}

/** Elements wider than the page scroll separately, and can be focused so that the keyboard can scroll them too. */
function focusable(html: string): string {
  return html
    .replaceAll("<pre>", '<pre tabindex="0">')
    .replaceAll("<table>", '<div class="table" role="region" aria-label="Table" tabindex="0"><table>')
    .replaceAll("</table>", "</table></div>");
}

/** `deploy.md#poolers` → `/docs/deploy#poolers`; null for a file without a page. */
function siteLink(href: string): string | null {
  if (/^(https?:|mailto:|#|\/)/.test(href)) return href;
  const [path = "", anchor] = href.split("#", 2);
  const page = LINKS[path.split("/").at(-1) ?? ""];
  if (!page) return null;
  return anchor ? `${page}#${anchor}` : page;
}

/** The id that GitHub gives a heading: lower case, hyphens for spaces, no punctuation, a number when taken. */
function uniqueId(title: string, used: Map<string, number>): string {
  const base = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
  const count = used.get(base) ?? 0;
  used.set(base, count + 1);
  return count === 0 ? base : `${base}-${count}`;
}

function fillSectionTexts(html: string, sections: { id: string; text: string }[]): void {
  const parts = html.split(/<h[1-6] id="/).slice(1);
  for (const [index, part] of parts.entries()) {
    const section = sections[index];
    if (section) section.text = plainText(part.slice(part.indexOf("</h") + 5));
  }
}

function plainText(html: string): string {
  return html
    .replace(/<\/?(?:a|code|em|strong|span)\b[^>]*>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;");
}
