import type postgres from "postgres";

/**
 * How arrays are sent. The driver can ask the server for this at every first connection, but that question, asked while
 * a server recovers, fails where nobody can catch it; the three types that are used need no question.
 */
const OIDS = { text: 1009, int4: 1007, int8: 1016 } as const;

/** PostgreSQL's array literal; every element quoted, so that none is read as NULL or as syntax. */
export function arrayLiteral(values: readonly (string | number)[]): string {
  return `{${values.map((value) => `"${String(value).replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

const arrayType = (oid: number): postgres.PostgresType<readonly (string | number)[]> => ({
  to: oid,
  // We read no arrays: sets of values come as JSON.
  from: [],
  serialize: arrayLiteral,
  parse: (text: string) => text as never,
});

export const ARRAY_TYPES = {
  textArray: arrayType(OIDS.text),
  int4Array: arrayType(OIDS.int4),
  int8Array: arrayType(OIDS.int8),
  uuidArray: {
    ...arrayType(OIDS.uuid),
    from: [OIDS.uuid],
    // The queue reads the ids it completed. A uuid needs no quotes.
    parse: (text: string) =>
      text
        .slice(1, -1)
        .split(",")
        .filter((id) => id !== ""),
  },
};
