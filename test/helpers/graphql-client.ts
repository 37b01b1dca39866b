import type { Answer, Body, Client, Keyed, PageOf } from "./clients.ts";
import { restDetails, restParam, toArguments, toSeen, toSeenImage } from "./graphql-spelling.ts";

const ATTRIBUTES = "gender age ethnicity hairColor hairStyle eyeColor bodyType additionalDetails";
export const CHARACTER = `id name status version errorMessage clientReferenceId aurousVersion createdAt updatedAt
  refs { pose url width height thumbhash thumbUrl } attributes { ${ATTRIBUTES} }`;
const IMAGE = `id status prompt characterId refSet url thumbUrl width height errorMessage cost aurousVersion createdAt completedAt`;
const USER_ERROR = "... on UserError { type code message param docUrl requestId }";
/** The typed details of the errors in a result union. */
const DETAILS = {
  limited: "... on RateLimitExceededError { bucket retryAfterSeconds }",
  state: "... on CharacterStateError { status eligible stateReason }",
  credits: "... on InsufficientCreditsError { required available held }",
  key: "... on IdempotencyKeyInUseError { reason }",
  notReady: "... on CharacterNotReadyError { status }",
} as const;

type Json = Record<string, unknown>;
type Variables = Readonly<Record<string, readonly [type: string, value: unknown]>>;

export type GraphqlAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { data?: Json | null; errors?: { message: string; path?: unknown[]; extensions: Json }[] };
};

/** One request to `/graphql` over POST. */
export async function graphqlCall(
  url: string,
  apiKey: string | null,
  query: string,
  variables: Json = {},
  headers: Record<string, string> = {},
): Promise<GraphqlAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json",
      ...(apiKey === null ? {} : { "x-api-key": apiKey }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as GraphqlAnswer["body"],
  };
}

