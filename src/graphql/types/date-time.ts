import { builder } from "../builder.ts";

/** Output only: what the database prints (microseconds, offset) in the form every transport shows. */
builder.scalarType("DateTime", {
  description: "A moment in UTC, as ISO 8601 text with milliseconds: `2026-05-15T12:00:00.000Z`.",
  serialize: (moment) => new Date(String(moment)).toISOString(),
  parseValue: () => {
    throw new TypeError("DateTime is never an input");
  },
});
