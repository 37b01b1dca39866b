import { expect, test, vi } from "vitest";
import { checkServer } from "../../src/db/check-server.ts";
import { parseConnectionString } from "../../src/db/connection-string.ts";
import { startTestApp } from "../helpers/app.ts";
import { freePort, startPostgresServer } from "../helpers/postgres-server.ts";
import { resynthesize } from "../helpers/typed-call.ts";

// The test starts two servers and migrates a database.
vi.setConfig({ testTimeout: 120_000 });

test("starts and listens when the first server of the URL is a standby or unavailable", async () => {
  await using server = await startPostgresServer();
  await using standby = await startPostgresServer({ standby: true });
  const { settings } = parseConnectionString(server.url());
  const away = { host: "127.0.0.1", port: await freePort() };
  const [primary] = settings.addresses;
  const addresses = [{ host: "127.0.0.1", port: standby.port }, away, ...(primary ? [primary] : [])];
  const found = await checkServer({ settings: { ...settings, addresses, targetSessionAttributes: "read-write" } });
  const database = { target: { settings: found }, [Symbol.asyncDispose]: async () => {} };
  await using app = await startTestApp({ database });
  const { teamId, apiKey } = await app.seed.team();
  const id = await app.seed.character(teamId);
  expect(await resynthesize("graphql", app.url, apiKey, id, "a key")).toMatchObject({ code: "ok" });
});
