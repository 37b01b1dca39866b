import type { Point } from "./geometry.ts";

type Token = number | "!";
type Hole = number | Point | readonly Point[];

const compiled = new WeakMap<TemplateStringsArray, readonly (readonly Token[])[]>();

function tokens(strings: TemplateStringsArray): readonly (readonly Token[])[] {
  const known = compiled.get(strings);
  if (known !== undefined) return known;
  const parsed = strings.map((text) =>
    (text.match(/-?[\d.]+|!/g) ?? []).map((token): Token => (token === "!" ? "!" : Number(token))),
  );
  compiled.set(strings, parsed);
  return parsed;
}

/**
 * Points (or rows of a two-column table) written as text: `pairs`0 -78, 26 -74!, ${x} ${y}``. A `!` doubles the pair
 * before it, which makes a corner in a smooth curve. Holes are numbers, pairs, or lists of pairs. Drawing tables stay
 * readable that way, and the text of a template is read once.
 */
export function pairs(strings: TemplateStringsArray, ...holes: readonly Hole[]): Point[] {
  const result: Point[] = [];
  let first: number | undefined;
  const take = (value: number): void => {
    if (first === undefined) first = value;
    else {
      result.push([first, value]);
      first = undefined;
    }
  };
  tokens(strings).forEach((chunk, i) => {
    for (const token of chunk) {
      const last = result[result.length - 1];
      if (token !== "!") take(token);
      else if (last !== undefined) result.push(last);
    }
    const hole = holes[i];
    if (hole === undefined) return;
    if (typeof hole === "number") take(hole);
    else if (isPoint(hole)) result.push(hole);
    else result.push(...hole);
  });
  return result;
}

const isPoint = (hole: Point | readonly Point[]): hole is Point => typeof hole[0] === "number";
