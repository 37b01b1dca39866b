import type postgres from "postgres";

/**
 * How arrays are sent and read. The driver can ask the server for this at every first connection, but that question,
 * asked while a server recovers, fails where nobody can catch it; the few types that are used need no question. (uuid is
 * the queue's, which also reads arrays; we read sets of values as JSON.)
 */
const OIDS = { text: 1009, int4: 1007, int8: 1016, uuid: 2951 } as const;

/** PostgreSQL's array literal; every element quoted, so that none is read as NULL or as syntax. */
export function arrayLiteral(values: readonly (string | number)[]): string {
  return `{${values.map((value) => `"${String(value).replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

/** The elements of a literal of one dimension. */
export function readArrayLiteral(literal: string): readonly (string | null)[] {
  const elements = literal.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs);
  return Array.from(elements, ([, quoted, plain]) => {
    if (quoted !== undefined) return quoted.replace(/\\(.)/gs, "$1");
    return plain === undefined || plain === "NULL" ? null : plain;
  });
}

const arrayType = (
  oid: number,
  read: (text: string) => string | number = (text) => text,
): postgres.PostgresType<readonly (string | number)[]> => ({
  to: oid,
  from: [oid],
  serialize: arrayLiteral,
  parse: (text: string) => readArrayLiteral(text).map((element) => (element === null ? null : read(element))) as never,
});

export const ARRAY_TYPES = {
  textArray: arrayType(OIDS.text),
  int4Array: arrayType(OIDS.int4, Number),
  int8Array: arrayType(OIDS.int8),
  uuidArray: arrayType(OIDS.uuid),
};
