/** The requests of the clients. */
const SCENARIOS = ["accept", "replay", "refuse", "read", "list", "edge", "unknown"] as const;
export type Scenario = (typeof SCENARIOS)[number];
export type Transport = "graphql" | "rest";

/** A character and an API key of its team; for a replay, also the idempotency key of the first call. */
export type Target = { readonly apiKey: string; readonly characterId: string; readonly idempotencyKey?: string };

/** One request as bytes of HTTP/1.1, and a pattern for its response. Any other response ends the run. */
export type BenchRequest = { readonly bytes: Buffer; readonly status: number; readonly answered: string };

const REFS = "refs { pose url thumbUrl width height thumbhash }";
const ATTRIBUTES = "attributes { gender age hairColor eyeColor }";
/** The fields that REST shows too, so that both transports do the same work. */
const CHARACTER = `id name status ${REFS} ${ATTRIBUTES} clientReferenceId errorMessage aurousVersion createdAt updatedAt`;
const SUCCESS = `replayed synthesis { id status cost } character { ${CHARACTER} }`;

const DOCUMENTS = {
  read: `query Read($id: ID!) { character(id: $id) { ${CHARACTER} } }`,
  list: `query List { characters(first: 50) { edges { cursor node { ${CHARACTER} } } pageInfo { hasNextPage endCursor } } }`,
  edge: "{ __typename }",
  resynthesize: `mutation Paid($id: ID!, $key: String!) { resynthesizeCharacter(id: $id, idempotencyKey: $key) {
  __typename ... on ResynthesizeCharacterSuccess { ${SUCCESS} } ... on UserError { message } } }`,
} as const;

/** The id of a character that does not exist. */
const UNKNOWN_ID = "char_01HXMQ7Z3K8Y2NABCDEFGHJKMT";

/** The request number `n` of a run. The number makes idempotency keys and documents unique. */
export function requestOf(scenario: Scenario, transport: Transport, target: Target, n: string): BenchRequest {
  return transport === "graphql" ? overGraphql(scenario, target, n) : overRest(scenario, target, n);
}

function overGraphql(scenario: Scenario, { apiKey, characterId, idempotencyKey }: Target, n: string): BenchRequest {
  const send = (query: string, answered: string, variables?: object): BenchRequest => {
    const headers = { "X-Api-Key": apiKey, "Content-Type": "application/json" };
    return { bytes: http("POST", "/graphql", headers, JSON.stringify({ query, variables })), status: 200, answered };
  };
  const paid = (id: string, key: string, answered: string) => send(DOCUMENTS.resynthesize, answered, { id, key });
  switch (scenario) {
    case "accept":
      return paid(characterId, n, '"SYNTHESIZING"');
    case "replay":
      return paid(characterId, idempotencyKey ?? "", '"replayed":true');
    case "refuse":
      return paid(UNKNOWN_ID, n, '"NotFoundError"');
    case "read":
      return send(DOCUMENTS.read, '"status":"READY"', { id: characterId });
    case "list":
      return send(DOCUMENTS.list, '"hasNextPage":true');
    case "edge":
      return send(DOCUMENTS.edge, '"__typename":"Query"');
    case "unknown":
      return send(DOCUMENTS.read.replace("Read", `Read_${n.replaceAll("-", "_")}`), '"status":"READY"', {
        id: characterId,
      });
  }
}

function overRest(scenario: Scenario, { apiKey, characterId, idempotencyKey }: Target, n: string): BenchRequest {
  const key = { "X-Api-Key": apiKey };
  const get = (path: string, answered: string): BenchRequest => ({
    bytes: http("GET", path, key),
    status: 200,
    answered,
  });
  const paid = (id: string, idempotency: string, status: number, answered: string): BenchRequest => {
    const bytes = http("POST", `/v1/characters/${id}/resynthesize`, { ...key, "Idempotency-Key": idempotency }, "");
    return { bytes, status, answered };
  };
  switch (scenario) {
    case "accept":
      return paid(characterId, n, 200, '"synthesizing"');
    case "replay":
      return paid(characterId, idempotencyKey ?? "", 200, '"synthesizing"');
    case "refuse":
      return paid(UNKNOWN_ID, n, 404, '"resource_not_found"');
    case "read":
    case "unknown":
      return get(`/v1/characters/${characterId}`, '"status":"ready"');
    case "list":
      return get("/v1/characters?limit=50", '"has_more":true');
    case "edge":
      return get("/v1/balance", '"credits"');
  }
}

function http(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = body === undefined ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  return Buffer.from(`${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${lines.join("")}${length}\r\n${body ?? ""}`);
}
