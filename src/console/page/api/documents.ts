/**
 * All GraphQL documents of the page. `npm run check` validates them against schema.graphql. Events and responses use
 * the same fragments, so that they have the same fields of a character.
 */

const SYNTHESIS = `fragment SynthesisParts on Synthesis {
  id kind status cost creditsReleased startedAt finishedAt errorCode
  progress { completed total }
  generations { pose status attempt thumbUrl thumbhash }
}`;

const REF = "fragment RefParts on CharacterRef { pose url thumbUrl thumbhash width height }";

const CHARACTER = `fragment CharacterParts on Character {
  id name status version clientReferenceId errorMessage createdAt updatedAt sheetUrl
  attributes { gender age ethnicity hairColor hairStyle eyeColor bodyType additionalDetails }
  refs { ...RefParts }
  synthesis { ...SynthesisParts }
}
${REF}
${SYNTHESIS}`;

const IMAGE = `fragment ImageParts on Image {
  id status prompt url thumbUrl thumbhash width height cost errorMessage createdAt completedAt
  character { id name }
}`;

/** The fields of each refusal besides its message. */
const REFUSAL = `fragment RefusalParts on UserError {
  __typename type code message param requestId
  ... on InsufficientCreditsError { required available held }
  ... on RateLimitExceededError { bucket retryAfterSeconds }
  ... on CharacterStateError { status eligible }
  ... on IdempotencyKeyInUseError { reason }
}`;

/** The event cursor is read before any list, so that no change between the two is missed. */
export const TEAM = `query Team {
  team { id name eventCursor credits { total held available } rateLimits { bucket limit remaining resetAt } }
}`;

export const GALLERY = `query Gallery($first: Int!, $after: String, $status: CharacterStatus) {
  characters(first: $first, after: $after, status: $status) {
    nodes { ...CharacterParts } pageInfo { hasNextPage endCursor }
  }
}
${CHARACTER}`;

/** Reads which characters have each status, to count them when the gallery has not loaded all. */
export const STATUSES = `query Statuses($first: Int!) {
  SYNTHESIZING: characters(first: $first, status: SYNTHESIZING) { ...StatusParts }
  REVIEWING: characters(first: $first, status: REVIEWING) { ...StatusParts }
  READY: characters(first: $first, status: READY) { ...StatusParts }
  FAILED: characters(first: $first, status: FAILED) { ...StatusParts }
}
fragment StatusParts on CharacterConnection { nodes { id status version } pageInfo { hasNextPage } }`;

export const CHARACTER_PAGE = `query CharacterPage($id: ID!, $sets: Int!, $syntheses: Int!) {
  character(id: $id) {
    ...CharacterParts
    refSets(first: $sets) { nodes { id number createdAt refs { ...RefParts } } pageInfo { hasNextPage } }
    syntheses(first: $syntheses) { nodes { ...SynthesisParts } pageInfo { hasNextPage } }
  }
}
${CHARACTER}`;

/** Reads the price of each paid operation, with the operation's name as alias. */
export const PRICES = `query Prices {
  RESYNTHESIZE_CHARACTER: estimate(operation: RESYNTHESIZE_CHARACTER) { credits }
  CREATE_CHARACTER: estimate(operation: CREATE_CHARACTER) { credits }
  REGENERATE_CHARACTER_REF: estimate(operation: REGENERATE_CHARACTER_REF) { credits }
  CREATE_IMAGE: estimate(operation: CREATE_IMAGE) { credits }
}`;

export const IMAGES = `query Images($first: Int!, $after: String) {
  images(first: $first, after: $after) { nodes { ...ImageParts } pageInfo { hasNextPage endCursor } }
}
${IMAGE}`;

export const IMAGE_BY_ID = `query ImageById($id: ID!) { image(id: $id) { ...ImageParts } }
${IMAGE}`;

