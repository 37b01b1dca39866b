import { expect, test } from "vitest";
import { contractApp } from "./contract-app.ts";
import { type Change, CONNECTIONS, WATCH } from "./streams.ts";

const contract = contractApp();

test("streams end within five seconds of their key's revocation or their token's expiry, and no others", async () => {
  const [mine, other] = [await contract.start("rest"), await contract.start("rest")];
  const token = async (client: typeof mine.client) => (await client.createToken("read", 60)).value?.token ?? "";
  const { sql } = contract.app().app.db;
  const [ofRevoked, expiring] = [await token(mine.client), await token(other.client)];
  const open = (apiKey: string, id: string) =>
    CONNECTIONS.map(([, subscribe]) => subscribe<{ change: Change }>(contract.url(), apiKey, WATCH, { id }));
  await using stack = new AsyncDisposableStack();
  const dying = [...open(mine.team.apiKey, mine.id), ...open(ofRevoked, mine.id), ...open(expiring, other.id)];
  const living = open(other.team.apiKey, other.id);
  for (const stream of [...dying, ...living]) stack.use(stream);
  await Promise.all([...dying, ...living].map((stream) => stream.take(1)));

  const lost = performance.now();
  await sql`update retake.api_keys set revoked_at = retake.clock_now() where id = ${mine.team.keyId}`;
  await sql`update retake.api_keys set expires_at = retake.clock_now() where parent_id = ${other.team.keyId}`;
  const ends = await Promise.all(dying.map(({ ended }) => ended));
  expect(performance.now() - lost).toBeLessThan(5_000);
  // A cut event stream has no complete, which would tell its client that all is over.
  for (const end of ends) expect(end.kind).toBe("error");
  for (const nth of [0, 2, 4]) expect(ends[nth]).toMatchObject({ error: { code: 4403 } });

  await other.client.update(other.id, { name: "Still here" });
  for (const stream of living) expect((await stream.take(2))[1]?.change.character?.name).toBe("Still here");
});
