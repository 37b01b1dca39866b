import { parse, validate } from "graphql";
import { expect, test } from "vitest";
import { WARM_UP_DOCUMENTS } from "../../src/graphql/graphql-transport.ts";
import { schema } from "../../src/graphql/schema.ts";
import { startTestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";

const isReady = async (url: string) => (await fetch(`${url}/readyz`)).ok;

test("a gateway becomes ready after its warm-up, which leaves no rows in the database", async () => {
  await using app = await startTestApp({ roles: ["gateway"], warmUp: true });
  // The warm-up has only begun, because it takes many turns of the event loop.
  expect(await isReady(app.url)).toBe(false);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  await waitFor("readiness", () => isReady(app.url));
  const { sql } = app.app.db;
  const rows =
    await sql`select (select count(*) from retake.idempotency_keys) + (select count(*) from retake.buckets) as rows`;
  expect(rows).toEqual([{ rows: "0" }]);
  expect(app.logged).toEqual([]);
});

test("a gateway that is stopped during its warm-up stops at once", async () => {
  await using app = await startTestApp({ roles: ["gateway"], warmUp: true, verify: false });
  await app.runtime.stop();
  expect(app.logged).toEqual([]);
});

test.each(WARM_UP_DOCUMENTS)("the warm-up document is valid: %s", (document) => {
  expect(validate(schema, parse(document))).toEqual([]);
});
