import {
  buildASTSchema,
  type GraphQLArgument,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
} from "graphql";
import { describe, expect, test } from "vitest";
import { schema } from "../../src/graphql/schema.ts";

/**
 * What docs/contract.md "GraphQL" promises, with its nullability. Fields that it only names have the types of our
 * schema.
 */
const PROMISED = buildASTSchema(
  parse(`
  interface Node { id: ID! }
  type Query {
    node(id: ID!): Node
    character(id: ID!): Character
    characters(first: Int, after: String, last: Int, before: String, status: CharacterStatus,
      clientReferenceId: String): CharacterConnection
    synthesis(id: ID!): Synthesis
    image(id: ID!): Image
    images(first: Int, after: String, last: Int, before: String): ImageConnection
    team: Team
    estimate(operation: PaidOperation!): CostEstimate
  }
  type Mutation {
    resynthesizeCharacter(id: ID!, forceAll: Boolean, idempotencyKey: String): ResynthesizeCharacterResult
    createCharacter(input: CreateCharacterInput!, idempotencyKey: String): CreateCharacterResult
    regenerateCharacterRef(id: ID!, pose: Pose!, promptOverride: String, idempotencyKey: String): RegenerateCharacterRefResult
    createImage(input: CreateImageInput!, idempotencyKey: String): CreateImageResult
    createAccessToken(scope: Scope!, ttlSeconds: Int!): CreateAccessTokenResult
    cancelSynthesis(characterId: ID!, synthesisId: ID): CancelSynthesisResult
    saveCharacter(id: ID!): SaveCharacterResult
    updateCharacter(id: ID!, input: UpdateCharacterInput!): UpdateCharacterResult
    deleteCharacter(id: ID!): DeleteCharacterResult
    restoreRefSet(characterId: ID!, number: Int!): RestoreRefSetResult
    initUpload(input: InitUploadInput!): InitUploadResult
    revokeApiKey(id: ID!): RevokeApiKeyResult
  }
  type Subscription {
    characterStatusChanged(id: ID!, after: Int): CharacterStatusChange!
    synthesisProgress(characterId: ID!): SynthesisProgress!
    teamEvents(after: String): CharacterStatusChange!
  }
  input CreateCharacterInput {
    name: String! generate: Boolean attributes: CharacterAttributesInput uploadIds: [ID!] clientReferenceId: String
  }
  input UpdateCharacterInput { name: String attributes: CharacterAttributesInput }
  input CharacterAttributesInput {
    gender: String age: Int ethnicity: String hairColor: String hairStyle: String eyeColor: String bodyType: String
    additionalDetails: String
  }
  input InitUploadInput { filename: String! extension: String! contentType: String! }
  input CreateImageInput { prompt: String! characterId: ID width: Int height: Int seed: Seed }
  union ResynthesizeCharacterResult = ResynthesizeCharacterSuccess | InvalidInputError | CharacterStateError
    | InsufficientCreditsError | NotFoundError | IdempotencyKeyInUseError | RateLimitExceededError
  union CreateCharacterResult = CreateCharacterSuccess | InvalidInputError | InsufficientCreditsError
    | IdempotencyKeyInUseError | RateLimitExceededError
  union RegenerateCharacterRefResult = RegenerateCharacterRefSuccess | InvalidInputError | CharacterStateError
    | InsufficientCreditsError | NotFoundError | IdempotencyKeyInUseError | RateLimitExceededError
  union CreateImageResult = CreateImageSuccess | InvalidInputError | CharacterNotReadyError | InsufficientCreditsError
    | NotFoundError | IdempotencyKeyInUseError | RateLimitExceededError
  union CreateAccessTokenResult = CreateAccessTokenSuccess | InvalidInputError | RateLimitExceededError
  union CancelSynthesisResult = CancelSynthesisSuccess | InvalidInputError | CharacterStateError | NotFoundError
    | RateLimitExceededError
  union SaveCharacterResult = SaveCharacterSuccess | CharacterStateError | NotFoundError | RateLimitExceededError
  union UpdateCharacterResult = UpdateCharacterSuccess | InvalidInputError | NotFoundError | RateLimitExceededError
  union DeleteCharacterResult = DeleteCharacterSuccess | NotFoundError | RateLimitExceededError
  union RestoreRefSetResult = RestoreRefSetSuccess | InvalidInputError | CharacterStateError | NotFoundError
    | RateLimitExceededError
  union InitUploadResult = InitUploadSuccess | InvalidInputError | RateLimitExceededError
  type ResynthesizeCharacterSuccess { character: Character synthesis: Synthesis! replayed: Boolean! }
  type RegenerateCharacterRefSuccess { character: Character synthesis: Synthesis! replayed: Boolean! }
  type CreateCharacterSuccess { character: Character synthesis: Synthesis replayed: Boolean! }
  type CreateImageSuccess { image: Image! replayed: Boolean! }
  type InitUploadSuccess { uploadId: ID! uploadUrl: String! uploadHeaders: [UploadHeader!]! expiresAt: DateTime! }
  type UploadHeader { name: String! value: String! }
  type CreateAccessTokenSuccess { token: String! expiresAt: DateTime! }
  type CancelSynthesisSuccess { character: Character! synthesis: Synthesis! creditsReleased: Int! }
  type SaveCharacterSuccess { character: Character! }
  type UpdateCharacterSuccess { character: Character! }
  type RestoreRefSetSuccess { character: Character! }
  type DeleteCharacterSuccess { deletedId: ID! }
  interface UserError { type: String! code: String! message: String! param: String docUrl: String! requestId: ID! }
  type InvalidInputError implements UserError {
    type: String! code: String! message: String! param: String docUrl: String! requestId: ID! issues: [InputIssue!]!
  }
  type InputIssue { code: String! message: String! param: String }
  type NotFoundError implements UserError {
    type: String! code: String! message: String! param: String docUrl: String! requestId: ID!
  }
  type CharacterNotReadyError implements UserError {
    type: String! code: String! message: String! param: String docUrl: String! requestId: ID!  status: CharacterStatus!
  }
  type InsufficientCreditsError implements UserError {
    type: String! code: String! message: String! param: String docUrl: String! requestId: ID!
    required: Int! available: Int! held: Int!
  }
  type RateLimitExceededError implements UserError {
    type: String! code: String! message: String! param: String docUrl: String! requestId: ID!
    bucket: String! retryAfterSeconds: Int!
  }
  type CharacterStateError implements UserError {
    type: String! code: String! message: String! param: String docUrl: String! requestId: ID!
    status: CharacterStatus! eligible: [CharacterStatus!]!
  }
  type IdempotencyKeyInUseError implements UserError {
    type: String! code: String! message: String! param: String docUrl: String! requestId: ID!
    reason: IdempotencyConflict!
  }
  type Character implements Node {
    id: ID! name: String! status: CharacterStatus! version: Int! refs: [CharacterRef!]! attributes: CharacterAttributes
    clientReferenceId: String errorMessage: String aurousVersion: String! createdAt: DateTime! updatedAt: DateTime!
    synthesis: Synthesis
    syntheses(first: Int, after: String): SynthesisConnection
    refSets(first: Int, after: String): RefSetConnection
  }
  type CharacterRef { pose: Pose! url: String! width: Int! height: Int! thumbhash: String! thumbUrl: String! }
  type CharacterAttributes {
    gender: String age: Int ethnicity: String hairColor: String hairStyle: String eyeColor: String bodyType: String
    additionalDetails: String
  }
  type Synthesis implements Node {
    id: ID! kind: SynthesisKind! status: SynthesisStatus! cost: Int! creditsReleased: Int! startedAt: DateTime!
    finishedAt: DateTime errorCode: String character: Character generations: [Generation!]! progress: Progress!
  }
  type Generation { pose: Pose! status: GenerationStatus! attempt: Int! thumbUrl: String thumbhash: String }
  type ApiKey { id: ID! preview: String! scope: Scope! createdAt: DateTime! revokedAt: DateTime }
  type RevokeApiKeySuccess { apiKey: ApiKey! }
  union RevokeApiKeyResult = RevokeApiKeySuccess | NotFoundError | RateLimitExceededError
  type Progress { completed: Int! total: Int! }
  type RefSet implements Node { id: ID! number: Int! refs: [CharacterRef!]! synthesis: Synthesis createdAt: DateTime! }
  type Team implements Node {
    id: ID! name: String! eventCursor: String! apiKeys: [ApiKey!] credits: Credits! rateLimits: [RateLimit!]!
    ledger(first: Int, after: String): LedgerEntryConnection!
  }
  type Credits { total: Int! held: Int! available: Int! }
  type RateLimit { bucket: String! limit: Int! remaining: Int! resetAt: DateTime! }
  type CostEstimate { credits: Int! available: Int! sufficient: Boolean! }
  type LedgerEntry implements Node {
    id: ID! kind: LedgerEntryKind! amount: Int! synthesis: Synthesis image: Image apiKeyId: ID createdAt: DateTime!
  }
  type SynthesisProgress {
    synthesis: Synthesis! pose: Pose generationStatus: GenerationStatus completed: Int! total: Int!
  }
  type CharacterStatusChange {
    cursor: String! characterId: ID! version: Int! status: CharacterStatus! previousStatus: CharacterStatus snapshot: Boolean!
    occurredAt: DateTime! character: Character synthesis: Synthesis
  }
  type Image implements Node {
    id: ID! status: ImageStatus! prompt: String! characterId: ID refSet: Int url: String thumbUrl: String width: Int!
    height: Int! errorMessage: String cost: Int! aurousVersion: String! createdAt: DateTime! completedAt: DateTime
  }
  type CharacterConnection { edges: [CharacterEdge!]! nodes: [Character!]! pageInfo: PageInfo! }
  type CharacterEdge { cursor: String! node: Character! }
  type ImageConnection { edges: [ImageEdge!]! pageInfo: PageInfo! }
  type ImageEdge { cursor: String! node: Image! }
  type SynthesisConnection { edges: [SynthesisEdge!]! pageInfo: PageInfo! }
  type SynthesisEdge { cursor: String! node: Synthesis! }
  type RefSetConnection { edges: [RefSetEdge!]! pageInfo: PageInfo! }
  type RefSetEdge { cursor: String! node: RefSet! }
  type LedgerEntryConnection { edges: [LedgerEntryEdge!]! pageInfo: PageInfo! }
  type LedgerEntryEdge { cursor: String! node: LedgerEntry! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  enum PaidOperation { RESYNTHESIZE_CHARACTER CREATE_CHARACTER REGENERATE_CHARACTER_REF CREATE_IMAGE }
  enum CharacterStatus { SYNTHESIZING REVIEWING READY FAILED DELETED }
  enum Pose { PORTRAIT FRONT SIDE BACK OTHER }
  enum SynthesisKind { CREATE RESYNTHESIZE REGENERATE_REF }
  enum SynthesisStatus { RUNNING SUCCEEDED FAILED CANCELLED }
  enum GenerationStatus { PENDING RUNNING DELIVERED FAILED }
  enum IdempotencyConflict { OTHER_BODY OTHER_OPERATION IN_FLIGHT }
  enum LedgerEntryKind { GRANT HOLD CAPTURE RELEASE }
  enum ImageStatus { PENDING PROCESSING SUCCEEDED FAILED }
  enum Scope { READ WRITE FULL }
  scalar DateTime
  scalar Seed
`),
);
const promised = Object.values(PROMISED.getTypeMap()).filter(({ astNode }) => astNode);

