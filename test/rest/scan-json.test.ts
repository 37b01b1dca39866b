import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_JSON_DEPTH, scanJson } from "../../src/http/request.ts";

describe("scanJson", () => {
  test("reports nothing for the output of JSON.stringify with any spacing", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(undefined, 1, "\t"), (value, space) => {
        expect(scanJson(JSON.stringify(value, null, space))).toBeNull();
      }),
    );
  });

  test("reports a duplicate name at any depth and with any escapes", () => {
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

  test("allows the same name in sibling and nested objects", () => {
    expect(scanJson('{"a":{"a":[{"a":1},{"a":"a\\"a"}]},"b":"a","c":["a","a"]}')).toBeNull();
  });

  test("allows the maximum nesting and refuses one level more", () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(scanJson(nested(MAX_JSON_DEPTH))).toBeNull();
    expect(scanJson(nested(MAX_JSON_DEPTH + 1))).toEqual({ kind: "too_deep", path: null });
    expect(scanJson('{"a":'.repeat(100_000))).toEqual({ kind: "too_deep", path: null });
  });
});

describe("a duplicate name", () => {
  test.each(['["a","a"]', '"a"', '{"a":["b","b"],"c":"a"}', '[["a"],"a",{"b":"a"}]', "[1,2]", '{"a":"b","b":"a"}'])(
    "is not reported for texts in an array or a value: %s",
    (text) => {
      expect(scanJson(text)).toBeNull();
    },
  );

  test.each([
    ['{"a":{},"a":1}', "a"],
    ['{"a":[],"a":1}', "a"],
    ['{"a":["x"],"b":1,"b":2}', "b"],
    ['[0,{"":1,"":2}]', ""],
  ])("is reported after an object or array that has ended: %s", (text, path) => {
    expect(scanJson(text)).toEqual({ kind: "duplicate_name", path });
  });
});

/** A JSON string with every code unit as an escape. */
function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, "0"));
  return `"${units.map((unit) => `\\u${unit}`).join("")}"`;
}
