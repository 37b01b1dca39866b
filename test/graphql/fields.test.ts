import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { post } from "./post.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const start = async (options: { credits?: number; status?: "ready" | "reviewing" | "failed" } = {}) => {
  const team = await app.seed.team(options.credits === undefined ? {} : { credits: options.credits });
  const id = await app.seed.character(team.teamId, options.status === undefined ? {} : { status: options.status });
  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    const { body } = await post(app, team.apiKey, query, { variables: { id, ...variables } });
    expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
    return body.data;
  };
  const errorOf = async (query: string, variables: Record<string, unknown> = {}) => {
    const { body } = await post(app, team.apiKey, query, { variables: { id, ...variables } });
    return body.errors[0].extensions;
  };
  return { ...team, id, ask, errorOf };
};

const ERROR = "... on UserError { code type message param docUrl requestId }";
const RESYNTHESIZE = `mutation ($id: ID!, $key: String) { resynthesizeCharacter(id: $id, idempotencyKey: $key) {
  __typename ${ERROR} ... on ResynthesizeCharacterSuccess { replayed character { id status version }
  synthesis { id kind status cost startedAt finishedAt errorCode generations { pose status attempt } progress { completed total } } } } }`;

describe("character", () => {
  test("has the same values as REST, in GraphQL spelling", async () => {
    const { ask, id, apiKey } = await start();
    const { character } = await ask(`query ($id: ID!) { character(id: $id) { id name status version errorMessage
      clientReferenceId aurousVersion createdAt updatedAt attributes { gender age hairColor ethnicity }
      refs { pose url thumbUrl width height thumbhash } synthesis { id } } }`);
    const rest = await fetch(`${app.url}/v1/characters/${id}`, { headers: { "x-api-key": apiKey } });
    const seen = (await rest.json()) as Record<string, unknown> & { refs: Record<string, unknown>[] };
    expect(character).toMatchObject({
      id,
      name: seen.name,
      status: "READY",
      version: 1,
      errorMessage: null,
      clientReferenceId: null,
      aurousVersion: seen.aurous_version,
      createdAt: seen.created_at,
      updatedAt: seen.updated_at,
      attributes: { gender: "female", age: 28, hairColor: "black", ethnicity: null },
      synthesis: null,
    });
    expect(character.refs).toEqual(
      seen.refs.map(({ pose, thumb_url, ...ref }) => ({
        ...ref,
        pose: String(pose).toUpperCase(),
        thumbUrl: thumb_url,
      })),
    );
  });

  test("is null for another team's character, an unknown id and text that is not an id", async () => {
    const { ask } = await start();
    const stranger = await start();
    for (const id of [stranger.id, "char_01HXMQ7Z3K8Y2NABCDEFGHJKMR", "nonsense", "a b\u0000c", ""]) {
      expect(await ask("query ($id: ID!) { character(id: $id) { id } node(id: $id) { id } }", { id })).toEqual({
        character: null,
        node: null,
      });
    }
  });
});

test("node finds every object with an id, and none of another team", async () => {
  const { ask, id, teamId } = await start();
  const stranger = await start();
  const query = `query ($id: ID!) { node(id: $id) { __typename id ... on Character { name } ... on Team { credits { total } } } }`;
  expect(await ask(query)).toEqual({ node: { __typename: "Character", id, name: "Mira" } });
  expect(await ask(query, { id: teamId })).toEqual({
    node: { __typename: "Team", id: teamId, credits: { total: 100 } },
  });
  for (const other of [stranger.teamId, "constructor_x", "img_x", "_", "toString"]) {
    expect(await ask(query, { id: other })).toEqual({ node: null });
  }
});

