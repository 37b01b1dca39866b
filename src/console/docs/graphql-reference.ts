/** A definition of the printed schema: its kind, name, description and text. */
type Definition = { readonly kind: string; readonly name: string; readonly description: string; readonly sdl: string };

/** The groups, with the most needed ones first. Within a group, definitions are in the order of the schema. */
const GROUPS: readonly { readonly title: string; readonly of: (definition: Definition) => boolean }[] = [
  { title: "Queries", of: ({ name }) => name === "Query" },
  { title: "Mutations", of: ({ name }) => name === "Mutation" },
  { title: "Subscriptions", of: ({ name }) => name === "Subscription" },
  { title: "Objects", of: ({ kind, name }) => kind === "type" && !/(Success|Error|Connection|Edge)$/.test(name) },
  { title: "Results of mutations", of: ({ kind, name }) => kind === "union" || name.endsWith("Success") },
  { title: "Errors", of: ({ name }) => name.endsWith("Error") },
  { title: "Inputs", of: ({ kind }) => kind === "input" },
  { title: "Enums and scalars", of: ({ kind }) => kind === "enum" || kind === "scalar" },
  { title: "Interfaces and pages", of: () => true },
];

/** The GraphQL reference as Markdown, generated from the printed schema. */
export function graphqlReference(schema: string): string {
  const rest = new Set(definitionsOf(schema));
  const parts = GROUPS.map(({ title, of }) => {
    const members = [...rest].filter(of);
    for (const member of members) rest.delete(member);
    return `## ${title}\n\n${members.map(section).join("\n")}`;
  });
  return `# GraphQL reference\n\nAll operations and types of \`POST /graphql\`, generated from the schema of this server.\n\n${parts.join("\n\n")}\n`;
}

function section({ name, description, sdl }: Definition): string {
  return `### ${name}\n\n${description}\n\n\`\`\`graphql\n${sdl}\n\`\`\`\n`;
}

/** Splits the printed schema, whose definitions are separated by blank lines outside braces and descriptions. */
function definitionsOf(schema: string): Definition[] {
  const pattern =
    /(?:^"""\n?([\s\S]*?)\n?"""\n)?^((type|interface|union|enum|input|scalar) (\w+)[^\n{]*(?:\{[\s\S]*?^\}|(?:\n {2}[|=][^\n]*)*))/gm;
  return [...schema.matchAll(pattern)].map(([, description = "", sdl = "", kind = "", name = ""]) => ({
    kind,
    name,
    description: description.trim(),
    sdl: withoutDescriptionMarks(sdl),
  }));
}

/** About the width of a code block of the page. */
const COMMENT_WIDTH = 88;

/** Shows descriptions of fields as comments, which need one line instead of three. */
function withoutDescriptionMarks(sdl: string): string {
  return sdl.replace(/^( *)"""\n?([\s\S]*?)\n? *"""\n/gm, (_match, indent: string, text: string) => {
    const words = text.trim().split(/\s+/);
    return linesOf(words, COMMENT_WIDTH - indent.length)
      .map((line) => `${indent}# ${line}\n`)
      .join("");
  });
}

/** Joins words to lines of at most `width` characters. */
function linesOf(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
