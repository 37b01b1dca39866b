import type postgres from "postgres";

/**
 * How values are sent and parsed. Every serializer returns text unchanged. After a changed plan the driver sends a
 * statement again with parameters that are already text, and its own serializers would then silently send other
 * values (porsager/postgres#1197, 3.4.9; fixed by the unreleased #1198).
 */

/** The driver can query the server's array types, but when that query fails, nothing can catch the error (#1223). */
const ARRAY_OIDS = { text: 1009, int4: 1007, int8: 1016, uuid: 2951 } as const;
export const JSONB_OID = 3802;

/** PostgreSQL's array literal. Every element is quoted, so that none is read as NULL or as syntax. */
function arrayLiteral(values: readonly (string | number | null)[]): string {
  const element = (value: string | number | null) =>
    value === null ? "NULL" : `"${String(value).replace(/["\\]/g, "\\$&")}"`;
  return `{${values.map(element).join(",")}}`;
}

/** The elements of a literal of one dimension. */
function parseArrayLiteral(literal: string): readonly (string | null)[] {
  const elements = literal.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs);
  return Array.from(elements, ([, quoted, plain]) => {
    if (quoted !== undefined) return quoted.replace(/\\(.)/gs, "$1");
    return plain === undefined || plain === "NULL" ? null : plain;
  });
}

type Type<T> = { to: number; from: number[]; serialize: (value: T | string) => unknown; parse: (text: string) => T };

function textOr<T>(serialize: (value: T) => string): (value: T | string) => string {
  return (value) => (typeof value === "string" ? value : serialize(value));
}

function arrayType(
  oid: number,
  read: (text: string) => string | number = (text) => text,
): Type<readonly (string | number | null)[]> {
  return {
    to: oid,
    from: [oid],
    serialize: textOr(arrayLiteral),
    parse: (text) => parseArrayLiteral(text).map((element) => (element === null ? null : read(element))),
  };
}

const boolean: Type<boolean> = {
  to: 16,
  from: [16],
  serialize: textOr((value) => (value ? "t" : "f")),
  parse: (text) => text === "t",
};
const json: Type<unknown> = {
  to: 114,
  from: [114, JSONB_OID],
  serialize: textOr((value) => JSON.stringify(value)),
  parse: (text) => JSON.parse(text) as unknown,
};
const bytea: Type<Uint8Array> = {
  to: 17,
  from: [17],
  serialize: textOr((value) => `\\x${Buffer.from(value).toString("hex")}`),
  parse: (text) => Buffer.from(text.slice(2), "hex"),
};
const date: Type<Date> = {
  to: 1184,
  from: [1082, 1114, 1184],
  serialize: textOr((value) => value.toISOString()),
  parse: (text) => new Date(text),
};

export const TYPES = {
  bool: boolean,
  json,
  bytea,
  date,
  textArray: arrayType(ARRAY_OIDS.text),
  int4Array: arrayType(ARRAY_OIDS.int4, Number),
  int8Array: arrayType(ARRAY_OIDS.int8),
  uuidArray: arrayType(ARRAY_OIDS.uuid),
} satisfies Record<string, postgres.PostgresType>;
