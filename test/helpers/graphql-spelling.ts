import type { SeenCharacter, SeenImage } from "./clients.ts";

type Json = Record<string, unknown>;

/** Details that have different names in GraphQL and in REST. */
const RENAMED: Readonly<Record<string, string>> = { stateReason: "reason" };

/** Converts between GraphQL's and REST's names, so that one test fits both. */
export function toSeen(character: Json): SeenCharacter {
  const attributes = character.attributes as Json | null;
  const { __typename, version, attributes: _unset, ...rest } = character;
  return {
    ...(snakeMembers(rest) as SeenCharacter),
    object: "character",
    status: String(character.status).toLowerCase(),
    refs: (character.refs as Json[]).map((ref) => ({
      ...(snakeMembers(ref) as SeenCharacter["refs"][number]),
      pose: String(ref.pose).toLowerCase(),
    })),
    attributes: attributes && snakeMembers(withoutNulls(attributes)),
  };
}

export function toSeenImage(image: Json): SeenImage {
  return { ...(snakeMembers(image) as SeenImage), object: "image", status: String(image.status).toLowerCase() };
}

/** The details of an error with REST's names, and with enum values in lower case. */
export function restDetails(details: Json): Json {
  return Object.fromEntries(
    Object.entries(withoutNulls(details)).map(([name, value]) => [RENAMED[name] ?? snake(name), lowerEnum(value)]),
  );
}

/** The REST name of a GraphQL argument: `input.uploadIds.0` → `upload_ids.0`. */
export function restParam(param: string | null): string | null {
  if (param === null) return null;
  return param === "idempotencyKey"
    ? "Idempotency-Key"
    : param
        .replace(/^input\./, "")
        .split(".")
        .map(snake)
        .join(".");
}

/** A REST body as GraphQL arguments. */
export function toArguments(body: Json): Json {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      camel(name),
      typeof value === "object" && value !== null && !Array.isArray(value) ? toArguments(value as Json) : value,
    ]),
  );
}

const snakeMembers = (value: Json) => Object.fromEntries(Object.entries(value).map(([n, v]) => [snake(n), v]));
const withoutNulls = (value: Json) => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function lowerEnum(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerEnum);
  return typeof value === "string" && /^[A-Z_]+$/.test(value) ? value.toLowerCase() : value;
}