describe("characters", () => {
  const LIST = `query ($first: Int, $after: String, $last: Int, $before: String, $status: CharacterStatus) {
    characters(first: $first, after: $after, last: $last, before: $before, status: $status) {
      edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

  test("are paged in both directions, newest first", async () => {
    const { ask, teamId, id } = await start();
    const ids = [id];
    for (let i = 0; i < 4; i++) ids.unshift(await app.seed.character(teamId));
    const first = (await ask(LIST, { first: 2 })).characters;
    expect(first.nodes.map((node: { id: string }) => node.id)).toEqual(ids.slice(0, 2));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = (await ask(LIST, { first: 3, after: first.pageInfo.endCursor })).characters;
    expect(second.nodes.map((node: { id: string }) => node.id)).toEqual(ids.slice(2));
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const back = (await ask(LIST, { last: 1, before: second.pageInfo.startCursor })).characters;
    expect(back.nodes).toEqual([{ id: ids[1] }]);
  });

  test("can be filtered by status", async () => {
    const { ask, teamId } = await start();
    const failed = await app.seed.character(teamId, { status: "failed" });
    expect((await ask(LIST, { status: "FAILED" })).characters.nodes).toEqual([{ id: failed }]);
    expect((await ask(LIST, { status: "DELETED" })).characters.nodes).toEqual([]);
  });

  test("report an invalid page as a top-level error", async () => {
    const { errorOf } = await start();
    expect(await errorOf(LIST, { after: "nonsense" })).toMatchObject({ code: "invalid_page_token", param: "after" });
    expect(await errorOf(LIST, { first: -1 })).toMatchObject({ code: "value_out_of_range", param: "first" });
    expect(await errorOf(LIST, { first: 1, last: 1 })).toMatchObject({ code: "parameter_invalid_combination" });
  });
});

describe("resynthesizeCharacter", () => {
  test("returns the synthesis, and the held credits appear everywhere", async () => {
    const { ask, id } = await start();
    const { resynthesizeCharacter: answer } = await ask(RESYNTHESIZE, { key: "k" });
    expect(answer).toMatchObject({
      __typename: "ResynthesizeCharacterSuccess",
      replayed: false,
      character: { status: "SYNTHESIZING", version: 2 },
      synthesis: { kind: "RESYNTHESIZE", status: "RUNNING", cost: 4, finishedAt: null, errorCode: null },
    });
    expect(answer.synthesis.generations).toEqual(
      ["PORTRAIT", "FRONT", "SIDE", "BACK"].map((pose) => ({ pose, status: "PENDING", attempt: 0 })),
    );
    expect(answer.synthesis.progress).toEqual({ completed: 0, total: 4 });
    expect(answer.synthesis.startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const { team, character } = await ask(`query ($id: ID!) {
      team { credits { total held available } ledger(first: 1) { nodes { id kind amount synthesis { id } image { id } createdAt } } }
      character(id: $id) { synthesis { id } syntheses(first: 5) { nodes { id kind } } refSets { nodes { number refs { pose } synthesis { id } } } } }`);
    expect(team.credits).toEqual({ total: 100, held: 4, available: 96 });
    expect(team.ledger.nodes).toMatchObject([
      { kind: "HOLD", amount: 4, synthesis: { id: answer.synthesis.id }, image: null },
    ]);
    expect(character.synthesis).toEqual({ id: answer.synthesis.id });
    expect(character.syntheses.nodes).toEqual([{ id: answer.synthesis.id, kind: "RESYNTHESIZE" }]);
    expect(character.refSets.nodes).toMatchObject([{ number: 1, synthesis: null }]);
    expect(id).toMatch(/^char_/);
  });

  test("replays without a character and with the cancelled synthesis after the character was deleted", async () => {
    const { ask } = await start();
    await ask(RESYNTHESIZE, { key: "k" });
    const { deleteCharacter } = await ask(
      "mutation ($id: ID!) { deleteCharacter(id: $id) { ... on DeleteCharacterSuccess { deletedId } } }",
    );
    expect(deleteCharacter.deletedId).toMatch(/^char_/);
    const { resynthesizeCharacter: answer } = await ask(RESYNTHESIZE, { key: "k" });
    expect(answer).toMatchObject({ replayed: true, character: null, synthesis: { status: "CANCELLED" } });
  });

  test("replays the synthesis in its present state in every field", async () => {
    const { ask } = await start();
    const query = `mutation ($id: ID!) { resynthesizeCharacter(id: $id, idempotencyKey: "k") { ... on ResynthesizeCharacterSuccess {
      replayed synthesis { id status } character { synthesis { id status } syntheses { nodes { id status } } } } } }`;
    const first = (await ask(query)).resynthesizeCharacter;
    await ask("mutation ($id: ID!) { cancelSynthesis(characterId: $id) { __typename } }");
    const again = (await ask(query)).resynthesizeCharacter;
    const now = { id: first.synthesis.id, status: "CANCELLED" };
    expect(first.synthesis).toEqual({ id: now.id, status: "RUNNING" });
    expect(again).toEqual({
      replayed: true,
      synthesis: now,
      character: { synthesis: now, syntheses: { nodes: [now] } },
    });
  });

  test("takes a token for each of fifteen aliases, so that twelve succeed", async () => {
    const { ask, teamId } = await start();
    const ids = await Promise.all(Array.from({ length: 15 }, () => app.seed.character(teamId)));
    const fields = ids.map(
      (id, i) =>
        `a${i}: resynthesizeCharacter(id: "${id}") { __typename ... on RateLimitExceededError { bucket retryAfterSeconds } }`,
    );
    const answers = Object.values(await ask(`mutation { ${fields.join(" ")} }`)) as {
      __typename: string;
      retryAfterSeconds?: number;
    }[];
    expect(answers.filter((answer) => answer.__typename === "ResynthesizeCharacterSuccess")).toHaveLength(12);
    expect(answers[14]).toMatchObject({ __typename: "RateLimitExceededError", bucket: "characters_synthesize" });
    expect(answers[14]?.retryAfterSeconds).toBeGreaterThanOrEqual(1);
  });

  test("returns the accepted synthesis even if an argument of a nested field is invalid", async () => {
    const { id, apiKey } = await start();
    const query = `mutation ($id: ID!) { resynthesizeCharacter(id: $id) { ... on ResynthesizeCharacterSuccess {
      replayed character { id syntheses(after: "nonsense") { nodes { id } } } } } }`;
    const { body } = await post(app, apiKey, query, { variables: { id } });
    expect(body.data.resynthesizeCharacter).toEqual({ replayed: false, character: { id, syntheses: null } });
    expect(body.errors[0].extensions.code).toBe("invalid_page_token");
  });
});

describe("createCharacter", () => {
  const CREATE = `mutation ($input: CreateCharacterInput!, $key: String) { createCharacter(input: $input, idempotencyKey: $key) {
    __typename ${ERROR} ... on CreateCharacterSuccess { replayed character { id name status clientReferenceId attributes { hairColor } refs { pose } } synthesis { kind } }
    ... on InsufficientCreditsError { required available held } } }`;

  test("starts a synthesis from attributes", async () => {
    const { ask } = await start();
    const input = { name: "Nova", generate: true, attributes: { hairColor: "red" }, clientReferenceId: "mine" };
    const { createCharacter } = await ask(CREATE, { input });
    expect(createCharacter).toMatchObject({
      __typename: "CreateCharacterSuccess",
      replayed: false,
      character: {
        name: "Nova",
        status: "SYNTHESIZING",
        clientReferenceId: "mine",
        attributes: { hairColor: "red" },
        refs: [],
      },
      synthesis: { kind: "CREATE" },
    });
  });

  test("is replayed over REST, where null members count as absent", async () => {
    const { ask, apiKey } = await start();
    const input = { name: "Nova", generate: true, uploadIds: null, attributes: { hairColor: "red", age: null } };
    const { createCharacter } = await ask(CREATE, { input, key: "both" });
    const rest = await fetch(`${app.url}/v1/characters`, {
      method: "POST",
      headers: { "x-api-key": apiKey, "content-type": "application/json", "idempotency-key": "both" },
      body: JSON.stringify({ attributes: { hair_color: "red" }, generate: true, name: "Nova" }),
    });
    expect(rest.headers.get("aurous-idempotent-replayed")).toBe("true");
    expect(((await rest.json()) as { id: string }).id).toBe(createCharacter.character.id);
  });

  test.each([
    [
      "a name that is too long",
      { name: "x".repeat(121), generate: true, attributes: { age: 3 } },
      "value_out_of_range",
      "name",
    ],
    [
      "an attribute out of range",
      { name: "x", generate: true, attributes: { age: 121 } },
      "value_out_of_range",
      "attributes.age",
    ],
    [
      "an empty attribute",
      { name: "x", generate: true, attributes: { hairColor: "" } },
      "value_out_of_range",
      "attributes.hairColor",
    ],
    ["a lone surrogate", { name: "\ud800", generate: true }, "invalid_format", "name"],
    [
      "both generate and uploadIds",
      { name: "x", generate: true, uploadIds: ["upl_1"] },
      "parameter_invalid_combination",
      "uploadIds",
    ],
    ["neither generate nor uploadIds", { name: "x" }, "parameter_invalid_combination", "generate"],
    ["no attributes", { name: "x", generate: true }, "missing_field", "attributes"],
    ["an unknown upload", { name: "x", uploadIds: ["upl_1"] }, "upload_invalid", "uploadIds"],
  ])("returns InvalidInputError for %s and names the argument", async (_name, input, code, param) => {
    const { ask } = await start();
    const { createCharacter } = await ask(CREATE, { input });
    expect(createCharacter).toMatchObject({ __typename: "InvalidInputError", code, param, type: "invalid_request" });
    expect(createCharacter.docUrl).toBe(`${app.url}/errors#${code}`);
    expect(createCharacter.requestId).toMatch(/^req_/);
  });

  test("returns the amounts when credits are missing", async () => {
    const { ask } = await start({ credits: 3 });
    const { createCharacter } = await ask(CREATE, { input: { name: "x", generate: true, attributes: { age: 3 } } });
    expect(createCharacter).toMatchObject({
      __typename: "InsufficientCreditsError",
      required: 4,
      available: 3,
      held: 0,
    });
  });
});

