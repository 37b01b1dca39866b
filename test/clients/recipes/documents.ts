/** One fragment for all operations, so that responses and events have the same fields of a character. */
const CHARACTER = `fragment CharacterParts on Character {
  id version name status
  refs { pose url }
  synthesis { id status progress { completed total } }
}`;

export const CHARACTER_QUERY = `query Character($id: ID!) { character(id: $id) { ...CharacterParts } } ${CHARACTER}`;

export const RESYNTHESIZE = `mutation Resynthesize($id: ID!, $idempotencyKey: String!) {
  result: resynthesizeCharacter(id: $id, idempotencyKey: $idempotencyKey) {
    ... on ResynthesizeCharacterSuccess { replayed character { ...CharacterParts } }
    ... on IdempotencyKeyInUseError { reason }
    ... on UserError { code message }
  }
} ${CHARACTER}`;

export const CHANGES = `subscription Changes($id: ID!, $after: Int) {
  characterStatusChanged(id: $id, after: $after) { version status character { ...CharacterParts } }
} ${CHARACTER}`;

export const PROGRESS = `subscription Progress($id: ID!) {
  synthesisProgress(characterId: $id) { completed total synthesis { generations { pose status thumbUrl } } }
}`;

/** The types that implement the interface `UserError`. A cache needs them to match `... on UserError`. */
export const USER_ERRORS = [
  "CharacterNotReadyError",
  "CharacterStateError",
  "IdempotencyKeyInUseError",
  "InsufficientCreditsError",
  "InvalidInputError",
  "NotFoundError",
  "RateLimitExceededError",
];
