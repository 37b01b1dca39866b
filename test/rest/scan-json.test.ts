import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_JSON_DEPTH, scanJson } from "../../src/http/scan-json.ts";

describe("scanJson", () => {
  test("finds nothing wrong in what JSON.stringify writes, however it is spaced", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(undefined, 1, "\t"), (value, space) => {
        expect(scanJson(JSON.stringify(value, null, space))).toBeNull();
      }),
    );
  });

  test("finds a name that occurs twice, wherever it is and however it is escaped", () => {
    const name = fc.string({ unit: "binary", minLength: 1, maxLength: 6 });
    const member = fc.tuple(name, fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(member, { selector: ([key]) => key, minLength: 1 }),
        fc.nat(),
        fc.nat(),
        (members, from, to) => {
          const written = members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
          const [twice = ""] = members[from % members.length] ?? [];
          written.splice(to % (written.length + 1), 0, `${escaped(twice)} : {"inner":[1]}`);
          const text = `[{"outer":{${written.join(",")}}}]`;
          expect(JSON.parse(text)).toBeTruthy();
          expect(scanJson(text)).toEqual({ kind: "duplicate_name", path: `outer.${twice}` });
        },
      ),
    );
  });

  test("lets the same name stand in objects beside and inside each other", () => {
    expect(scanJson('{"a":{"a":[{"a":1},{"a":"a\\"a"}]},"b":"a","c":["a","a"]}')).toBeNull();
  });

  test("allows the deepest nesting and refuses one level more", () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(scanJson(nested(MAX_JSON_DEPTH))).toBeNull();
    expect(scanJson(nested(MAX_JSON_DEPTH + 1))).toEqual({ kind: "too_deep", path: null });
    expect(scanJson('{"a":'.repeat(100_000))).toEqual({ kind: "too_deep", path: null });
  });
});

/** A JSON string with every code unit as an escape. */
function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, "0"));
  return `"${units.map((unit) => `\\u${unit}`).join("")}"`;
}
