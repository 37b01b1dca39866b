import { describe, expect, test } from "vitest";
import { revokeKey } from "../../src/operations/operator.ts";
import { createClient, TRANSPORTS } from "../helpers/clients.ts";
import { expectOk } from "../helpers/seed.ts";
import { contractApp } from "./contract-app.ts";

const contract = contractApp();

describe.each(TRANSPORTS)("an access token created over %s", (transport) => {
  const client = (secret: string) => createClient(transport, contract.url(), secret);

  test("works like a key of its scope on both transports until it expires", async () => {
    const { team, id, client: owner } = await contract.start(transport);
    const made = await owner.createToken("read", 60);
    expect(made).toMatchObject({ code: "ok", status: transport === "rest" ? 201 : 200 });
    const { token = "", expires_at = "" } = made.value ?? {};
    const seconds = (Date.parse(expires_at) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThan(65);
    for (const other of TRANSPORTS) {
      const browser = createClient(other, contract.url(), token);
      expect((await browser.get(id)).value?.id).toBe(id);
      expect(await browser.save(id)).toMatchObject({ code: "missing_scope", status: 403 });
    }
    await contract.app().app.db
      .sql`update retake.api_keys set expires_at = retake.clock_now() where parent_id = ${team.keyId}`;
    contract.app().app.apiKeys.forget();
    expect(await client(token).get(id)).toMatchObject({ code: "token_expired", status: 401 });
  });

  test("allows writes with scope write, and never allows the creation of further tokens", async () => {
    const { id, client: owner } = await contract.start(transport, { status: "reviewing" });
    const writer = (await owner.createToken("write", 60)).value?.token ?? "";
    expect((await client(writer).save(id)).value?.status).toBe("ready");
    const full = (await owner.createToken("full", 60)).value?.token ?? "";
    for (const token of [writer, full]) {
      expect(await client(token).createToken("read", 60)).toMatchObject({ code: "missing_scope", status: 403 });
    }
  });

  test("is revoked together with the key that created it", async () => {
    const { team, id, client: owner } = await contract.start(transport);
    const token = (await owner.createToken("read", 60)).value?.token ?? "";
    expect((await client(token).get(id)).code).toBe("ok");
    expectOk(await revokeKey(contract.app().app, team.keyId));
    expect(await client(token).get(id)).toMatchObject({ code: "revoked_api_key", status: 401 });
    expect(await owner.get(id)).toMatchObject({ code: "revoked_api_key", status: 401 });
  });

  test("can only be created by a key of scope full, for 60 to 86400 seconds", async () => {
    const { client: owner } = await contract.start(transport);
    for (const seconds of [59, 86_401]) {
      expect(await owner.createToken("read", seconds)).toMatchObject({
        code: "value_out_of_range",
        param: "ttl_seconds",
      });
    }
    expect((await owner.createToken("read", 86_400)).code).toBe("ok");
    for (const scope of ["read", "write"] as const) {
      const weaker = await contract.app().seed.team({ scope });
      expect(await client(weaker.apiKey).createToken("read", 60)).toMatchObject({ code: "missing_scope", status: 403 });
    }
  });
});