/** `/graphql` as a frontend calls it without a client library. */
export function createGraphqlClient(url: string, apiKey: string | null): Client {
  /** Runs one field as `result`. Top-level errors become the answer's code. */
  const ask = async <T>(
    kind: "query" | "mutation",
    field: string,
    variables: Variables,
    selection: string,
    read: (result: Json) => T | null,
  ): Promise<Answer<T>> => {
    const given = Object.entries(variables).filter(([, [, value]]) => value !== undefined);
    const declared = given.map(([name, [type]]) => `$${name}: ${type}`).join(", ");
    const passed = given.map(([name]) => `${name}: $${name}`).join(", ");
    const list = (text: string) => (text === "" ? "" : `(${text})`);
    const query = `${kind} Ask${list(declared)} { result: ${field}${list(passed)} ${selection} }`;
    const values = Object.fromEntries(given.map(([name, [, value]]) => [name, value]));
    return readAnswer(await graphqlCall(url, apiKey, query, values), read);
  };
  const mutate = <T>(
    field: string,
    variables: Variables,
    success: string,
    details: readonly (keyof typeof DETAILS)[],
    read: (result: Json) => T | null,
  ) => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Success`;
    const errors = details.map((detail) => DETAILS[detail]).join(" ");
    return ask("mutation", field, variables, `{ ... on ${type} { ${success} } ${USER_ERROR} ${errors} }`, read);
  };
  // A replay of a deleted character's call has none.
  const character = (result: Json) => (result.character === null ? null : toSeen((result.character ?? result) as Json));
  const image = (result: Json) => toSeenImage((result.image ?? result) as Json);
  const shown = `character { ${CHARACTER} }`;
  const keyed = { limited: "limited", state: "state", credits: "credits", key: "key" } as const;
  const paid = Object.values(keyed);
  const list = <T>(field: string, selection: string, read: (node: Json) => T, { size, after, status }: PageOf = {}) =>
    ask(
      "query",
      field,
      { first: ["Int", size], after: ["String", after], status: ["CharacterStatus", status?.toUpperCase()] },
      `{ edges { node { ${selection} } } pageInfo { hasNextPage endCursor } }`,
      (result) => {
        const page = result.pageInfo as { hasNextPage: boolean; endCursor: string | null };
        const data = (result.edges as { node: Json }[]).map(({ node }) => read(node));
        return { data, next: page.hasNextPage ? page.endCursor : null };
      },
    );
  const keyOf = ({ key }: Keyed) => ({ idempotencyKey: ["String", key] }) as const;
  const args = (body: Body = {}) => toArguments(body);
  return {
    transport: "graphql",
    resynthesize: (id, call = {}) =>
      mutate(
        "resynthesizeCharacter",
        { id: ["ID!", id], forceAll: ["Boolean", call.body?.force_all], ...keyOf(call) },
        `replayed ${shown}`,
        paid,
        character,
      ),
    create: (call) =>
      mutate(
        "createCharacter",
        { input: ["CreateCharacterInput!", args(call.body)], ...keyOf(call) },
        `replayed ${shown}`,
        ["limited", "credits", "key"],
        character,
      ),
    regenerate: (id, call) => {
      const { pose, prompt_override } = call.body ?? {};
      const given: Variables = {
        id: ["ID!", id],
        pose: ["Pose!", typeof pose === "string" ? pose.toUpperCase() : pose],
        promptOverride: ["String", prompt_override],
      };
      return mutate("regenerateCharacterRef", { ...given, ...keyOf(call) }, `replayed ${shown}`, paid, character);
    },
    cancel: (id, body) =>
      mutate(
        "cancelSynthesis",
        { characterId: ["ID!", id], synthesisId: ["ID", body?.synthesis_id] },
        shown,
        ["limited", "state"],
        character,
      ),
    restore: (id, number) =>
      mutate(
        "restoreRefSet",
        { characterId: ["ID!", id], number: ["Int!", number] },
        shown,
        ["limited", "state"],
        character,
      ),
    save: (id) => mutate("saveCharacter", { id: ["ID!", id] }, shown, ["limited", "state"], character),
    update: (id, body) =>
      mutate(
        "updateCharacter",
        { id: ["ID!", id], input: ["UpdateCharacterInput!", args(body)] },
        shown,
        ["limited"],
        character,
      ),
    remove: (id) =>
      mutate("deleteCharacter", { id: ["ID!", id] }, "deletedId", ["limited"], ({ deletedId }) => ({
        id: String(deletedId),
        deleted: true,
      })),
    get: (id) => ask("query", "character", { id: ["ID!", id] }, `{ ${CHARACTER} }`, character),
    list: (page) => list("characters", CHARACTER, toSeen, page),
    createImage: (call) =>
      mutate(
        "createImage",
        { input: ["CreateImageInput!", args(call.body)], ...keyOf(call) },
        `replayed image { ${IMAGE} }`,
        ["limited", "credits", "key", "notReady"],
        image,
      ),
    getImage: (id) => ask("query", "image", { id: ["ID!", id] }, `{ ${IMAGE} }`, image),
    listImages: (page) => list("images", IMAGE, toSeenImage, page),
    estimate: () =>
      ask(
        "query",
        "estimate",
        { operation: ["PaidOperation!", "CREATE_IMAGE"] },
        "{ credits available sufficient }",
        ({ credits }) => ({ amount: Number(credits) }),
      ),
    createToken: (scope, ttlSeconds) =>
      mutate(
        "createAccessToken",
        { scope: ["Scope!", scope.toUpperCase()], ttlSeconds: ["Int!", ttlSeconds] },
        "token expiresAt",
        ["limited"],
        ({ token, expiresAt }) => ({ token: String(token), expires_at: String(expiresAt) }),
      ),
    balance: () =>
      ask(
        "query",
        "team",
        {},
        "{ credits { total held available } }",
        (result) => result.credits as { total: number; held: number; available: number },
      ),
  };
}

function readAnswer<T>({ status, body }: GraphqlAnswer, read: (result: Json) => T | null): Answer<T> {
  const nothing = { value: null, replayed: false, status };
  const error = body.errors?.[0];
  if (error) {
    const { code, param = null, ...details } = error.extensions;
    return {
      ...nothing,
      code: String(code),
      param: restParam(param as string | null),
      details: { ...restDetails(details), message: error.message },
    };
  }
  const result = body.data?.result as Json | null | undefined;
  if (!result) return { ...nothing, code: "resource_not_found", param: null, details: {} };
  if (typeof result.code !== "string") {
    return { code: "ok", value: read(result), replayed: result.replayed === true, param: null, details: {}, status };
  }
  const { code, param, type, message, docUrl, requestId, ...details } = result;
  return { ...nothing, code, param: restParam(param as string | null), details: restDetails(details) };
}
