import type { Answer, Client, SeenCharacter } from "./clients.ts";

const ATTRIBUTES = "gender age ethnicity hairColor hairStyle eyeColor bodyType additionalDetails";
export const CHARACTER = `id name status version errorMessage clientReferenceId refs { pose url } attributes { ${ATTRIBUTES} }`;
const USER_ERROR = "... on UserError { type code message param docUrl requestId }";
const LIMITED = "... on RateLimitExceededError { bucket retryAfterSeconds }";
const STATE = "... on CharacterStateError { status eligible }";
/** The typed facts of what a keyed, paid mutation can be refused for. */
const PAID = `${LIMITED} ${STATE} ... on InsufficientCreditsError { required available held } ... on IdempotencyKeyInUseError { reason }`;

type Json = Record<string, unknown>;

/** `/graphql` as a frontend calls it, without a client library. */
export function createGraphqlClient(url: string, apiKey: string | null): Client {
  const send = async (query: string, variables: Json) => {
    const headers: Record<string, string> = {
      "content-type": "application/json",
      accept: "application/graphql-response+json",
    };
    if (apiKey !== null) headers["x-api-key"] = apiKey;
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers,
      body: JSON.stringify({ query, variables }),
    });
    return {
      status: response.status,
      body: (await response.json()) as { data?: Json | null; errors?: { extensions?: Json }[] },
    };
  };
  /** Runs a document whose field is aliased `result`; top-level errors become the answer's code. */
  const ask = async <T>(query: string, variables: Json, read: (result: Json) => T): Promise<Answer<T>> => {
    const { status, body } = await send(query, variables);
    const error = body.errors?.[0]?.extensions;
    if (error) return { code: String(error.code), value: null, replayed: false, param: null, facts: error, status };
    const result = body.data?.result as Json | null | undefined;
    if (!result) return { code: "resource_not_found", value: null, replayed: false, param: null, facts: {}, status };
    if (typeof result.code === "string") {
      const { code, param, ...facts } = result;
      return { code, value: null, replayed: false, param: param as string | null, facts: restFacts(facts), status };
    }
    return { code: "ok", value: read(result), replayed: result.replayed === true, param: null, facts: {}, status };
  };
  const success = (name: string, facts: string, more = "") =>
    `... on ${name} { ${more} character { ${CHARACTER} } } ${USER_ERROR} ${facts}`;
  const seen = (result: Json) => toSeen((result.character ?? result) as Json);
  return {
    transport: "graphql",
    resynthesize: (id, { key, body } = {}) =>
      ask(
        `mutation ($id: ID!, $force: Boolean, $key: String) { result: resynthesizeCharacter(id: $id, forceAll: $force, idempotencyKey: $key) {
          ${success("ResynthesizeCharacterSuccess", PAID, "replayed")} } }`,
        { id, force: body?.force_all, key },
        seen,
      ),
    save: (id) =>
      ask(
        `mutation ($id: ID!) { result: saveCharacter(id: $id) { ${success("SaveCharacterSuccess", `${LIMITED} ${STATE}`)} } }`,
        { id },
        seen,
      ),
    get: (id) => ask(`query ($id: ID!) { result: character(id: $id) { ${CHARACTER} } }`, { id }, seen),
    balance: () =>
      ask(
        "{ result: team { credits { total held available } } }",
        {},
        (result) => result.credits as { total: number; held: number; available: number },
      ),
  };
}

/** GraphQL's spelling to REST's, so that one sentence fits both. */
export function toSeen(character: Json): SeenCharacter {
  const attributes = character.attributes as Json | null;
  const set = attributes && Object.entries(attributes).filter(([, value]) => value !== null);
  return {
    id: String(character.id),
    name: String(character.name),
    status: String(character.status).toLowerCase(),
    refs: (character.refs as { pose: string; url: string }[]).map((r) => ({ pose: r.pose.toLowerCase(), url: r.url })),
    attributes: set && Object.fromEntries(set.map(([name, value]) => [snake(name), value])),
    client_reference_id: character.clientReferenceId as string | null,
    error_message: character.errorMessage as string | null,
  };
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function restFacts(facts: Json): Json {
  const lower = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(lower)
      : typeof value === "string" && /^[A-Z_]+$/.test(value)
        ? value.toLowerCase()
        : value;
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [snake(name), lower(value)]));
}
