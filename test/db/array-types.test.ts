import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../helpers/connect.ts";
import { createTestDatabase, type TestDatabase } from "../helpers/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

test.each([
  ["text", ["a", "", "NULL", 'qu"ote', "back\\slash", "com,ma", "{brace}", "line\nbreak", "é🗝"]],
  ["text", []],
  ["int4", [0, -1, 2_147_483_647]],
  ["int8", ["9007199254740993", "-1"]],
  ["uuid", ["48e85d1a-0f3f-41d5-6540-ce7259109897", "8c735ce1-a867-5e17-099e-ec4d031b7ea2"]],
] as const)("an array of %s is returned unchanged", async (type, values) => {
  const sql = connect(database.target, 1, "test");
  try {
    const [row] = await sql.unsafe(`select $1::${type}[] as back`, [values as never]);
    expect(row?.back).toEqual(values);
  } finally {
    await sql.end();
  }
});
