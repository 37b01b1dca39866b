import { initGraphQLTada } from "gql.tada";
import type { introspection } from "./generated/graphql-env.d.ts";

/**
 * The documents of a typed frontend. gql.tada makes `generated` from schema.graphql when the documents are compiled.
 */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; ID: string; Seed: number };
}>();

export const SHOWN = graphql(`
  fragment Shown on Character @_unmask {
    id name status version attributes { hairColor age } refs { pose url width height thumbhash }
  }
`);

export const CHARACTER = graphql(
  `query Character($id: ID!) {
    character(id: $id) { ...Shown syntheses(first: 3) { nodes { id kind status progress { completed total } } } }
    team { id credits { total held available } }
  }`,
  [SHOWN],
);

export const CHARACTERS = graphql(
  `query Characters($first: Int!, $after: String, $status: CharacterStatus) {
    characters(first: $first, after: $after, status: $status) {
      edges { cursor node { ...Shown } }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  [SHOWN],
);

export const RESYNTHESIZE = graphql(
  `mutation Resynthesize($id: ID!, $key: String) {
    resynthesizeCharacter(id: $id, idempotencyKey: $key) {
      __typename
      ... on ResynthesizeCharacterSuccess { replayed character { ...Shown } synthesis { id cost status } }
      ... on UserError { code message param }
      ... on InsufficientCreditsError { required available held }
      ... on CharacterStateError { status eligible }
      ... on RateLimitExceededError { bucket retryAfterSeconds }
      ... on IdempotencyKeyInUseError { reason }
    }
  }`,
  [SHOWN],
);

export const CREATE = graphql(
  `mutation Create($input: CreateCharacterInput!, $key: String) {
    createCharacter(input: $input, idempotencyKey: $key) {
      __typename
      ... on CreateCharacterSuccess { replayed character { ...Shown } synthesis { id cost } }
      ... on UserError { code param }
    }
  }`,
  [SHOWN],
);

export const SAVE = graphql(
  `mutation Save($id: ID!) {
    saveCharacter(id: $id) {
      __typename
      ... on SaveCharacterSuccess { character { ...Shown } }
      ... on UserError { code }
    }
  }`,
  [SHOWN],
);

export const CREATE_IMAGE = graphql(`
  mutation CreateImage($input: CreateImageInput!, $key: String) {
    createImage(input: $input, idempotencyKey: $key) {
      __typename
      ... on CreateImageSuccess { image { id status refSet cost } }
      ... on CharacterNotReadyError { code status }
    }
  }
`);

export const CHANGES = graphql(
  `subscription Changes($id: ID!, $after: Int) {
    characterStatusChanged(id: $id, after: $after) {
      version status previousStatus snapshot occurredAt character { ...Shown }
    }
  }`,
  [SHOWN],
);
