import { CallError } from "../domain/errors.ts";

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
