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

function excerptOf(text: string, words: readonly string[]): string {
  const first = Math.min(...words.map((word) => text.toLowerCase().indexOf(word)).filter((at) => at >= 0), text.length);
  const from = Math.max(0, Math.min(first, text.length) - EXCERPT / 3);
  const part = text.slice(from, from + EXCERPT).trim();
  return `${from > 0 ? "… " : ""}${part}${from + EXCERPT < text.length ? " …" : ""}`;
}
