import type { Demo } from "../composition/demo.ts";
import { SYNTHESIZED_POSES } from "../domain/character.ts";

/** The address that signs a person in to the console, once. The code is in the fragment: no server or log sees it. */
export function signInLink(url: string, code: string, characterId?: string): string {
  return `${url}/console#code=${code}${characterId === undefined ? "" : `&character=${characterId}`}`;
}

/**
 * The text that a new user reads after the start: the console's sign-in link, the key, and a mutation to paste.
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

Watch a character (paste into the first tab):
  subscription { characterStatusChanged(id: "${id}") { version status character { refs { pose url } } } }

Resynthesize it, ${price} credits; sent again it is a replay and costs nothing:
  mutation { resynthesizeCharacter(id: "${id}", idempotencyKey: "first") {
    ... on ResynthesizeCharacterSuccess { replayed character { status } synthesis { id cost } }
    ... on UserError { code message } } }

The same with curl:
  curl -X POST ${url}/v1/characters/${id}/resynthesize -H 'X-Api-Key: ${demo.apiKey}' -H 'Idempotency-Key: first'

`;
}

/** The text when the database has teams but DATA_DIR records no demo: how to get a key. */
export function greetingWithoutDemo(url: string): string {
  return `
Retake is ready at ${url}
  GraphQL    ${url}/graphql   (open it in a browser; send the header X-Api-Key)
  API key    DATA_DIR holds none. Make one with "key create --team T", or start with --demo for a new demo team.

`;
}
