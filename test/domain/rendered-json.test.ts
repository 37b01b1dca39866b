import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonText, keepRenderings, RenderedJson, renderingsOf } from "../../src/domain/rendered-json.ts";

/** Renders some of the parts of a value, the same parts for the same numbers. */
function withRenderedParts(value: unknown, choices: readonly boolean[], place = 0): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (choices[place % choices.length]) return new RenderedJson(value);
  if (Array.isArray(value)) return value.map((item, index) => withRenderedParts(item, choices, place + index + 1));
  const members = Object.entries(value).map(([name, member], index) => [
    name,
    withRenderedParts(member, choices, place + index + 1),
  ]);
  return Object.fromEntries(members);
}

describe("JSON with rendered parts", () => {
  test("has the same text as without them", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.boolean(), { minLength: 1 }), (value, choices) => {
        const expected = JSON.stringify(value);
        expect(jsonText(withRenderedParts(value, choices))).toBe(expected);
        expect(JSON.stringify(withRenderedParts(value, choices))).toBe(expected);
      }),
    );
  });

  test("leaves out undefined members and writes other undefined values as null, as JSON.stringify does", () => {
    const value = { a: undefined, b: [undefined, 1], c: new Date(0), d: { toJSON: () => "d" } };
    expect(jsonText(value)).toBe(JSON.stringify(value));
  });
});

describe("the renderings of an object", () => {
  test("are kept only when that was allowed", () => {
    const [kept, other] = [{}, {}];
    keepRenderings(kept, 100);
    expect(renderingsOf(kept)?.find(test, 1)).toBeNull();
    expect(renderingsOf(other)).toBeNull();
  });

  test("are found for the same renderer and an equal stamp only", () => {
    const [source, renderer, stamp] = [{}, {}, {}];
    keepRenderings(source, 100);
    const json = renderingsOf(source)?.keep(renderer, stamp, { a: 1 });
    expect(renderingsOf(source)?.find(renderer, stamp)).toBe(json);
    expect(renderingsOf(source)?.find({}, stamp)).toBeNull();
    expect(renderingsOf(source)?.find(renderer, {})).toBeNull();
    renderingsOf(source)?.keep(renderer, {}, { a: 2 });
    expect(renderingsOf(source)?.find(renderer, stamp)).toBeNull();
  });

  test("are not kept when they are long", () => {
    const [source, renderer] = [{}, {}];
    keepRenderings(source, 12);
    expect(renderingsOf(source)?.keep(renderer, 1, "12345678901").text).toHaveLength(13);
    expect(renderingsOf(source)?.find(renderer, 1)).toBeNull();
    renderingsOf(source)?.keep(renderer, 1, "1234567890");
    expect(renderingsOf(source)?.find(renderer, 1)?.text).toHaveLength(12);
  });

  test("are at most two, however many renderers there are", () => {
    const source = {};
    keepRenderings(source, 100);
    const renderers = Array.from({ length: 10 }, () => ({}));
    for (const renderer of renderers) renderingsOf(source)?.keep(renderer, 1, {});
    const found = renderers.map((renderer) => renderingsOf(source)?.find(renderer, 1) !== null);
    expect(found).toEqual([...Array.from({ length: 8 }, () => false), true, true]);
  });
});