describe("regenerateCharacterRef", () => {
  const REGENERATE = `mutation ($id: ID!, $pose: Pose!, $wish: String) { regenerateCharacterRef(id: $id, pose: $pose, promptOverride: $wish) {
    __typename ${ERROR} ... on RegenerateCharacterRefSuccess { synthesis { kind cost generations { pose } } } } }`;

  test("makes one pose for the price of one image", async () => {
    const { ask } = await start();
    const { regenerateCharacterRef } = await ask(REGENERATE, { pose: "SIDE", wish: "smiling" });
    expect(regenerateCharacterRef).toMatchObject({
      synthesis: { kind: "REGENERATE_REF", cost: 1, generations: [{ pose: "SIDE" }] },
    });
  });

  test("refuses the pose that is never synthesized, and an override that is too long", async () => {
    const { ask } = await start();
    const other = (await ask(REGENERATE, { pose: "OTHER" })).regenerateCharacterRef;
    expect(other).toMatchObject({ __typename: "InvalidInputError", code: "value_out_of_range", param: "pose" });
    const long = (await ask(REGENERATE, { pose: "SIDE", wish: "x".repeat(1_001) })).regenerateCharacterRef;
    expect(long).toMatchObject({
      __typename: "InvalidInputError",
      code: "value_out_of_range",
      param: "promptOverride",
    });
  });
});

