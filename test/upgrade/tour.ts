/** What a tour needs of a team: a key, and things of its own to look at. */
export type TourSubject = {
  readonly apiKey: string;
  readonly characterId: string;
  readonly imageId: string;
  /** A character to be changed in every free way. */
  readonly changedId: string;
};

const QUERY = `query ($id: ID!, $image: ID!) {
  node(id: $id) { id }
  character(id: $id) { id status synthesis { id } syntheses(first: 2) { edges { node { id generations { pose status } } } }
    refSets(first: 2) { edges { node { number } } } }
  front: characters(first: 2, status: READY) { edges { node { id synthesis { id } } } pageInfo { endCursor } }
  back: characters(last: 2) { edges { node { id } } }
  image(id: $image) { id }
  images(first: 2) { edges { node { id } } }
  team { credits { total } rateLimits { bucket remaining } ledger(first: 2) { edges { node { kind amount } } } }
  estimate(operation: RESYNTHESIZE_CHARACTER) { credits sufficient }
}`;

const MUTATION = `mutation ($id: ID!) {
  updateCharacter(id: $id, input: { name: "Changed" }) { __typename }
  saveCharacter(id: $id) { __typename }
  restoreRefSet(characterId: $id, number: 1) { __typename }
  cancelSynthesis(characterId: $id) { __typename }
}`;

/** Calls every free route and field once, so that a process sends the statements of each. Refusals are as good. */
export async function tour(url: string, subject: TourSubject): Promise<void> {
  const { apiKey, characterId, imageId, changedId } = subject;
  const send = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { "x-api-key": apiKey, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    await response.bytes();
    if (response.status >= 500) throw new Error(`${method} ${path}: ${response.status}`);
  };
  await send("POST", "/graphql", { query: QUERY, variables: { id: characterId, image: imageId } });
  await send("POST", "/graphql", { query: MUTATION, variables: { id: changedId } });
  for (const path of [
    "/v1/characters?limit=2",
    "/v1/characters?status=ready&client_reference_id=ref-1",
    `/v1/characters?starting_after=${characterId}`,
    `/v1/characters/${characterId}`,
    `/v1/characters/${characterId}/sheet`,
    `/v1/characters/${characterId}/ref_sets`,
    "/v1/images?limit=2",
    `/v1/images/${imageId}`,
    "/v1/balance",
    "/readyz",
    "/metrics",
  ]) {
    await send("GET", path);
  }
  await send("POST", "/v1/images/estimate", { prompt: "a lamp" });
  await send("PATCH", `/v1/characters/${changedId}`, { attributes: { age: 41 } });
  await send("POST", `/v1/characters/${changedId}/save`);
  await send("POST", `/v1/characters/${changedId}/refs/restore`, { number: 1 });
  await send("POST", `/v1/characters/${changedId}/cancel`, {});
}
