import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { CHROMIUM, openBrowser, type TestBrowser } from "../helpers/browser.ts";
import { createClient } from "../helpers/clients.ts";
import { createTestDatabase } from "../helpers/database.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { type FaultProxy, startFaultProxy } from "../helpers/fault-proxy.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { type Answered, holdMutations, openRecipePage, type RecipePage, type Shown } from "./recipe-page.ts";
import { type RecipeSite, startRecipeSite } from "./recipe-site.ts";

const LIBRARIES = ["apollo", "urql", "relay"] as const;

describe.skipIf(!CHROMIUM)("the recipes of docs/frontend.md in Chromium", () => {
  let app: TestApp;
  let site: RecipeSite;
  let browser: TestBrowser;
  let databaseWire: FaultProxy;
  beforeAll(async () => {
    site = await startRecipeSite();
    const database = await createTestDatabase();
    databaseWire = await startFaultProxy(database.target);
    const overrides = { provider: createFakeProvider() };
    app = await startTestApp({ database, target: databaseWire.target, env: { CORS_ORIGINS: site.origin }, overrides });
    await site.connect(app.url);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
    await site[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
    await databaseWire[Symbol.asyncDispose]();
  });

  const start = async () => {
    const { teamId, apiKey, keyId } = await app.seed.team();
    const id = await app.seed.character(teamId, { name: "Mira" });
    const opened = await openRecipePage(browser, site, apiKey);
    const rest = createClient("rest", app.url, apiKey);
    return { ...opened, teamId, apiKey, keyId, id, rest };
  };
  const seen = ({ page }: RecipePage) =>
    page.evaluate("recipe.plain.seen") as Promise<{
      changes: { version: number; status: string }[];
      ends: unknown[];
      resumed: [string, Answered][];
    }>;

  describe.each(LIBRARIES)("the recipe for %s", (library) => {
    test("keeps the state of an event when an older response or a replay arrives after it", async () => {
      const { page, call, id, warnings } = await start();
      const shown = () => call<Shown | null>(`${library}.shown`, id);
      expect(await call(`${library}.read`, id)).toMatchObject({ status: "READY", version: 1 });
      await call(`${library}.follow`, id);
      const release = await holdMutations(page);
      const paid = call<Answered>(`${library}.resynthesize`, id, "key-1");
      await waitFor("the new set", async () => (await shown())?.status === "REVIEWING");
      const newest = await shown();
      release();
      expect((await paid).replayed).toBe(false);
      expect(await shown()).toEqual(newest);
      expect((await call<Answered>(`${library}.resynthesize`, id, "key-1")).replayed).toBe(true);
      expect(await shown()).toEqual(newest);
      // Without the whole schema, Graphcache warns about the fields of every member of a union, in development only.
      expect(warnings.filter((warning) => !warning.startsWith("Invalid undefined"))).toEqual([]);
    });

    test("removes a deleted character", async () => {
      const { call, id, rest } = await start();
      await call(`${library}.read`, id);
      await call(`${library}.follow`, id);
      await rest.update(id, { name: "Mina" });
      await waitFor("the event", async () => (await call<Shown | null>(`${library}.shown`, id))?.version === 2);
      await rest.remove(id);
      await waitFor("the removal", async () => (await call(`${library}.shown`, id)) === null);
    });

    test("repeats a call that failed while the server's database was unavailable", async () => {
      const { page, call, id } = await start();
      await call("accessToken");
      await databaseWire.refuse();
      try {
        const refused = page.waitForResponse((response) => response.status() === 503);
        const read = call<Shown | null>(`${library}.read`, id);
        await refused;
        await databaseWire.heal();
        expect(await read).toMatchObject({ status: "READY" });
      } finally {
        await databaseWire.heal();
      }
    });
  });

  describe.each([
    ["WebSocket", "plain.followBySocket"],
    ["server-sent events", "plain.followBySse"],
  ])("the recipe for %s", (_name, follow) => {
    test("resumes a stream that was cut after its last event, without a gap or a repetition", async () => {
      const { id, rest, ...opened } = await start();
      const versions = async () => (await seen(opened)).changes.map(({ version }) => version);
      await opened.call(follow, id);
      await waitFor("the snapshot", async () => (await versions()).length === 1);
      await rest.update(id, { name: "one" });
      await waitFor("an event", async () => (await versions()).length === 2);
      site.cut("down");
      for (const name of ["two", "three"]) await rest.update(id, { name });
      site.restore();
      await waitFor("the missed events", async () => (await versions()).length >= 4);
      site.cut();
      await rest.update(id, { name: "four" });
      await waitFor("the last event", async () => (await versions()).length >= 5);
      expect(await versions()).toEqual([1, 2, 3, 4, 5]);
      expect((await seen(opened)).ends).toEqual([]);
    });
  });

  test("a subscription to an unknown character ends with an error and is not repeated", async () => {
    const { ...opened } = await start();
    await opened.call("plain.followBySocket", "char_none");
    await opened.call("plain.followBySse", "char_none");
    const ends = await waitFor("both ends", async () => {
      const { ends } = await seen(opened);
      return ends.length >= 3 && ends;
    });
    expect(JSON.stringify(ends)).toContain("resource_not_found");
    expect(ends).toContain("complete");
  });

  test("an expired token is replaced for HTTP and for the next connection", async () => {
    const { id, rest, teamId, ...opened } = await start();
    await opened.call("plain.followBySocket", id);
    await waitFor("the snapshot", async () => (await seen(opened)).changes.length === 1);
    const tokens = site.tokens();
    await app.app.db.sql`
      update retake.api_keys set expires_at = retake.clock_now() - interval '1 second'
      where team_id = ${teamId} and expires_at is not null`;
    // A gateway keeps a valid token for 1.5 s.
    await waitFor("a new token", async () => {
      expect(await opened.call("apollo.read", id)).toMatchObject({ status: "READY" });
      return site.tokens() > tokens;
    });
    site.cut();
    await rest.update(id, { name: "two" });
    await waitFor("the event", async () => (await seen(opened)).changes.length === 2);
    expect((await seen(opened)).ends).toEqual([]);
  });

  test("simultaneous calls share one request for a token", async () => {
    const { call } = await start();
    const before = site.tokens();
    const tokens = await Promise.all([call("accessToken"), call("accessToken"), call("accessToken")]);
    expect(new Set(tokens).size).toBe(1);
    expect(site.tokens()).toBe(before + 1);
  });

  test("a revoked key ends the socket permanently", async () => {
    const { id, keyId, ...opened } = await start();
    await opened.call("plain.followBySocket", id);
    await waitFor("the snapshot", async () => (await seen(opened)).changes.length === 1);
    await app.app.db.sql`update retake.api_keys set revoked_at = retake.clock_now() where id = ${keyId}`;
    const [end] = await waitFor("the end", async () => {
      const { ends } = await seen(opened);
      return ends.length > 0 && ends;
    });
    expect(end).toBe("closed");
  });

  test("a paid call whose response was lost is repeated with its key after a reload and charged once", async () => {
    const { page, call, id, rest, ...opened } = await start();
    await holdMutations(page);
    await page.evaluate(`void recipe.plain.resynthesizeOnce("${id}")`);
    await waitFor("the new set", async () => (await rest.get(id)).value?.status === "reviewing");
    const [kept] = await call<{ key: string }[]>("plain.pending");
    // The page must be gone before its requests get through again: it would repeat the call itself.
    const address = page.url();
    await page.goto("about:blank");
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.goto(address);
    await page.evaluate("recipe.plain.resume()");
    const [[purpose, result]] = await waitFor("the answer", async () => {
      const { resumed } = await seen({ ...opened, page, call });
      return resumed.length > 0 && (resumed as [[string, Answered]]);
    });
    expect([purpose, result.replayed]).toEqual([`resynthesize ${id}`, true]);
    expect(kept?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(await call("plain.pending")).toEqual([]);
    expect((await rest.balance()).value).toMatchObject({ total: 96 });
  });

  test("a paid call to which a proxy responds with its own JSON is repeated with its key and charged once", async () => {
    const { call, id, rest, page } = await start();
    let failures = 0;
    await page.route("**/graphql", async (route) => {
      if (failures > 0 || !route.request().postData()?.includes("mutation")) return route.continue();
      failures += 1;
      const response = await route.fetch();
      await route.fulfill({ response, status: 500, json: { message: "Internal Server Error" } });
    });
    expect((await call<Answered>("plain.resynthesizeOnce", id)).replayed).toBe(true);
    expect([failures, await call("plain.pending")]).toEqual([1, []]);
    await waitFor("the new set", async () => (await rest.get(id)).value?.status === "reviewing");
    expect((await rest.balance()).value).toMatchObject({ total: 96 });
  });

  test("a double click makes one paid call, and the next call has a new key", async () => {
    const { call, id, rest, page } = await start();
    const click = `recipe.plain.resynthesizeOnce("${id}")`;
    const both = (await page.evaluate(`Promise.all([${click}, ${click}])`)) as Answered[];
    expect(both.map(({ replayed }) => replayed)).toEqual([false, false]);
    await waitFor("the new set", async () => (await rest.get(id)).value?.status === "reviewing");
    expect((await call<Answered>("plain.resynthesizeOnce", id)).replayed).toBe(false);
    await waitFor("the second set", async () => (await rest.get(id)).value?.status === "reviewing");
    expect((await rest.balance()).value).toMatchObject({ total: 92 });
  });

  test("a page over HTTP/1.1 has at most six event streams, and the seventh call waits until one ends", async () => {
    const { id, call, ...opened } = await start();
    const changes = async () => (await seen({ ...opened, call })).changes.length;
    for (let nth = 1; nth <= 6; nth += 1) await call("plain.followBySse", id);
    await waitFor("six snapshots", async () => (await changes()) === 6);
    await call("plain.followBySse", id);
    const read = call("apollo.read", id);
    await call("plain.stopFirstStream");
    await waitFor("the seventh snapshot", async () => (await changes()) === 7);
    await call("plain.stopFirstStream");
    expect(await read).toMatchObject({ status: "READY" });
  });
});
