import { CONTRACT_VERSIONS, type ContractVersion } from "../domain/contract-version.ts";
import { CallError } from "../domain/errors.ts";
import type { DistinctHeaders } from "../http/authenticate.ts";
import type { QueryParameter } from "./route.ts";

const VERSION = "Aurous-Version";
const IDEMPOTENCY_KEY = "Idempotency-Key";

/** The version that applies: the header's, else the pinned one. Throws `CallError` invalid_format, unknown_version. */
export function contractVersion(headers: DistinctHeaders, pinned: ContractVersion): ContractVersion {
  const values = headers[VERSION.toLowerCase()];
  if (values === undefined) return pinned;
  const [date = ""] = values;
  if (values.length > 1 || !/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    throw new CallError("invalid_format", `${VERSION} must be one date, YYYY-MM-DD.`, { param: VERSION });
  }
  const known = CONTRACT_VERSIONS.find((version) => version === date);
  if (known) return known;
  const message = `There is no version ${date}; known: ${CONTRACT_VERSIONS.join(", ")}.`;
  throw new CallError("unknown_version", message, { param: VERSION });
}

/**
 * The key as text, null when the header is absent; its syntax is the operation's to judge. Node hands header bytes
 * over as latin1, but they are UTF-8. Throws `CallError` invalid_format when it is repeated or not UTF-8.
 */
export function idempotencyKey(headers: DistinctHeaders): string | null {
  const values = headers[IDEMPOTENCY_KEY.toLowerCase()];
  if (values === undefined) return null;
  const [value = ""] = values;
  if (values.length > 1) throw badKey("must be sent once.");
  try {
    // A byte order mark is part of the key: nothing is trimmed.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(value, "latin1"));
  } catch {
    throw badKey("must be UTF-8.");
  }
}

function badKey(problem: string): CallError {
  return new CallError("invalid_format", `${IDEMPOTENCY_KEY} ${problem}`, { param: IDEMPOTENCY_KEY });
}

/** The query as names and texts. Throws `CallError` invalid_request for a name nobody documented, or a repeated one. */
export function readQuery(url: string, known: readonly string[]): Record<string, string> {
  const start = url.indexOf("?");
  const query: Record<string, string> = {};
  if (start === -1) return query;
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    if (!known.includes(name)) throw refuse(`Unknown query parameter: ${name}.`, name);
    if (Object.hasOwn(query, name)) throw refuse(`${name}: must be sent once.`, name);
    query[name] = value;
  }
  return query;
}

function refuse(message: string, param: string): CallError {
  return new CallError("invalid_request", message, { param });
}

/** The parameters of a query as arguments: integers as numbers. Throws `CallError` invalid_format for another text. */
export function queryArguments(
  query: Readonly<Record<string, string>>,
  parameters: Readonly<Record<string, QueryParameter>>,
): Record<string, string | number> {
  const entries = Object.entries(query).map(([name, text]): [string, string | number] => {
    if (parameters[name]?.schema.type !== "integer") return [name, text];
    if (/^-?[0-9]{1,9}$/.test(text)) return [name, Number(text)];
    throw new CallError("invalid_format", `${name}: must be a whole number.`, { param: name });
  });
  return Object.fromEntries(entries);
}