describe("createImage", () => {
  const CREATE = `mutation ($input: CreateImageInput!, $key: String) { createImage(input: $input, idempotencyKey: $key) { __typename ${ERROR}
    ... on CreateImageSuccess { replayed image { id status prompt seed width height url refSet cost character { name } characterId } }
    ... on CharacterNotReadyError { status } } }`;

  test("accepts an image, which can then be read and listed", async () => {
    const { ask, id } = await start();
    const input = { prompt: "on a beach", characterId: id, seed: 4_294_967_295, width: 512 };
    const { createImage } = await ask(CREATE, { input, key: "i" });
    expect(createImage.image).toMatchObject({
      status: "PENDING",
      prompt: "on a beach",
      seed: 4_294_967_295,
      width: 512,
      height: 1024,
      url: null,
      refSet: 1,
      cost: 1,
      character: { name: "Mira" },
      characterId: id,
    });
    expect((await ask(CREATE, { input, key: "i" })).createImage.replayed).toBe(true);
    const query =
      "query ($img: ID!) { image(id: $img) { id } node(id: $img) { __typename } images { nodes { id } } team { ledger { nodes { image { id } synthesis { id } } } } }";
    const { image, node, images, team } = await ask(query, { img: createImage.image.id });
    expect(image.id).toBe(createImage.image.id);
    expect(node.__typename).toBe("Image");
    expect(images.nodes).toEqual([{ id: image.id }]);
    expect(team.ledger.nodes[0]).toEqual({ image: { id: image.id }, synthesis: null });
  });

  test("refuses a character that is not ready, an unknown character and an invalid size", async () => {
    const { ask, id } = await start({ status: "reviewing" });
    const notReady = (await ask(CREATE, { input: { prompt: "x", characterId: id } })).createImage;
    expect(notReady).toMatchObject({ __typename: "CharacterNotReadyError", status: "REVIEWING" });
    const unknown = (await ask(CREATE, { input: { prompt: "x", characterId: "char_x" } })).createImage;
    expect(unknown).toMatchObject({ __typename: "NotFoundError", code: "resource_not_found", type: "not_found" });
    const narrow = (await ask(CREATE, { input: { prompt: "x", width: 255 } })).createImage;
    expect(narrow).toMatchObject({ __typename: "InvalidInputError", code: "value_out_of_range", param: "width" });
  });

  test("rejects a seed that is not an unsigned 32-bit integer as an invalid variable", async () => {
    const { errorOf } = await start();
    for (const seed of [-1, 1.5, 4_294_967_296, "1"]) {
      expect((await errorOf(CREATE, { input: { prompt: "x", seed } })).code).toBe("GRAPHQL_VALIDATION_FAILED");
    }
  });
});

