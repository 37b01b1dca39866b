import { CONTRACT_VERSIONS, type ContractVersion, CURRENT_CONTRACT_VERSION } from "../domain/contract-version.ts";
import { CallError, quoted } from "../domain/errors.ts";
import { type DistinctHeaders, headerText } from "../http/request.ts";
import type { QueryParameter } from "./route.ts";

const VERSION = "Aurous-Version";
const IDEMPOTENCY_KEY = "Idempotency-Key";
const NUMBER = /^-?[0-9]{1,15}(\.[0-9]{1,15})?$/;

/**
 * The contract version of the header, or the pinned one without a header. A team that a newer gateway beside this one
 * has pinned to a newer version gets the latest version that this gateway knows. Throws `CallError` invalid_format,
 * unknown_version.
 */
export function contractVersion(headers: DistinctHeaders, pinned: ContractVersion): ContractVersion {
  const values = headers[VERSION.toLowerCase()];
  if (values === undefined) return CONTRACT_VERSIONS.includes(pinned) ? pinned : CURRENT_CONTRACT_VERSION;
  const [date = ""] = values;
  if (values.length > 1 || !/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    throw new CallError("invalid_format", `${VERSION} must be one date, YYYY-MM-DD.`, { param: VERSION });
  }
  const known = CONTRACT_VERSIONS.find((version) => version === date);
  if (known) return known;
  const message = `Unknown version ${date}. Known versions: ${CONTRACT_VERSIONS.join(", ")}.`;
  throw new CallError("unknown_version", message, { param: VERSION });
}

/**
 * Reads the idempotency key; null when the header is absent. The operation checks its syntax. Throws `CallError`
 * invalid_format when the header is repeated.
 */
export function idempotencyKey(headers: DistinctHeaders): string | null {
  const values = headers[IDEMPOTENCY_KEY.toLowerCase()];
  if (values === undefined) return null;
  const [value = ""] = values;
  if (values.length > 1) {
    throw new CallError("invalid_format", `${IDEMPOTENCY_KEY} must be sent once.`, { param: IDEMPOTENCY_KEY });
  }
  return headerText(value);
}

/** Reads the query string as names and values. Throws `CallError` invalid_request for a repeated name. */
export function parseQuery(url: string): Readonly<Record<string, string>> {
  const start = url.indexOf("?");
  const query = new Map<string, string>();
  for (const [name, text] of new URLSearchParams(start === -1 ? "" : url.slice(start + 1))) {
    if (query.has(name)) {
      const param = quoted(name);
      throw new CallError("invalid_request", `${param}: must be sent once.`, { param });
    }
    query.set(name, text);
  }
  return Object.fromEntries(query);
}

/** Throws `CallError` invalid_request when there are query parameters: only GET requests have them. */
export function refuseQuery(query: Readonly<Record<string, string>>): void {
  const [name] = Object.keys(query);
  if (name === undefined) return;
  const param = quoted(name);
  throw new CallError("invalid_request", `Unknown parameter: ${param}.`, { param });
}

/**
 * Converts query parameters to arguments of the operation: a parameter of type integer becomes a number. The
 * operation's schema refuses unknown names and values of the wrong type.
 */
export function queryArguments(
  query: Readonly<Record<string, string>>,
  parameters: Readonly<Record<string, QueryParameter>>,
): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(query).map(([name, text]) => {
      const isNumber = parameters[name]?.schema.type === "integer" && NUMBER.test(text);
      return [name, isNumber ? Number(text) : text];
    }),
  );
}
