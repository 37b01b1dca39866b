import { readFileSync, writeFileSync } from "node:fs";
import { lexicographicSortSchema, printSchema } from "graphql";
import { schema } from "../../src/graphql/schema.ts";

/** Checks that schema.graphql is the printed schema; `--write` renews the file. */
const FILE = "schema.graphql";
const printed = `${printSchema(lexicographicSortSchema(schema))}\n`;

if (process.argv.includes("--write")) {
  writeFileSync(FILE, printed);
} else if (readFileSync(FILE, "utf8") !== printed) {
  console.log(`${FILE} is not the printed schema; run npm run schema`);
  process.exitCode = 1;
}
