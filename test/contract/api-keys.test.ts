import { describe, expect, test } from "vitest";
import { createKey } from "../../src/operations/operator.ts";
import { createClient } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { expectOk, type SeededTeam } from "../helpers/seed.ts";
import { contractApp } from "./contract-app.ts";

const contract = contractApp();

const LIST = "{ team { id apiKeys { id preview scope createdAt revokedAt } } }";
const REVOKE = `mutation ($id: ID!) { revokeApiKey(id: $id) { __typename
  ... on RevokeApiKeySuccess { apiKey { id preview scope createdAt revokedAt } } ... on UserError { code } } }`;

type ApiKey = {
  readonly id: string;
  readonly scope: string;
  readonly preview: string;
  readonly revokedAt: string | null;
};

const ask = async (apiKey: string, document: string, variables: Record<string, unknown> = {}) =>
  (await graphqlCall(contract.url(), apiKey, document, variables)).body;
const list = async ({ apiKey }: Pick<SeededTeam, "apiKey">) => {
  const { team } = (await ask(apiKey, LIST)).data as { team: { apiKeys: readonly ApiKey[] } };
  return team.apiKeys;
};

describe("the list of a team's API keys", () => {
  test("contains neither secrets nor access tokens, and is shown to a key with scope full", async () => {
    const team = await contract.app().seed.team();
    const other = expectOk(await createKey(contract.app().app, team.teamId, "read"));
    await createClient("graphql", contract.url(), team.apiKey).createToken("read", 60);
    expect(await list(team)).toEqual([
      expect.objectContaining({ id: team.keyId, scope: "FULL", preview: team.apiKey.slice(0, 14), revokedAt: null }),
      expect.objectContaining({ id: other.keyId, scope: "READ", revokedAt: null }),
    ]);
    expect(JSON.stringify(await list(team))).not.toContain(team.apiKey);
  });

  test.each(["read", "write"] as const)(
    "is null with missing_scope for scope %s, while the team's other fields are answered",
    async (scope) => {
      const { apiKey, teamId } = await contract.app().seed.team({ scope });
      const { data, errors } = await ask(apiKey, LIST);
      expect(data).toEqual({ team: { id: teamId, apiKeys: null } });
      expect(errors).toMatchObject([{ path: ["team", "apiKeys"], extensions: { code: "missing_scope" } }]);
    },
  );
});

describe("revokeApiKey", () => {
  test("rejects the key from then on, and returns the same result when it is called again", async () => {
    const team = await contract.app().seed.team();
    const { keyId, secret } = expectOk(await createKey(contract.app().app, team.teamId, "write"));
    const revoke = async () => (await ask(team.apiKey, REVOKE, { id: keyId })).data?.revokeApiKey;
    const first = (await revoke()) as { apiKey: ApiKey };
    expect(first).toMatchObject({ __typename: "RevokeApiKeySuccess", apiKey: { id: keyId, scope: "WRITE" } });
    expect(Date.parse(first.apiKey.revokedAt ?? "")).toBeGreaterThan(0);
    expect((await ask(secret, "{ team { id } }")).errors).toMatchObject([{ extensions: { code: "revoked_api_key" } }]);
    expect(await revoke()).toEqual(first);
    expect((await list(team)).map(({ revokedAt }) => revokedAt)).toEqual([null, first.apiKey.revokedAt]);
  });

  test("returns NotFoundError for another team's key, an access token and an unknown id", async () => {
    const [team, stranger] = [await contract.app().seed.team(), await contract.app().seed.team()];
    await ask(team.apiKey, `mutation { createAccessToken(scope: READ, ttlSeconds: 60) { __typename } }`);
    const [token] = await contract.app().app.db.sql<{ id: string }[]>`
      select id from retake.api_keys where parent_id = ${team.keyId}`;
    for (const id of [stranger.keyId, token?.id, "key_nope", "a b\0"]) {
      expect((await ask(team.apiKey, REVOKE, { id })).data?.revokeApiKey).toEqual({
        __typename: "NotFoundError",
        code: "resource_not_found",
      });
    }
    expect((await ask(stranger.apiKey, "{ team { id } }")).errors).toBeUndefined();
  });

  test("requires scope full", async () => {
    const { apiKey, keyId } = await contract.app().seed.team({ scope: "write" });
    expect((await ask(apiKey, REVOKE, { id: keyId })).errors).toMatchObject([
      { extensions: { code: "missing_scope" } },
    ]);
    expect((await ask(apiKey, "{ team { id } }")).errors).toBeUndefined();
  });

  test("can revoke the key that makes the call", async () => {
    const { apiKey, keyId } = await contract.app().seed.team();
    expect((await ask(apiKey, REVOKE, { id: keyId })).data?.revokeApiKey).toMatchObject({ apiKey: { id: keyId } });
    expect((await ask(apiKey, LIST)).errors).toMatchObject([{ extensions: { code: "revoked_api_key" } }]);
  });
});
