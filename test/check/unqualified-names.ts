import { globSync, readFileSync } from "node:fs";
import ts from "typescript";

/** How a string in TypeScript begins that is a statement; the project's statements are in lower case. */
const STATEMENT = /^\s*(select|insert|update|delete|with|create|alter|lock|truncate|drop|do|call)\b/;

type Names = { readonly tables: ReadonlySet<string>; readonly functions: ReadonlySet<string> };

/**
 * Finds Retake's tables and functions that SQL names without `retake.`, because they would depend on the session's
 * `search_path`. Checks every SQL file, every template tagged `sql` and every string that is a statement.
 */
export function findUnqualifiedNames(): readonly string[] {
  const files = globSync("src/**/*.sql").map((file) => ({ file, text: readFileSync(file, "utf8") }));
  const names = readNames(files.map(({ text }) => text));
  const texts = [...files, ...globSync("src/**/*.ts").flatMap(statementsOf)];
  return texts.flatMap(({ file, text }) =>
    unqualifiedIn(text, names).map((name) => `${file}: ${name} without its schema; write retake.${name}`),
  );
}

/** The tables that migrations create, and the functions of the SQL files. */
function readNames(functionFiles: readonly string[]): Names {
  const migrations = globSync("drizzle/*.sql").map((file) => readFileSync(file, "utf8"));
  const all = (texts: readonly string[], pattern: RegExp) =>
    texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = ""]) => name));
  return {
    tables: new Set(["schema_migrations", ...all(migrations, /create table (?:if not exists )?"retake"\."(\w+)"/gi)]),
    functions: new Set(all(functionFiles, /create or replace function retake\.(\w+)/g)),
  };
}

function unqualifiedIn(text: string, { tables, functions }: Names): readonly string[] {
  const code = text.replace(/--.*$/gm, "").replace(/'[^']*'/g, "''");
  const words = [...code.matchAll(/(?<![\w."$:])"?(\w+)"?(?![\w."])(\s*\()?/g)];
  return words.flatMap(({ 1: name = "", 2: call, index }) => {
    // A whole row is passed to a function by the bare name of its table, as the first argument.
    const isRow = /\w\(\s*$/.test(code.slice(0, index)) && /^\s*[),]/.test(code.slice(index + name.length));
    const isAlias = /\bas\s+$/i.test(code.slice(0, index));
    const isTable = tables.has(name) && !isRow && !isAlias;
    return isTable || (call !== undefined && functions.has(name)) ? [name] : [];
  });
}

function statementsOf(file: string): readonly { file: string; text: string }[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: { file: string; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== null && (STATEMENT.test(text) || isTagged(node))) found.push({ file, text });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join("$1");
}

const isTagged = ({ parent }: ts.Node) =>
  ts.isTaggedTemplateExpression(parent) && /(sql|raw)$/i.test(parent.tag.getText());
