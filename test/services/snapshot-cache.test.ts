import { expect, test } from "vitest";
import type { Database } from "../../src/db/client.ts";
import { renderingsOf } from "../../src/domain/rendered-json.ts";
import { CharacterReading } from "../../src/services/characters/snapshot-cache.ts";

type Character = {
  readonly id: string;
  readonly name: string;
  readonly refs: readonly object[];
  readonly stamp: string;
};

const character = (id: string, name = "Mina", stamp = `7/1/${name}`): Character => ({ id, name, refs: [{}], stamp });

/** A process, and the database that it reads from: a row has its JSON unless the statement's parameter has its stamp. */
function start() {
  const db = {} as Database;
  const rowOf = ({ stamps }: CharacterReading, { stamp, ...json }: Character) => {
    const known = (JSON.parse(stamps) as Record<string, string>)[json.id];
    return known === stamp ? `${json.id} ${stamp}` : `${json.id} ${stamp} ${JSON.stringify(json)}`;
  };
  const open = (...ids: string[]) => new CharacterReading(db, ids);
  const read = (one: Character) => {
    const reading = open(one.id);
    return reading.read(rowOf(reading, one));
  };
  return { open, rowOf, read };
}

test("an unchanged character is returned without its JSON, and from the second reading on as one frozen object", () => {
  const { open, read } = start();
  const often = character("char_often");
  const [first, second, third] = [read(often), read(often), read(often)];
  expect(open("char_often", "char_never_read").stamps).toBe('{"char_often":"7/1/Mina"}');
  expect(second).toEqual(first);
  expect(third).toBe(second);
  expect([renderingsOf(first), renderingsOf(first.refs)]).toEqual([null, null]);
  for (const kept of [second, second.refs]) {
    expect(renderingsOf(kept)).not.toBeNull();
    expect(Object.isFrozen(kept)).toBe(true);
  }
  expect(Object.isFrozen(second.refs[0])).toBe(true);
});

test("a changed character is never answered with an earlier version", () => {
  const { read } = start();
  for (const name of ["Mina", "Else", "Mina", "Mina", "Mina", "Else", "Else", "Else", "Mina"]) {
    expect(read(character("char_changed", name)).name).toBe(name);
  }
});

test("a slow answer with an earlier version does not displace a newer one", () => {
  const { open, rowOf, read } = start();
  const [old, renamed] = [character("char_slow"), character("char_slow", "Else")];
  read(old);
  const slow = open("char_slow");
  const row = rowOf(slow, old);
  read(renamed);
  expect(slow.read(row).name).toBe("Mina");
  expect(open("char_slow").stamps).toBe('{"char_slow":"7/1/Else"}');
});

test("a character that is displaced while the statement runs is returned, and later read anew", () => {
  const { open, rowOf, read } = start();
  const displaced = character("char_displaced");
  const kept = [read(displaced), read(displaced)][1];
  const reading = open("char_displaced");
  const row = rowOf(reading, displaced);
  for (let nth = 0; nth < 10_000; nth++) read(character(`char_other_${nth}`));
  expect(open("char_displaced").stamps).toBe("{}");
  expect(reading.read(row)).toBe(kept);
  expect(read(displaced)).not.toBe(kept);
});

test("a reading lists the ids in the order of its rows", () => {
  const { open, rowOf } = start();
  const reading = open();
  for (const id of ["char_b", "char_a"]) reading.read(rowOf(reading, character(id)));
  expect(reading.ids).toEqual(["char_b", "char_a"]);
});

test("two databases share nothing, even if their characters have the same ids and stamps", () => {
  const [here, there] = [start(), start()];
  here.read(character("char_both", "Mina", "7/1/0"));
  expect(there.open("char_both").stamps).toBe("{}");
  expect(there.read(character("char_both", "Else", "7/1/0")).name).toBe("Else");
});

test("a row without the JSON of a version that this process has not is an error", () => {
  const { open, read } = start();
  read(character("char_1"));
  expect(() => open("char_1").read("char_1 8/2/0")).toThrow("no JSON of char_1 8/2/0");
  expect(() => open().read("char_1 7/1/Mina")).toThrow("no JSON of char_1 7/1/Mina");
});

test("does not keep a rendering that is much longer than the character, as aliases can make it", () => {
  const { read } = start();
  const growth = character("char_growth");
  const length = JSON.stringify(growth).length;
  const [, snapshot] = [read(growth), read(growth)];
  for (const source of [snapshot, snapshot.refs]) {
    const kept = renderingsOf(source);
    kept?.keep(test, 1, "x".repeat(2 * length));
    expect(kept?.find(test, 1)).not.toBeNull();
    kept?.keep(expect, 1, "x".repeat(30 * length));
    expect(kept?.find(expect, 1)).toBeNull();
  }
});
