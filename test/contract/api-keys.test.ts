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

describe("the API keys of a team", () => {
  test("are listed without their secrets and without access tokens, for a key with scope full", async () => {
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
    "are null with missing_scope for scope %s, and the team's other fields stay",
    async (scope) => {
      const { apiKey, teamId } = await contract.app().seed.team({ scope });
      const { data, errors } = await ask(apiKey, LIST);
      expect(data).toEqual({ team: { id: teamId, apiKeys: null } });
      expect(errors).toMatchObject([{ path: ["team", "apiKeys"], extensions: { code: "missing_scope" } }]);
    },
  );
});

describe("revokeApiKey", () => {
  test("refuses the key from then on, and a second time changes nothing", async () => {
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

  test("finds neither another team's key, nor an access token, nor an unknown one", async () => {
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

  test("needs scope full", async () => {
    const { apiKey, keyId } = await contract.app().seed.team({ scope: "write" });
    expect((await ask(apiKey, REVOKE, { id: keyId })).errors).toMatchObject([
      { extensions: { code: "missing_scope" } },
    ]);
    expect((await ask(apiKey, "{ team { id } }")).errors).toBeUndefined();
  });

  test("of the own key ends this key too", async () => {
    const { apiKey, keyId } = await contract.app().seed.team();
    expect((await ask(apiKey, REVOKE, { id: keyId })).data?.revokeApiKey).toMatchObject({ apiKey: { id: keyId } });
    expect((await ask(apiKey, LIST)).errors).toMatchObject([{ extensions: { code: "revoked_api_key" } }]);
  });
});