describe("the free mutations", () => {
  test("cancelSynthesis restores the character's status and releases the credits", async () => {
    const { ask } = await start();
    const { resynthesizeCharacter } = await ask(RESYNTHESIZE);
    const cancel = `mutation ($id: ID!, $run: ID) { cancelSynthesis(characterId: $id, synthesisId: $run) { __typename ${ERROR}
      ... on CancelSynthesisSuccess { character { status } synthesis { id status } } } }`;
    expect((await ask(cancel, { run: "syn_other" })).cancelSynthesis.__typename).toMatch(
      /NotFoundError|CharacterStateError/,
    );
    const { cancelSynthesis } = await ask(cancel, { run: resynthesizeCharacter.synthesis.id });
    expect(cancelSynthesis).toMatchObject({ character: { status: "READY" }, synthesis: { status: "CANCELLED" } });
    expect((await ask("{ team { credits { held } } }")).team.credits.held).toBe(0);
    expect((await ask(cancel)).cancelSynthesis.__typename).toBe("CharacterStateError");
  });

  test("saveCharacter accepts a reviewed set, and reports why it cannot", async () => {
    const { ask } = await start({ status: "reviewing" });
    const save = `mutation ($id: ID!) { saveCharacter(id: $id) { __typename ... on SaveCharacterSuccess { character { status } }
      ... on CharacterStateError { status eligible stateReason } } }`;
    expect((await ask(save)).saveCharacter).toEqual({
      __typename: "SaveCharacterSuccess",
      character: { status: "READY" },
    });
    await ask(RESYNTHESIZE);
    expect((await ask(save)).saveCharacter).toEqual({
      __typename: "CharacterStateError",
      status: "SYNTHESIZING",
      eligible: ["REVIEWING", "READY"],
      stateReason: null,
    });
  });

  test("updateCharacter changes what is sent; null changes nothing and an empty object clears the attributes", async () => {
    const { ask } = await start();
    const update = `mutation ($id: ID!, $input: UpdateCharacterInput!) { updateCharacter(id: $id, input: $input) { __typename ${ERROR}
      ... on UpdateCharacterSuccess { character { name attributes { age hairColor } } } } }`;
    const change = async (input: unknown) => (await ask(update, { input })).updateCharacter;
    expect((await change({ name: "Ada", attributes: null })).character).toEqual({
      name: "Ada",
      attributes: { age: 28, hairColor: "black" },
    });
    expect((await change({ attributes: { age: 30 } })).character).toEqual({
      name: "Ada",
      attributes: { age: 30, hairColor: null },
    });
    expect((await change({ attributes: {} })).character).toEqual({ name: "Ada", attributes: null });
    expect(await change({ name: "" })).toMatchObject({ __typename: "InvalidInputError", param: "name" });
  });

  test("restoreRefSet identifies a set by its number", async () => {
    const { ask } = await start({ status: "failed" });
    const restore = `mutation ($id: ID!, $number: Int!) { restoreRefSet(characterId: $id, number: $number) { __typename ${ERROR}
      ... on RestoreRefSetSuccess { character { status } } } }`;
    expect((await ask(restore, { number: 1 })).restoreRefSet).toMatchObject({ character: { status: "REVIEWING" } });
    expect((await ask(restore, { number: 2 })).restoreRefSet.__typename).toBe("NotFoundError");
    expect((await ask(restore, { number: 0 })).restoreRefSet).toMatchObject({
      code: "value_out_of_range",
      param: "number",
    });
  });

  test("deleteCharacter deletes a character once", async () => {
    const { ask, id } = await start();
    const remove = `mutation ($id: ID!) { deleteCharacter(id: $id) { __typename ... on DeleteCharacterSuccess { deletedId } } }`;
    expect((await ask(remove)).deleteCharacter).toEqual({ __typename: "DeleteCharacterSuccess", deletedId: id });
    expect((await ask(remove)).deleteCharacter).toEqual({ __typename: "NotFoundError" });
  });
});

