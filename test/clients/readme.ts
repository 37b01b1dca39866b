import { readFileSync } from "node:fs";

/** A curl command of the README. */
export type CurlCall = {
  /** The command as the shell receives it. */
  readonly command: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** The code blocks of the README in one language. */
export function readmeBlocks(language: string): readonly string[] {
  const blocks = readFileSync("README.md", "utf8").matchAll(/^```(\w+)\n(.*?)^```$/gms);
  return [...blocks].filter(([, name]) => name === language).map(([, , text = ""]) => text);
}

/** Every curl command in the README's shell blocks, with `$NAME` replaced by the values. */
export function readmeCalls(values: Readonly<Record<string, string>>): readonly CurlCall[] {
  return readmeBlocks("sh")
    .flatMap(commandsOf)
    .filter((command) => command.startsWith("curl "))
    .map((command) => ({ command, ...readCurl(wordsOf(command, values)) }));
}

/** Commands: lines, joined while a quote is open or after a backslash. */
function commandsOf(block: string): readonly string[] {
  const commands: string[] = [];
  let open = "";
  for (const line of block.split("\n")) {
    open = open === "" ? line : `${open}\n${line}`;
    const unquoted = open.replace(/'[^']*'|"(?:[^"\\]|\\.)*"/gs, "");
    if (/['"]/.test(unquoted) || open.endsWith("\\")) continue;
    commands.push(open.replaceAll("\\\n", " ").trim());
    open = "";
  }
  return commands;
}

/** A command's words as `sh` splits them. Only quotes, `$NAME` and comments are supported. */
function wordsOf(command: string, values: Readonly<Record<string, string>>): readonly string[] {
  const fill = (text: string) => text.replace(/\$(\w+)/g, (_, name: string) => values[name] ?? "");
  const words: string[] = [];
  const parts = command.matchAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|([^\s'"]+)|(\s+)/gs);
  let word: string | null = null;
  for (const [, single, double, plain, space] of parts) {
    if (word === null && plain?.startsWith("#")) break;
    if (space === undefined) word = (word ?? "") + (single ?? fill((double ?? plain ?? "").replace(/\\(.)/gs, "$1")));
    else if (word !== null) {
      words.push(word);
      word = null;
    }
  }
  return word === null ? words : [...words, word];
}

function readCurl([, ...args]: readonly string[]): Omit<CurlCall, "command"> {
  const headers: Record<string, string> = {};
  let [method, url, body]: [string | null, string, string | null] = [null, "", null];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === "-X") method = rest.shift() ?? "";
    else if (arg === "-d") body = rest.shift() ?? "";
    else if (arg === "-H") {
      const [name = "", ...value] = (rest.shift() ?? "").split(":");
      headers[name] = value.join(":").trim();
    } else if (!arg.startsWith("-")) url = arg;
    else if (arg !== "-s") throw new Error(`this test does not support the curl option ${arg} of the README`);
  }
  return { method: method ?? (body === null ? "GET" : "POST"), url, headers, body };
}
