/** A kind of mutation: what it matches in code without comments, and its replacement. */
export type Operator = {
  readonly name: string;
  readonly find: RegExp;
  readonly replace: (original: string, match: RegExpMatchArray) => string | readonly string[];
};

/** Matches from a keyword to the end of its condition or clause. */
const CONDITION = String.raw`(?:[^;()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*?`;
const END = String.raw`(?=\s*(?:;|\n\s*(?:and|or|order|limit|for|returning|on|group|then)\b|\breturning\b|\bthen\b|\border by\b|\bfor no key\b|\bfor update\b|\blimit\b|\)|\$\$|\band\b|\bor\b|\bloop\b))`;

export const OPERATORS: readonly Operator[] = [
  // Conditions: removes each part of a conjunction, and negates the whole.
  { name: "and dropped", find: new RegExp(String.raw`\band (?!not exists)${CONDITION}${END}`, "g"), replace: () => "" },
  {
    name: "first conjunct dropped",
    find: new RegExp(String.raw`\bwhere (?!not exists)${CONDITION}${END}`, "g"),
    replace: () => "where true",
  },
  { name: "exists dropped", find: /\band (not )?exists \((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, replace: () => "" },
  { name: "or to and", find: /\bor\b/g, replace: () => "and" },
  {
    name: "if negated",
    find: /\b(if|elsif) ((?:[^;])*?) then\b/g,
    replace: (_, [, word, condition]) => `${word} not coalesce((${condition}), false) then`,
  },
  {
    name: "case decided",
    find: /\bwhen (.*?) then\b/g,
    replace: () => ["when true then", "when false then"],
  },
  { name: "not dropped", find: /\bnot (?=exists|v_|has_|p_)/g, replace: () => "" },

  // Comparisons and arithmetic.
  {
    name: "comparison",
    find: /<=|>=|<>|(?<![<>=:|-])[<>](?![<>=@])/g,
    replace: (original) => COMPARISONS[original] ?? [],
  },
  { name: "is distinct", find: /is distinct from/g, replace: () => "is not distinct from" },
  { name: "plus and minus", find: / [+-] /g, replace: (original) => (original === " + " ? " - " : " + ") },
  { name: "sign", find: /(?<=[(, ])-(?=[a-z_])/g, replace: () => "" },
  { name: "times", find: /(?<=[\w)]) \* (?=[\w('])(?<!select \* )/g, replace: () => " / " },
  { name: "constant", find: /(?<=[ (])\d+(?=[ ,;)\n])/g, replace: (original) => String(Number(original) + 1) },
  { name: "infinity", find: /'-infinity'/g, replace: () => "clock_now()" },
  { name: "greatest", find: /\bgreatest\(/g, replace: () => "least(" },
  {
    name: "coalesce",
    find: /\bcoalesce\(([^(),]+), ((?:[^()]|\((?:[^()]|\([^()]*\))*\))+)\)/g,
    replace: (_, [, first = "null", second = "null"]) => [first, `(select ${second})`],
  },

  // Statements, locks and clauses.
  {
    name: "statement dropped",
    find: /^ *(perform|update|insert|delete) [^;]*;/gm,
    replace: (original) => `${indent(original)}null;`,
  },
  {
    name: "call dropped",
    find: /^ *(v_\w+|facts|outcome|verdict|bucket|held|shortage|admitted|started) := (?!')[^;]*;/gm,
    replace: (original) => `${indent(original)}null;`,
  },
  { name: "return dropped", find: /^ *return;/gm, replace: (original) => `${indent(original)}null;` },
  {
    name: "returned value",
    find: /\breturn (true|false);/g,
    replace: (original) => (original === "return true;" ? "return false;" : "return true;"),
  },
  { name: "lock dropped", find: /\s*for no key update/g, replace: () => "" },
  { name: "skip locked dropped", find: / skip locked/g, replace: () => "" },
  { name: "on conflict dropped", find: /\s*on conflict (\([^)]*\) )?do (nothing|update[^;]*)/g, replace: () => "" },
  {
    name: "assignment dropped",
    find: /(?<=\bset |, |,\n +)[a-z_]+ = (?:[^,;()\n]|\((?:[^()]|\([^()]*\))*\))+,(?= |\n)/g,
    replace: () => "",
  },
  {
    name: "last assignment dropped",
    find: /,\s*[a-z_]+ = (?:[^,;()\n]|\((?:[^()]|\([^()]*\))*\))+(?=\n? +where| where|\n +returning| returning)/g,
    replace: () => "",
  },
  { name: "order turned", find: /\border by [a-z._]+(?= |\)|\n|;)/g, replace: (original) => `${original} desc` },
  { name: "limit dropped", find: /\blimit p_limit\b/g, replace: () => "" },
  { name: "strict dropped", find: /\binto strict\b/g, replace: () => "into" },

  // The clock and the statuses of the state machine.
  { name: "clock stands still", find: /\bclock_now\(\)/g, replace: () => "now()" },
  {
    name: "status",
    find: /'(running|delivered|pending|failed|ready|reviewing|synthesizing|succeeded|cancelled|deleted|image|create|regenerate_ref|capture|release|hold|grant|stored|used|claimed|refused|replayed|accepted|done)'/g,
    replace: (original) => `'no_${original.slice(1)}`,
  },
];

const COMPARISONS: Readonly<Record<string, readonly string[]>> = {
  "<=": ["<", ">"],
  ">=": [">", "<"],
  "<": ["<=", ">"],
  ">": [">=", "<"],
  "<>": ["="],
};

const indent = (statement: string): string => statement.slice(0, statement.length - statement.trimStart().length);
