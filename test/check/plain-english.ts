import { globSync, readFileSync } from "node:fs";
import ts from "typescript";

/**
 * Words for persons. Nearly always they stand for a process, a connection or a row, which is not a person. "Readers who"
 * and the like are allowed.
 */
const PERSONS =
  /(?<!-|\b(?:people|persons?|readers?|users?|operators?|engineers?|developers?) )\b(?:who|whoever|whom|nobody|somebody|anybody|everybody|he|him|his|himself|tells?|told|hears?|heard)\b/gi;

/** Phrases that a reader has to decipher, with the plain words for them. */
const PHRASES: readonly (readonly [phrase: RegExp, plain: string])[] = [
  [/(?<!\bsoon )\bas (it|he|they) (is|was|are|were)\b/gi, "unchanged, or: in its present state"],
  [/\b(is|are|was|were) away\b/gi, "is unavailable"],
  [/\bgo(es)? on\b|\bwent on\b/gi, "continue"],
  [/\bcomes? back\b|\bcame back\b/gi, "reconnect, or: return"],
  [/\bdies? (by itself|with)\b/gi, "expires, or: is revoked"],
  [/\b(is|are|was|were) looked at\b/gi, "is checked"],
  [/\blets? go\b/gi, "release"],
  [/\bin (the|their|its) midst\b/gi, "during"],
  [/\b(brings?|brought) (no|a) picture\b/gi, "provider call failed"],
  [/\ban expected no\b/gi, "an expected business error"],
  [/\bmust be [^.]*, each once\b/gi, "must be distinct …"],
  [/\b(is|are) no \w+ that there (is|are)\b/gi, "is not a known …"],
  [/\b(the|a|no) bells?\b/gi, "NOTIFY"],
  [/\b(trouble|bug|table|name|server)s? of ours\b/gi, "internal error, or: our …"],
  [/\bword for word\b/gi, "identical"],
  [/\bfound again\b/gi, "recovered"],
];

type Text = { readonly file: string; readonly group: string; readonly line: number; readonly text: string };
type Hit = Text & { readonly words: string; readonly plain: string };

/** A document without its code blocks and inline code, line by line. */
function readDocument(file: string): Text[] {
  const prose = readFileSync(file, "utf8")
    .replace(/^```.*?^```$/gms, (block) => block.replace(/[^\n]/g, ""))
    .replace(/`[^`\n]*`/g, "");
  return prose.split("\n").map((text, index) => ({ file, group: "documents", line: index + 1, text }));
}

/** A string is prose when it has three words and no code. */
const isProse = (text: string) =>
  /[a-z]+[ ,]+[a-z]+[ ,]+[a-z]+/i.test(text) && !/=>|[{};]|\b(select|mutation|query)\b/i.test(text);

const rootOf = (node: ts.Expression): string =>
  ts.isIdentifier(node)
    ? node.text
    : ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)
      ? rootOf(node.expression)
      : "";

/** True for a title of a test and for the message of a failure. */
function isTitleOrMessage(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent)) return parent.arguments?.[0] === node;
  if (!ts.isCallExpression(parent)) return false;
  const root = rootOf(parent.expression);
  return root === "expect"
    ? parent.arguments[1] === node
    : /^(test|describe)$/.test(root) && parent.arguments[0] === node;
}

/** The comments, and the texts that a person reads, of a source file. */
function readSource(file: string): Text[] {
  const source = readFileSync(file, "utf8");
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const isTest = file.startsWith("test/");
  const found = new Map<number, Text>();
  const add = (start: number, group: string, text: string) => {
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    found.set(start, { file, group, line, text });
  };
  const addComments = (ranges: readonly ts.CommentRange[] | undefined) => {
    for (const { pos, end } of ranges ?? []) {
      const text = source.slice(pos, end).replace(/`[^`\n]*`/g, "");
      if (!/biome-ignore/.test(text)) add(pos, isTest ? "comments of tests" : "comments of src", text);
    }
  };
  const visit = (node: ts.Node) => {
    if (!ts.isJsxText(node)) addComments(ts.getLeadingCommentRanges(source, node.getFullStart()));
    addComments(ts.getTrailingCommentRanges(source, node.end));
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isJsxText(node);
    if (isText && (isTest ? isTitleOrMessage(node) : !ts.isTaggedTemplateExpression(node.parent))) {
      const text = node.getText(tree).replace(/\$\{[^}]*\}/g, "…");
      if (isTest || isProse(text))
        add(node.getStart(tree), isTest ? "titles and messages of tests" : "texts of src", text);
    }
    for (const child of node.getChildren(tree)) visit(child);
  };
  visit(tree);
  return [...found.values()];
}

/** Every word of a person and every retired phrase of the texts. */
function findWords(texts: readonly Text[]): Hit[] {
  return texts.flatMap((text) => [
    ...[...text.text.matchAll(PERSONS)].map(([words]) => ({ ...text, words, plain: "the name of the thing" })),
    ...PHRASES.flatMap(([phrase, plain]) =>
      [...text.text.matchAll(phrase)].map(([words]) => ({ ...text, words, plain })),
    ),
  ]);
}

const documents = globSync("{*.md,docs/*.md,deploy/**/*.md,src/**/*.md}").flatMap(readDocument);
const sources = globSync("{src,test}/**/*.{ts,tsx}")
  .filter((file) => !/^test\/(check|upgrade\/0\.1\.0|clients\/recipes)\//.test(file))
  .flatMap(readSource);
const hits = findWords([...documents, ...sources]);
for (const { file, line, words, plain } of hits) console.log(`${file}:${line}: "${words}", better: ${plain}`);

const counts = Object.entries(Object.groupBy(hits, ({ group }) => group))
  .map(([group, list = []]) => `${list.length} in ${group}`)
  .sort();
if (hits.length > 0) console.log(`${hits.length} words to replace: ${counts.join(", ")}`);

// A planted sentence must be found, or the check means nothing.
const planted = { file: "planted.md", group: "documents", line: 1, text: "Whoever hears the bell goes on." };
const isBlind = findWords([planted]).length !== 4;
if (isBlind) console.log("the words of a planted sentence were not found");
process.exitCode = hits.length === 0 && !isBlind ? 0 : 1;
