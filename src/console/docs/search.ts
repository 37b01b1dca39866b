import type { DocsPage, Section } from "./pages.ts";

export type Hit = { readonly page: DocsPage; readonly section: Section; readonly excerpt: string };

const MAX_HITS = 30;
const MAX_WORDS = 8;
/** How many characters of text are shown around the first match. */
const EXCERPT = 160;

/** Finds the sections that have all words of the query. Those with the words in their titles come first. */
export function search(pages: readonly DocsPage[], query: string): readonly Hit[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  if (words.length === 0) return [];
  return pages
    .flatMap((page) => page.sections.map((section) => ({ page, section, score: scoreOf(section, words) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_HITS)
    .map(({ page, section }) => ({ page, section, excerpt: excerptOf(section.text, words) }));
}

function scoreOf({ title, text }: Section, words: readonly string[]): number {
  const [inTitle, inText] = [title.toLowerCase(), text.toLowerCase()];
  if (!words.every((word) => inTitle.includes(word) || inText.includes(word))) return 0;
  return 1 + words.filter((word) => inTitle.includes(word)).length * 10;
}

/** The text around the first match, in whole words. From the start when only the title matches. */
function excerptOf(text: string, words: readonly string[]): string {
  const found = words.map((word) => text.toLowerCase().indexOf(word)).filter((at) => at >= 0);
  const before = found.length === 0 ? 0 : Math.min(...found) - EXCERPT / 3;
  const from = before <= 0 ? 0 : text.indexOf(" ", before) + 1;
  const end = from + EXCERPT;
  const part = end >= text.length ? text.slice(from) : text.slice(from, text.lastIndexOf(" ", end));
  return `${from > 0 ? "… " : ""}${part.trim()}${end < text.length ? " …" : ""}`;
}
