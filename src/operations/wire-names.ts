import { z } from "zod";

/**
 * Operations use GraphQL's names for arguments (`hairColor`). REST uses `hair_color`. Fingerprints and the `param` of a
 * refusal use REST's names on both transports, and GraphQL converts `param` to its own name.
 */

/** Marks an unknown name that REST has sent, so that it is not mistaken for an argument with a similar name. */
const UNKNOWN = "?";

type WireObject = Readonly<Record<string, unknown>>;

/** Converts an argument's name to REST's spelling: `hairColor` → `hair_color`. */
export function wireName(argument: string): string {
  if (argument.startsWith(UNKNOWN)) return argument.slice(UNKNOWN.length);
  return argument.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Converts a name to GraphQL's spelling: `attributes.hair_color` → `attributes.hairColor`, `Idempotency-Key` →
 * `idempotencyKey`.
 */
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

/**
 * Converts GraphQL's arguments to the body that REST would have sent. Null means absent in GraphQL, so it is left out.
 */
export function wireBody(args: WireObject): WireObject {
  return mapMembers(args, wireName);
}

/** Removes the members that are null from GraphQL's arguments. */
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
 * Converts what REST has sent to the names of `schema`. `given` are arguments from elsewhere, such as the id in the
 * path. An unknown member gets a name that the schema refuses.
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

/** The schema of REST's body, without the arguments that come from elsewhere; null when it has no members. */
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

/** The arguments by their names in REST. */
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