describe("createAccessToken", () => {
  const CREATE = `mutation ($scope: Scope!, $ttl: Int!) { createAccessToken(scope: $scope, ttlSeconds: $ttl) { __typename ${ERROR}
    ... on CreateAccessTokenSuccess { token expiresAt } } }`;

  test("creates a token that works like a key of its scope", async () => {
    const { ask, id } = await start();
    const { createAccessToken } = await ask(CREATE, { scope: "READ", ttl: 60 });
    expect(Date.parse(createAccessToken.expiresAt)).toBeGreaterThan(Date.now());
    const read = await post(app, createAccessToken.token, "query ($id: ID!) { character(id: $id) { id } }", {
      variables: { id },
    });
    expect(read.body.data.character.id).toBe(id);
    const write = await post(app, createAccessToken.token, RESYNTHESIZE, { variables: { id } });
    expect(write.status).toBe(403);
  });

  test("refuses a lifetime out of range, and a key without the required scope", async () => {
    const { ask, id } = await start();
    const { createAccessToken } = await ask(CREATE, { scope: "READ", ttl: 59 });
    expect(createAccessToken).toMatchObject({
      __typename: "InvalidInputError",
      code: "value_out_of_range",
      param: "ttlSeconds",
    });
    const writer = await app.seed.team({ scope: "write" });
    const answer = await post(app, writer.apiKey, CREATE, { variables: { scope: "READ", ttl: 60, id } });
    expect(answer.status).toBe(403);
    expect(answer.body.errors[0].extensions.code).toBe("missing_scope");
  });
});

test("estimate returns the price and whether the balance suffices", async () => {
  const { ask } = await start({ credits: 3 });
  const query = `{ r: estimate(operation: RESYNTHESIZE_CHARACTER) { credits available sufficient }
    c: estimate(operation: CREATE_CHARACTER) { credits } g: estimate(operation: REGENERATE_CHARACTER_REF) { credits sufficient }
    i: estimate(operation: CREATE_IMAGE) { credits } }`;
  expect(await ask(query)).toEqual({
    r: { credits: 4, available: 3, sufficient: false },
    c: { credits: 4 },
    g: { credits: 1, sufficient: true },
    i: { credits: 1 },
  });
});

test("rateLimits shows every bucket with its remaining tokens", async () => {
  const { ask } = await start();
  await ask(RESYNTHESIZE);
  const { team } = await ask("{ team { rateLimits { bucket limit remaining resetAt } } }");
  const limits = Object.fromEntries(team.rateLimits.map((limit: { bucket: string }) => [limit.bucket, limit]));
  expect(limits.characters_synthesize).toMatchObject({ limit: 12, remaining: 11 });
  expect(limits.reads).toMatchObject({ limit: 1200, remaining: 1199 });
  expect(Date.parse(limits.characters_synthesize.resetAt)).toBeGreaterThan(Date.now());
});
