import { expect, test } from "vitest";
import { renderingsOf } from "../../src/domain/rendered-json.ts";
import { readSnapshot } from "../../src/services/characters/snapshot-cache.ts";

/** The text of a character, with the id at its beginning as in the database. */
const textOf = (id: string, name = "Mina") => JSON.stringify({ id: `char_${id.padEnd(26, "0")}`, name, refs: [{}] });

test("a text that is read often is parsed twice, and then returns one frozen object whose renderings are kept", () => {
  const text = textOf("OFTEN");
  const [first, second, third] = [readSnapshot(text), readSnapshot(text), readSnapshot(text)];
  expect(second).toEqual(first);
  expect(third).toBe(second);
  expect([renderingsOf(first), renderingsOf(first.refs)]).toEqual([null, null]);
  for (const kept of [second, second.refs]) {
    expect(renderingsOf(kept)).not.toBeNull();
    expect(Object.isFrozen(kept)).toBe(true);
  }
  expect(Object.isFrozen(second.refs[0])).toBe(true);
});

test("a changed text of the same character is never answered with the earlier object", () => {
  for (const name of ["Mina", "Else", "Mina", "Mina", "Mina", "Else", "Else", "Else", "Mina"]) {
    expect(readSnapshot(textOf("CHANGED", name)).name).toBe(name);
  }
});

test("distinguishes texts with the same beginning", () => {
  const texts = ["a", "b"].map((name) => `${" ".repeat(100)}{"id":"char_1","name":"${name}","refs":[]}`);
  for (let times = 0; times < 4; times++) {
    expect(texts.map((text) => readSnapshot(text).name)).toEqual(["a", "b"]);
  }
});

test("evicts a character that is no longer read after thousands of other characters", () => {
  const text = textOf("DISPLACED");
  const kept = [readSnapshot(text), readSnapshot(text), readSnapshot(text)][2];
  expect(readSnapshot(text)).toBe(kept);
  for (let nth = 0; nth < 10_000; nth++) readSnapshot(textOf(`OTHER${nth}`));
  expect(readSnapshot(text)).not.toBe(kept);
});

test("does not keep a rendering that is much longer than the character, as aliases can make it", () => {
  const text = textOf("GROWTH");
  const [, snapshot] = [readSnapshot(text), readSnapshot(text)];
  for (const source of [snapshot, snapshot.refs]) {
    const kept = renderingsOf(source);
    kept?.keep(test, 1, "x".repeat(2 * text.length));
    expect(kept?.find(test, 1)).not.toBeNull();
    kept?.keep(expect, 1, "x".repeat(30 * text.length));
    expect(kept?.find(expect, 1)).toBeNull();
  }
});
