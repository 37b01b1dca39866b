import type { Demo } from "../composition/demo.ts";
import { SYNTHESIZED_POSES } from "../domain/character.ts";

/** The URL that signs in to the console once. The code is in the fragment, so no server receives or logs it. */
export function signInLink(url: string, code: string, characterId?: string): string {
  return `${url}/console#code=${code}${characterId === undefined ? "" : `&character=${characterId}`}`;
}

/**
 * The text printed for a new user after the start: the console's sign-in link, the API key and a mutation to paste.
 * `code` is null when the console is turned off.
 */
export function greeting(url: string, demo: Demo, creditsPerGeneration: number, code: string | null): string {
  const id = demo.characterIds[0] ?? "char_…";
  const consoleLine =
    code === null
      ? ""
      : `  Console    ${signInLink(url, code, id)}\n             (open it in a browser; the link works once, for 15 minutes)\n`;
  const price = SYNTHESIZED_POSES.length * creditsPerGeneration;
  return `
Retake is ready at ${url}
${consoleLine}  GraphQL    ${url}/graphql   (send the header X-Api-Key)
  API key    ${demo.apiKey}

Watch a character (paste this into the page at /graphql):
  subscription { characterStatusChanged(id: "${id}") { version status character { refs { pose url } } } }

Resynthesize it for ${price} credits. Sent again, it returns the first response and costs nothing:
  mutation { resynthesizeCharacter(id: "${id}", idempotencyKey: "first") {
    ... on ResynthesizeCharacterSuccess { replayed character { status } synthesis { id cost } }
    ... on UserError { code message } } }

The same with curl:
  curl -X POST ${url}/v1/characters/${id}/resynthesize -H 'X-Api-Key: ${demo.apiKey}' -H 'Idempotency-Key: first'

`;
}

/** The text for a database with teams when DATA_DIR records no demo. It explains how to get a key. */
export function greetingWithoutDemo(url: string): string {
  return `
Retake is ready at ${url}
  GraphQL    ${url}/graphql   (open it in a browser; send the header X-Api-Key)
  API key    none is stored in DATA_DIR. Create one with "key create --team T", or start with --demo to create a demo team.

`;
}
