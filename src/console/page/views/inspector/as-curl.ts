import type { RecordedCall } from "../../api/calls.ts";

/** Quotes a text as one argument of a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const KEY_HEADER = '-H "X-Api-Key: $RETAKE_API_KEY"';
const JSON_HEADER = "-H 'Content-Type: application/json'";

/** The call over GraphQL. The API key is a shell variable, because the page has no API key. */
export function asGraphqlCurl({ document, variables, kind }: RecordedCall): string {
  const stream = kind === "subscription" ? " -N -H 'Accept: text/event-stream'" : "";
  const body = JSON.stringify({ query: document, variables });
  return `curl${stream} ${location.origin}/graphql ${KEY_HEADER} ${JSON_HEADER} \\\n  -d ${quote(body)}`;
}

type Call = { readonly method: string; readonly path: string; readonly body?: unknown };

/** The same call over REST; null when REST does not have it. */
export function asRestCurl({ name, variables }: RecordedCall): string | null {
  const call = restCall(name, variables);
  if (!call) return null;
  const key =
    typeof variables.idempotencyKey === "string" ? ` -H ${quote(`Idempotency-Key: ${variables.idempotencyKey}`)}` : "";
  const body = call.body === undefined ? "" : ` ${JSON_HEADER} \\\n  -d ${quote(JSON.stringify(call.body))}`;
  return `curl -X ${call.method} ${quote(`${location.origin}/v1${call.path}`)} ${KEY_HEADER}${key}${body}`;
}

function restCall(name: string, variables: RecordedCall["variables"]): Call | null {
  const id = String(variables.id ?? variables.characterId ?? "");
  const input = (variables.input ?? {}) as Record<string, unknown>;
  switch (name) {
    case "Resynthesize":
      return { method: "POST", path: `/characters/${id}/resynthesize` };
    case "Regenerate": {
      const { pose, promptOverride } = variables;
      const prompt = promptOverride ? { prompt_override: promptOverride } : {};
      return {
        method: "POST",
        path: `/characters/${id}/refs/regenerate`,
        body: { pose: String(pose).toLowerCase(), ...prompt },
      };
    }
    case "CreateCharacter":
      return { method: "POST", path: "/characters", body: snakeCase(input) };
    case "CreateImage":
      return { method: "POST", path: "/images", body: snakeCase(input) };
    case "Update":
      return { method: "PATCH", path: `/characters/${id}`, body: snakeCase(input) };
    case "Cancel": {
      const body = variables.synthesisId === undefined ? {} : { body: { synthesis_id: variables.synthesisId } };
      return { method: "POST", path: `/characters/${id}/cancel`, ...body };
    }
    case "Restore":
      return { method: "POST", path: `/characters/${id}/refs/restore`, body: { number: variables.number } };
    case "Save":
      return { method: "POST", path: `/characters/${id}/save` };
    case "Delete":
      return { method: "DELETE", path: `/characters/${id}` };
    case "CharacterPage":
      return { method: "GET", path: `/characters/${id}` };
    case "Gallery":
      return { method: "GET", path: `/characters?${listQuery(variables)}` };
    case "Images":
      return { method: "GET", path: `/images?${listQuery(variables)}` };
    case "ImageById":
      return { method: "GET", path: `/images/${id}` };
    default:
      return null;
  }
}

/** REST has other cursors than GraphQL, so the command reads from the start of the list. */
function listQuery({ first, status }: RecordedCall["variables"]): string {
  const named = typeof status === "string" ? { status: status.toLowerCase() } : {};
  return String(new URLSearchParams({ limit: String(first), ...named }));
}

/** Converts GraphQL's argument names to REST's. */
function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), snakeCase(member)]),
  );
}
