import { readFileSync } from "node:fs";

/** docs/contract.md, so that its tables are compared with the code instead of being written once more in a test. */
export const CONTRACT_PAGE = readFileSync("docs/contract.md", "utf8");

/** The cells of the table below a heading, row by row and without the head. */
export function contractTable(heading: string): readonly (readonly string[])[] {
  const [, section = ""] = CONTRACT_PAGE.split(new RegExp(`^#+ ${heading}$`, "m"));
  const [, table] = /^\|[-: |]+\|\n((?:\|.*\n)+)/m.exec(section) ?? [];
  if (table === undefined) throw new Error(`docs/contract.md has no table below "${heading}"`);
  return table
    .trim()
    .split("\n")
    .map((row) =>
      row
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The words in code style in a cell. */
export const codesIn = (cell = ""): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