export const LEDGER = `query Ledger($first: Int!, $after: String) {
  team {
    credits { total held available }
    rateLimits { bucket limit remaining resetAt }
    ledger(first: $first, after: $after) {
      nodes {
        id kind amount createdAt apiKeyId
        synthesis { id kind character { id name } }
        image { id prompt }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

export const API_KEYS = "query ApiKeys { team { apiKeys { id preview scope createdAt revokedAt } } }";

export const REVOKE_KEY = `mutation RevokeKey($id: ID!) {
  result: revokeApiKey(id: $id) {
    ... on RevokeApiKeySuccess { apiKey { id preview scope createdAt revokedAt } }
    ...RefusalParts
  }
}
${REFUSAL}`;

export const RESYNTHESIZE = `mutation Resynthesize($id: ID!, $idempotencyKey: String!) {
  result: resynthesizeCharacter(id: $id, idempotencyKey: $idempotencyKey) {
    ... on ResynthesizeCharacterSuccess { replayed character { ...CharacterParts } synthesis { ...SynthesisParts } }
    ...RefusalParts
  }
}
${CHARACTER}
${REFUSAL}`;

export const REGENERATE = `mutation Regenerate($id: ID!, $pose: Pose!, $promptOverride: String, $idempotencyKey: String!) {
  result: regenerateCharacterRef(id: $id, pose: $pose, promptOverride: $promptOverride, idempotencyKey: $idempotencyKey) {
    ... on RegenerateCharacterRefSuccess { replayed character { ...CharacterParts } synthesis { ...SynthesisParts } }
    ...RefusalParts
  }
}
${CHARACTER}
${REFUSAL}`;

export const CREATE_CHARACTER = `mutation CreateCharacter($input: CreateCharacterInput!, $idempotencyKey: String!) {
  result: createCharacter(input: $input, idempotencyKey: $idempotencyKey) {
    ... on CreateCharacterSuccess { replayed character { ...CharacterParts } synthesis { ...SynthesisParts } }
    ...RefusalParts
  }
}
${CHARACTER}
${REFUSAL}`;

export const CREATE_IMAGE = `mutation CreateImage($input: CreateImageInput!, $idempotencyKey: String!) {
  result: createImage(input: $input, idempotencyKey: $idempotencyKey) {
    ... on CreateImageSuccess { replayed image { ...ImageParts } }
    ...RefusalParts
  }
}
${IMAGE}
${REFUSAL}`;

export const CANCEL = `mutation Cancel($characterId: ID!, $synthesisId: ID) {
  result: cancelSynthesis(characterId: $characterId, synthesisId: $synthesisId) {
    ... on CancelSynthesisSuccess { creditsReleased character { ...CharacterParts } synthesis { ...SynthesisParts } }
    ...RefusalParts
  }
}
${CHARACTER}
${REFUSAL}`;

export const SAVE = `mutation Save($id: ID!) {
  result: saveCharacter(id: $id) {
    ... on SaveCharacterSuccess { character { ...CharacterParts } }
    ...RefusalParts
  }
}
${CHARACTER}
${REFUSAL}`;

export const UPDATE = `mutation Update($id: ID!, $input: UpdateCharacterInput!) {
  result: updateCharacter(id: $id, input: $input) {
    ... on UpdateCharacterSuccess { character { ...CharacterParts } }
    ...RefusalParts
  }
}
${CHARACTER}
${REFUSAL}`;

export const DELETE = `mutation Delete($id: ID!) {
  result: deleteCharacter(id: $id) {
    ... on DeleteCharacterSuccess { deletedId }
    ...RefusalParts
  }
}
${REFUSAL}`;

export const RESTORE = `mutation Restore($characterId: ID!, $number: Int!) {
  result: restoreRefSet(characterId: $characterId, number: $number) {
    ... on RestoreRefSetSuccess { character { ...CharacterParts } }
    ...RefusalParts
  }
}
${CHARACTER}
${REFUSAL}`;

export const TEAM_EVENTS = `subscription TeamEvents($after: String) {
  teamEvents(after: $after) {
    cursor version status previousStatus snapshot occurredAt characterId
    character { ...CharacterParts }
    synthesis { ...SynthesisParts }
  }
}
${CHARACTER}`;

export const PROGRESS = `subscription Progress($characterId: ID!) {
  synthesisProgress(characterId: $characterId) { pose generationStatus completed total synthesis { ...SynthesisParts } }
}
${SYNTHESIS}`;

export const BALANCE = "subscription Balance { balanceChanged { total held available } }";
