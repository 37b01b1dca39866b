import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLogger } from "../../src/cli/logger.ts";
import { type Server, startServer } from "../crashes/server.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createClient, TRANSPORTS } from "../helpers/clients.ts";
import { restCall } from "../helpers/rest-client.ts";
import { waitFor } from "../helpers/wait-for.ts";

const PROMPT = "a very secret prompt";
const KEY = "a-very-secret-idempotency-key";
const VENDOR_KEY = "sk-very-secret-vendor-key";
const NAME = "Very Secret Name";

/** A vendor that refuses every request and quotes what it received, including the key. */
const vendor = createServer((req, res) => {
  let body = "";
  req.on("data", (chunk) => {
    body += chunk;
  });
  req.on("end", () => {
    const message = `Incorrect API key provided: ${req.headers.authorization}, for ${body}`;
    res
      .writeHead(401, { "content-type": "application/json" })
      .end(JSON.stringify({ error: { message, code: "invalid_api_key" } }));
  });
});

let app: TestApp;
let server: Server;
let dataDir: string;
let output = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => vendor.listen(0, "127.0.0.1", resolve));
  app = await startTestApp({ roles: [], verify: false });
  dataDir = await mkdtemp(join(tmpdir(), "retake-logs-"));
  server = await startServer(app.database.target, dataDir, {
    env: {
      LOG_LEVEL: "trace",
      BLOB_STORE: `file:${app.dataDir}/blobs`,
      IMAGE_PROVIDER: "openai-compatible",
      IMAGE_MODEL: "any",
      IMAGE_PROVIDER_API_KEY: VENDOR_KEY,
      IMAGE_PROVIDER_BASE_URL: `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/v1`,
    },
  });
  server.child.stdout?.on("data", (chunk) => {
    output += chunk;
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
  vendor.close();
  await rm(dataDir, { recursive: true, force: true });
});

type Line = { readonly level: number; readonly msg: string; readonly requestId?: string };
const lines = (): Line[] =>
  output
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);

describe("the log of a server that meets many errors", () => {
  test("contains no key, signature, password, prompt or name", async () => {
    const url = server.url ?? "";
    const team = await app.seed.team();
    const id = await app.seed.character(team.teamId, { name: NAME, attributes: { additional_details: PROMPT } });
    for (const transport of TRANSPORTS) {
      const client = createClient(transport, url, team.apiKey);
      // The vendor refuses the first call, the character's status the second.
      await client.resynthesize(id, { key: `${KEY} ${transport}` });
      await client.resynthesize(id);
      await createClient(transport, url, `${team.apiKey}x`).resynthesize(id);
      await waitFor("the failure", async () => (await client.get(id)).value?.status === "failed");
    }
    const { value } = await createClient("rest", url, team.apiKey).get(id);
    const image = new URL(value?.refs[0]?.url ?? "");
    await fetch(image);
    await fetch(`${image.href}x`);

    // A bug: the error message of the database quotes the whole row.
    await app.app.db.sql`alter table retake.images add constraint bug check (prompt = '') not valid`;
    const bugs = [];
    for (const transport of TRANSPORTS) {
      const client = createClient(transport, url, team.apiKey);
      bugs.push(await client.createImage({ key: `${KEY} ${transport} bug`, body: { prompt: PROMPT } }));
    }
    expect(bugs.map(({ code }) => code)).toEqual(["internal_error", "internal_error"]);

    // The database closes all connections of the process.
    await app.app.db.sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name like 'retake%'`.catch(
      () => {},
    );
    await waitFor(
      "an answer after the reconnect",
      async () => (await createClient("rest", url, team.apiKey).get(id)).code === "ok",
    );

    expect(lines().filter(({ level }) => level >= 40).length).toBeGreaterThan(2);
    const password = "password" in app.database.target ? app.database.target.password : null;
    const signature = image.searchParams.get("sig");
    expect(signature).toMatch(/^.{20,}$/);
    for (const secret of [PROMPT, KEY, VENDOR_KEY, NAME, team.apiKey, signature, password]) {
      if (secret !== null) expect(output).not.toContain(secret);
    }
  });

  test("contains an internal error once, with the request id of the response, on both transports", async () => {
    const { apiKey } = await app.seed.team();
    const order = { body: { prompt: PROMPT } };
    const rest = await restCall(server.url ?? "", apiKey, "POST", "/v1/images", order);
    expect(rest.status).toBe(500);
    expect(JSON.stringify(rest.json)).not.toMatch(/constraint|images|sql|stack|prompt/i);
    const response = await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": apiKey },
      body: JSON.stringify({ query: `mutation { createImage(input: { prompt: "${PROMPT}" }) { __typename } }` }),
    });
    const text = await response.text();
    expect(text).not.toMatch(/constraint|images_|sql|stack/i);
    expect(text).toContain("internal_error");
    const ids = [rest.headers.get("aurous-request-id"), response.headers.get("aurous-request-id")];
    expect(text).toContain(ids[1]);
    await waitFor("the lines", () => ids.every((id) => lines().some(({ requestId }) => requestId === id)));
    for (const id of ids) expect(lines().filter(({ requestId }) => requestId === id)).toHaveLength(1);
  });
});

test("an error is logged with its message, code, stack and causes, and secrets in messages are masked", () => {
  let line = "";
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      line += chunk;
      done();
    },
  });
  const logger = createLogger("info", sink);
  const cause = Object.assign(new Error("no way to postgres://user:pass@host/db"), { code: "ECONNREFUSED" });
  const error = new TypeError(`al_live_${"0a".repeat(32)} at /storage/x?exp=1&kid=a&sig=abc`, { cause });
  logger.error({ err: Object.assign(error, { detail: "Failing row contains (secret)" }), apiKey: "k" }, "went wrong");
  expect(JSON.parse(line)).toMatchObject({
    msg: "went wrong",
    err: {
      type: "TypeError",
      message: "al_live_… at /storage/x?exp=1&kid=a&sig=…",
      stack: expect.stringContaining("logs.test.ts"),
      cause: { type: "Error", code: "ECONNREFUSED", message: "no way to postgres://user:…@host/db" },
    },
  });
  expect(line).not.toMatch(/0a0a|abc|pass@|secret/);
});
