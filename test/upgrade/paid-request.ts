import { toArguments } from "../helpers/graphql-spelling.ts";

/** A paid request that can be sent over either transport. `target` is a character id, or null when the call creates one. */
export type PaidRequest = {
  readonly operation: "resynthesize_character" | "create_character" | "regenerate_character_ref" | "create_image";
  readonly target: string | null;
  /** The members of the REST body. None is null, because GraphQL would omit it, which makes a different request. */
  readonly body: Readonly<Record<string, unknown>>;
};

/** A character made from attributes. `details` can control the paused vendor. */
export const create = (name: string, details = "calm"): PaidRequest => ({
  operation: "create_character",
  target: null,
  body: { name, generate: true, attributes: { gender: "female", age: 30, additional_details: details } },
});
export const resynthesize = (target: string | null, body = {}): PaidRequest => ({
  operation: "resynthesize_character",
  target,
  body,
});
export const regenerate = (target: string | null, pose: string, wish?: string): PaidRequest => ({
  operation: "regenerate_character_ref",
  target,
  body: { pose, ...(wish === undefined ? {} : { prompt_override: wish }) },
});
export const image = (body: Record<string, unknown>): PaidRequest => ({
  operation: "create_image",
  target: null,
  body,
});

export type RestAnswer = {
  readonly status: number;
  readonly replayed: boolean;
  readonly body: Readonly<Record<string, unknown>>;
};

/** The fields that the schemas of all versions have. */
export type GraphqlAnswer = {
  readonly typename: string;
  /** The code of a refusal or top-level error; null when the call was accepted. */
  readonly code: string | null;
  /** The reason of a conflict over the key. */
  readonly reason: string | null;
  readonly replayed: boolean;
  readonly characterId: string | null;
  readonly synthesisId: string | null;
  readonly imageId: string | null;
};

const PATHS = {
  resynthesize_character: "/v1/characters/ID/resynthesize",
  regenerate_character_ref: "/v1/characters/ID/refs/regenerate",
  create_character: "/v1/characters",
  create_image: "/v1/images",
} as const;

/** `apiKey` may be null to send none; `key` is the idempotency key. */
export async function sendOverRest(
  url: string,
  apiKey: string,
  { operation, target, body }: PaidRequest,
  key: string,
): Promise<RestAnswer> {
  const response = await fetch(`${url}${PATHS[operation].replace("ID", target ?? "")}`, {
    method: "POST",
    headers: {
      "x-api-key": apiKey,
      "content-type": "application/json",
      // fetch encodes header values as Latin-1, so it gets the bytes of the UTF-8 text.
      "idempotency-key": Buffer.from(key).toString("latin1"),
    },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    replayed: response.headers.get("aurous-idempotent-replayed") === "true",
    body: (await response.json()) as Record<string, unknown>,
  };
}

const MUTATIONS = {
  resynthesize_character: ["resynthesizeCharacter", "character { id } synthesis { id }"],
  regenerate_character_ref: ["regenerateCharacterRef", "character { id } synthesis { id }"],
  create_character: ["createCharacter", "character { id } synthesis { id }"],
  create_image: ["createImage", "image { id }"],
} as const;

type Result = {
  __typename: string;
  code?: string;
  reason?: string;
  replayed?: boolean;
  character?: { id: string } | null;
  synthesis?: { id: string } | null;
  image?: { id: string } | null;
};

export async function sendOverGraphql(
  url: string,
  apiKey: string,
  request: PaidRequest,
  key: string,
): Promise<GraphqlAnswer> {
  const [field, selection] = MUTATIONS[request.operation];
  const success = `${field.charAt(0).toUpperCase()}${field.slice(1)}Success`;
  const { declared, passed, variables } = argumentsOf(request);
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "x-api-key": apiKey, "content-type": "application/json" },
    body: JSON.stringify({
      query: `mutation ($key: String, ${declared}) { result: ${field}(idempotencyKey: $key, ${passed}) {
        __typename ... on ${success} { replayed ${selection} } ... on UserError { code } ... on IdempotencyKeyInUseError { reason } } }`,
      variables: { ...variables, key },
    }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { result: Result | null } | null;
    errors?: readonly { extensions: { code: string } }[];
  };
  const result: Result = data?.result ?? { __typename: "", code: errors?.[0]?.extensions.code ?? "no result" };
  return {
    typename: result.__typename,
    code: result.code ?? null,
    reason: result.reason ?? null,
    replayed: result.replayed ?? false,
    characterId: result.character?.id ?? null,
    synthesisId: result.synthesis?.id ?? null,
    imageId: result.image?.id ?? null,
  };
}

function argumentsOf({ operation, target, body }: PaidRequest) {
  const args = toArguments(body);
  switch (operation) {
    case "resynthesize_character":
      return {
        declared: "$id: ID!, $forceAll: Boolean",
        passed: "id: $id, forceAll: $forceAll",
        variables: { id: target, ...args },
      };
    case "regenerate_character_ref":
      return {
        declared: "$id: ID!, $pose: Pose!, $promptOverride: String",
        passed: "id: $id, pose: $pose, promptOverride: $promptOverride",
        variables: { id: target, ...args, pose: String(args.pose).toUpperCase() },
      };
    case "create_character":
      return { declared: "$input: CreateCharacterInput!", passed: "input: $input", variables: { input: args } };
    case "create_image":
      return { declared: "$input: CreateImageInput!", passed: "input: $input", variables: { input: args } };
  }
}
