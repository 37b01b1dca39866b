import { expect, test } from "vitest";
import { createKey } from "../../src/operations/operator.ts";
import { startTestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { expectOk } from "../helpers/seed.ts";

const CHARACTERS = 3;

test("paid calls with a key whose revocation was not notified are all refused, and those of other teams are accepted once", async () => {
  await using app = await startTestApp({ roles: ["gateway"] });
  await using beside = await startTestApp({ roles: ["gateway"], beside: app });
  const start = async (isRevoked: boolean) => {
    const { teamId, apiKey } = await app.seed.team();
    const { keyId, secret } = expectOk(await createKey(app.app, teamId, "write"));
    const characters = await Promise.all(Array.from({ length: CHARACTERS }, () => app.seed.character(teamId)));
    const [rest, graphql] = [createClient("rest", app.url, secret), createClient("graphql", beside.url, secret)];
    // Both processes keep the key from now on.
    for (const client of [rest, graphql]) expect((await client.balance()).code).toBe("ok");
    if (isRevoked) await app.app.db.sql`update retake.api_keys set revoked_at = now() where id = ${keyId}`;
    return { isRevoked, apiKey, characters, clients: [rest, graphql] };
  };
  const teams = await Promise.all([true, false, true, false].map(start));

  const sent = teams.flatMap(({ isRevoked, characters, clients }) =>
    characters.flatMap((id, nth) =>
      clients.map(async (client) => {
        const { code } = await client.resynthesize(id, { key: `key ${nth}` });
        expect(code).toBe(isRevoked ? "revoked_api_key" : "ok");
      }),
    ),
  );
  await Promise.all(sent);
  for (const { isRevoked, apiKey } of teams) {
    const { value } = await createClient("rest", app.url, apiKey).balance();
    expect(value?.held).toBe(isRevoked ? 0 : 4 * CHARACTERS);
  }
});
