import { expect, test } from "vitest";
import { openSocket } from "../graphql/socket.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { openSession } from "../services/session.ts";
import { contractApp } from "./contract-app.ts";
import { type Change, CONNECTIONS, WATCH } from "./streams.ts";

const contract = contractApp();

test("streams end within five seconds after their key is revoked or their token expires, and other streams continue", async () => {
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
  // A cut event stream has no complete event, because that would mean that the subscription is finished.
  for (const end of ends) expect(end.kind).toBe("error");
  for (const [nth, reason] of [
    [0, "revoked_api_key"],
    [2, "revoked_api_key"],
    [4, "token_expired"],
  ] as const) {
    expect(ends[nth]).toMatchObject({ error: { code: 4403, reason } });
  }

  await other.client.update(other.id, { name: "Still here" });
  for (const stream of living) expect((await stream.take(2))[1]?.change.character?.name).toBe("Still here");
});

test("a socket with invalid credentials is closed with 4403 and the error code as reason", async () => {
  const { team, client } = await contract.start("rest");
  const { sql } = contract.app().app.db;
  const revoked = await contract.app().seed.team();
  await sql`update retake.api_keys set revoked_at = retake.clock_now() where id = ${revoked.keyId}`;
  const expired = (await client.createToken("read", 60)).value?.token ?? "";
  // Expired for almost 7 days: the clean-up still keeps it, so it is still recognised.
  await sql`update retake.api_keys set expires_at = retake.clock_now() - interval '167 hours' where parent_id = ${team.keyId}`;
  await sql`select retake.reap_expired(1000, 30)`;
  const reasons = await Promise.all(
    [null, "al_live_nope", revoked.apiKey, expired].map(async (secret) => {
      using socket = openSocket(contract.app());
      socket.send({ type: "connection_init", payload: secret === null ? {} : { "x-api-key": secret } });
      return await socket.closed();
    }),
  );
  expect(reasons).toEqual(
    ["missing_api_key", "invalid_api_key", "revoked_api_key", "token_expired"].map((reason) => ({
      code: 4403,
      reason,
    })),
  );
});

test("an expired token is answered with 401 token_expired on every path", async () => {
  const { team, client } = await contract.start("rest");
  const token = (await client.createToken("read", 60)).value?.token ?? "";
  await contract.app().app.db
    .sql`update retake.api_keys set expires_at = retake.clock_now() where parent_id = ${team.keyId}`;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const document = JSON.stringify({ query: "subscription { teamEvents { cursor } }" });
  const answers = await Promise.all([
    fetch(`${contract.url()}/v1/balance`, { headers }),
    fetch(`${contract.url()}/graphql`, { method: "POST", headers, body: JSON.stringify({ query: "{ team { id } }" }) }),
    fetch(`${contract.url()}/graphql`, {
      method: "POST",
      headers: { ...headers, accept: "text/event-stream" },
      body: document,
    }),
    fetch(`${contract.url()}/console/session`, { method: "POST", headers, body: "{}" }),
  ]);
  for (const answer of answers) {
    expect([answer.url, answer.status]).toEqual([answer.url, 401]);
    expect(await answer.text()).toContain('"token_expired"');
  }
});

test("a paid call that waits while its key is revoked is refused with 401, replays included, and holds nothing", async () => {
  const { team, id } = await contract.start("rest");
  const { sql } = contract.app().app.db;
  const other = await contract.app().seed.character(team.teamId);
  const post = (character: string, key: string) =>
    fetch(`${contract.url()}/v1/characters/${character}/resynthesize`, {
      method: "POST",
      headers: { "x-api-key": team.apiKey, "idempotency-key": key },
    });
  expect((await post(other, "first")).status).toBe(200);
  await using holder = openSession(contract.app().database);
  await holder`begin`.simple();
  await holder`select from retake.characters where id = ${id} for no key update`;
  const waiting = post(id, "second");
  await waitFor("the accept to wait for the character", async () => {
    const rows =
      await sql`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%accept_request%'`;
    return rows.length > 0;
  });
  await sql`update retake.api_keys set revoked_at = retake.clock_now() where id = ${team.keyId}`;
  await holder`rollback`.simple();
  const answer = await waiting;
  expect([answer.status, await answer.text()]).toEqual([401, expect.stringContaining('"revoked_api_key"')]);
  const request = {
    ...{
      work: "resynthesize",
      team: team.teamId,
      api_key: team.keyId,
      key: "first",
      operation: "resynthesize_character",
    },
    ...{ target: other, fingerprint: "", ttl_seconds: 60, wait_ms: 1_000, bucket: "b", burst: 12, interval_ms: 1_000 },
  };
  const replay = sql`select retake.accept_request(${sql.json(request)})`;
  await expect(replay).rejects.toMatchObject({ code: "RK001" });
  const [held] = await sql`select count(*)::int as syntheses from retake.syntheses where team_id = ${team.teamId}`;
  const [keys] = await sql`select count(*)::int as keys from retake.idempotency_keys where team_id = ${team.teamId}`;
  expect([held?.syntheses, keys?.keys]).toEqual([1, 1]);
});