const typesOf = (list: readonly GraphQLArgument[]) => list.map(({ name, type }) => `${name}: ${type}`);

describe("the schema has everything that the contract promises", () => {
  test.each(promised.map((type) => [type.name, type] as const))("defines %s as promised", (name, type) => {
    const ours = schema.getType(name);
    expect(ours?.constructor.name).toBe(type.constructor.name);
    if (isUnionType(type) && isUnionType(ours)) {
      const members = (union: typeof type) =>
        union
          .getTypes()
          .map((member) => member.name)
          .toSorted();
      expect(members(ours)).toEqual(members(type));
    }
    if (isEnumType(type) && isEnumType(ours)) {
      const values = (of: typeof type) =>
        of
          .getValues()
          .map((value) => value.name)
          .toSorted();
      expect(values(ours)).toEqual(values(type));
    }
    if (isInputObjectType(type) && isInputObjectType(ours)) {
      const fields = (input: typeof type) =>
        Object.values(input.getFields()).map((field) => `${field.name}: ${field.type}`);
      expect(fields(ours).toSorted()).toEqual(fields(type).toSorted());
    }
    if (!(isObjectType(type) || isInterfaceType(type)) || !(isObjectType(ours) || isInterfaceType(ours))) return;
    expect(ours.getInterfaces().map(String)).toEqual(type.getInterfaces().map(String));
    for (const field of Object.values(type.getFields())) {
      const mine = ours.getFields()[field.name];
      expect(`${field.name}: ${mine?.type}`).toBe(`${field.name}: ${field.type}`);
      expect(typesOf(mine?.args ?? [])).toEqual(expect.arrayContaining(typesOf(field.args)));
      // Additional arguments must be optional, or a document that is written for the contract would fail.
      const beyond = (mine?.args ?? []).filter(({ name: arg }) => !field.args.some(({ name: known }) => known === arg));
      for (const { type: extra } of beyond) expect(isNonNullType(extra)).toBe(false);
    }
  });
});

test("every nullable field describes when it is null", () => {
  const silent = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith("__") || !(isObjectType(type) || isInterfaceType(type))) return [];
    return Object.values(type.getFields())
      .filter(
        ({ type: of, description }) => !isNonNullType(of) && !/\bnull\b/i.test(`${description} ${type.description}`),
      )
      .map(({ name }) => `${type.name}.${name}`);
  });
  expect(silent).toEqual([]);
});
