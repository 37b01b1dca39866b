import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import * as documents from "../../src/console/page/api/documents.ts";

/** Checks every document that the console's page sends against schema.graphql. */
const schema = buildSchema(readFileSync("schema.graphql", "utf8"));
const entries = Object.entries(documents);
if (entries.length === 0) throw new Error("no documents were found");
for (const [name, text] of entries) {
  for (const { message } of validate(schema, parse(text))) {
    console.log(`${name}: ${message}`);
    process.exitCode = 1;
  }
}
