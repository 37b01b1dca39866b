import { z } from "zod";

/**
 * Operations name their arguments as GraphQL does (`hairColor`); on the wire REST names them `hair_color`. The names of
 * the wire are also those of fingerprints and of `param` in errors, on both transports.
 */

/** Marks a name that REST has sent and no argument has, so that it can't pass for the argument it looks like. */
const UNKNOWN = "?";

type WireObject = Readonly<Record<string, unknown>>;

/** An argument's name on the wire: `hairColor` → `hair_color`. */
export function wireName(argument: string): string {
  if (argument.startsWith(UNKNOWN)) return argument.slice(UNKNOWN.length);
  return argument.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A name of the wire as GraphQL spells it: `attributes.hair_color` → `attributes.hairColor`, `Idempotency-Key` → `idempotencyKey`. */
export function argumentName(name: string): string {
  return name
    .split(".")
    .map((part) =>
      part
        .replace(/^[A-Z]/, (letter) => letter.toLowerCase())
        .replace(/[-_]([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    )
    .join(".");
}

/** GraphQL's arguments as REST would have sent them. Null means "not set" in GraphQL, so such members are left out. */
export function wireBody(args: WireObject): WireObject {
  return mapMembers(args, wireName);
}

/** GraphQL's arguments without the members that are null. */
export function withoutNulls<T extends object>(args: T): T {
  return mapMembers(args as WireObject, (name) => name) as T;
}

function mapMembers(value: WireObject, rename: (name: string) => string): WireObject {
  const members = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(
    members.map(([name, member]) => [rename(name), isObject(member) ? mapMembers(member, rename) : member]),
  );
}

/**
 * What REST has sent, under the names that `schema` gives its arguments; `given` are those that came otherwise, such as
 * the id in the path. A member without an argument keeps a name that the schema refuses.
 */
export function argsFromWire(schema: z.ZodObject, sent: unknown, given: WireObject = {}): unknown {
  if (!isObject(sent)) return sent;
  const names = argumentNames(schema);
  const args: Record<string, unknown> = { ...given };
  for (const [name, member] of Object.entries(sent)) {
    const argument = names.get(name);
    if (argument === undefined || Object.hasOwn(given, argument)) {
      args[UNKNOWN + name] = member;
    } else {
      const nested = objectSchema(schema.shape[argument]);
      args[argument] = nested ? argsFromWire(nested, member) : member;
    }
  }
  return args;
}

/** The schema of a body as REST sends it, without the arguments that come otherwise; null when it has no members. */
export function wireSchema(schema: z.ZodObject, given: readonly string[] = []): z.ZodObject | null {
  const members = Object.entries(schema.shape).filter(([name]) => !given.includes(name));
  if (members.length === 0) return null;
  return z.strictObject(Object.fromEntries(members.map(([name, member]) => [wireName(name), wireMember(member)])));
}

function wireMember(member: z.core.$ZodType): z.core.$ZodType {
  if (member instanceof z.ZodOptional) return z.optional(wireMember(member.unwrap()));
  if (member instanceof z.ZodNullable) return z.nullable(wireMember(member.unwrap()));
  return member instanceof z.ZodObject ? (wireSchema(member) ?? member) : member;
}

const known = new WeakMap<z.ZodObject, ReadonlyMap<string, string>>();

/** Arguments by their names on the wire. */
function argumentNames(schema: z.ZodObject): ReadonlyMap<string, string> {
  const names = known.get(schema) ?? new Map(Object.keys(schema.shape).map((name) => [wireName(name), name]));
  known.set(schema, names);
  return names;
}

function objectSchema(member: z.core.$ZodType | undefined): z.ZodObject | null {
  if (member instanceof z.ZodObject) return member;
  return member instanceof z.ZodOptional || member instanceof z.ZodNullable ? objectSchema(member.unwrap()) : null;
}

function isObject(value: unknown): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
