import type { Demo } from "../composition/demo.ts";
import { SYNTHESIZED_POSES } from "../domain/pose.ts";

/** The text that a new user reads after the start: the address, the key, and a mutation to paste. */
export function greeting(url: string, demo: Demo, creditsPerGeneration: number): string {
  const id = demo.characterIds[0] ?? "char_…";
  const price = SYNTHESIZED_POSES.length * creditsPerGeneration;
  return `
Retake is ready at ${url}
  GraphQL    ${url}/graphql   (open it in a browser; send the header X-Api-Key)
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
