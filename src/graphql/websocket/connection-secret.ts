import { type DistinctHeaders, secretOf } from "../../http/authenticate.ts";

/**
 * The key of a socket: from the payload of `connection_init` under the names of the HTTP headers, else from the headers
 * of the upgrade. Throws `CallError` invalid_api_key when they leave it open which one.
 */
export function connectionSecret(
  payload: Readonly<Record<string, unknown>> | undefined,
  headers: DistinctHeaders,
): string | null {
  const named = Object.entries(payload ?? {}).flatMap(([name, value]) =>
    typeof value === "string" ? [[name.toLowerCase(), [value]] as [string, string[]]] : [],
  );
  return secretOf(Object.fromEntries(named)) ?? secretOf(headers);
}
