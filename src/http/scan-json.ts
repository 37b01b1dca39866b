/** Deeper than any body of ours; far below what overflows a recursive reader. */
export const MAX_JSON_DEPTH = 32;

/** What `JSON.parse` lets through and we don't. `path` has the names around it, joined by dots. */
export type JsonProblem =
  | { readonly kind: "duplicate_name"; readonly path: string }
  | { readonly kind: "too_deep"; readonly path: null };

/** An object or (`names` null) an array that is open; `name` is the member being read. */
type Frame = { readonly names: Set<string> | null; name: string | null };

/**
 * Looks through JSON text for member names that occur twice in one object, which `JSON.parse` would silently merge,
 * and for nesting beyond `MAX_JSON_DEPTH`. The text must be valid JSON; names are compared as they read, escapes undone.
 */
export function scanJson(text: string): JsonProblem | null {
  const open: Frame[] = [];
  let nameComes = false;
  for (let i = 0; i < text.length; i++) {
    const top = open.at(-1);
    switch (text[i]) {
      case "{":
      case "[":
        if (open.length === MAX_JSON_DEPTH) return { kind: "too_deep", path: null };
        nameComes = text[i] === "{";
        open.push({ names: nameComes ? new Set() : null, name: null });
        break;
      case "}":
      case "]":
        open.pop();
        nameComes = false;
        break;
      case ",":
        // In an array it is a value, for which nobody looks.
        nameComes = true;
        break;
      case '"': {
        const end = endOfString(text, i);
        if (nameComes && top?.names) {
          top.name = JSON.parse(text.slice(i, end + 1)) as string;
          if (top.names.has(top.name)) return { kind: "duplicate_name", path: pathOf(open) };
          top.names.add(top.name);
          nameComes = false;
        }
        i = end;
        break;
      }
    }
  }
  return null;
}

/** True when a value has more than `levels` objects or arrays inside each other. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}

/** Index of the closing quote of the string that starts at `start`. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === "\\" ? 2 : 1;
  return i;
}

function pathOf(open: readonly Frame[]): string {
  return open.flatMap(({ name }) => (name === null ? [] : [name])).join(".");
}
