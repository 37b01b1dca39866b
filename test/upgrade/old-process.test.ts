import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { putBlobs } from "../../src/storage/blob-store.ts";
import { ingestImage } from "../../src/storage/images.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { connect } from "../helpers/connect.ts";
import { createFakeProvider, paint } from "../helpers/fake-provider.ts";
import { subscribe } from "../helpers/subscriber.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { createOldProcess, OLD_STATEMENTS, type OldProcess } from "./old-process.ts";
import { image, resynthesize, sendOverGraphql, sendOverRest } from "./paid-request.ts";
import { startOnDump } from "./restore.ts";

/** The schema's name in the old statements. */
const PROVIDER = "fake";

type Sql = ReturnType<typeof connect>;

let app: TestApp;
let sql: Sql;
/** One connection, so that its prepared statements can be deallocated. */
let one: Sql;
let old: OldProcess;
beforeAll(async () => {
  app = await startOnDump({ roles: ["gateway"] });
  sql = connect(app.database.target, 8, "retake");
  one = connect(app.database.target, 1, "retake");
  old = createOldProcess(sql);
});
afterAll(async () => {
  await Promise.all([sql.end(), one.end()]);
  await app[Symbol.asyncDispose]();
});

const start = async (on: TestApp = app) => {
  const team = await on.seed.team();
  return { ...team, id: await on.seed.character(team.teamId) };
};

/** The kinds of the ledger entries of each of this character's syntheses. */
const ledgerOf = async (on: TestApp, characterId: string) => {
  const rows = await on.app.db.sql<{ kinds: string }[]>`
    select string_agg(l.kind, ' ' order by l.seq) as kinds from retake.ledger_entries l
      join retake.syntheses s on s.id = l.synthesis_id where s.character_id = ${characterId} group by s.id`;
  return rows.map(({ kinds }) => kinds);
};

/** An image as a worker stores it before recording it. */
async function storeImage(on: TestApp, teamId: string) {
  const { bytes } = await paint(1);
  const ingested = await ingestImage(bytes, { teamId, maxBytes: 1_000_000 });
  if (!ingested.ok) throw new Error(ingested.reason);
  await putBlobs(on.app.blobs, ingested.blobs);
  return ingested.image;
}

describe("a statement of 0.1.0 can still be prepared", () => {
  test.each(OLD_STATEMENTS.map((statement) => [statement.text.replace(/\s+/g, " ").slice(0, 100), statement] as const))(
    "%s",
    async (_start, { text, types }) => {
      const rows = await one<{ type: string }[]>`
        select case asked.oid when 0 then 'unknown' else format_type(asked.oid, null) end as type
          from unnest(string_to_array(${types.join(" ")}, ' ')::oid[]) with ordinality as asked (oid, nth) order by nth`;
      const declared = rows.length === 0 ? "" : `(${rows.map(({ type }) => type).join(", ")})`;
      await one.unsafe(`prepare old_statement ${declared} as ${text}`);
      await one.unsafe("deallocate old_statement");
    },
  );
});

describe("next to a gateway of 0.1.0", () => {
  test("a key that one version has accepted replays in the other", async () => {
    const { teamId, apiKey, id } = await start();
    const first = await old.resynthesize(teamId, id, "old first");
    expect(first.outcome).toBe("accepted");
    const replays = [
      await sendOverRest(app.url, apiKey, resynthesize(id), "old first"),
      await sendOverGraphql(app.url, apiKey, resynthesize(id), "old first"),
    ];
    expect(replays).toMatchObject([
      { status: 200, replayed: true, body: { id, status: "synthesizing" } },
      { replayed: true, synthesisId: first.facts.synthesis?.id },
    ]);

    const image_ = await sendOverGraphql(app.url, apiKey, image({ prompt: "a lamp" }), "new first");
    expect(await old.createImage(teamId, "a lamp", "new first")).toMatchObject({
      outcome: "replayed",
      facts: { image: { id: image_.imageId } },
    });
    expect(await old.createImage(teamId, "another", "new first")).toMatchObject({
      outcome: "refused",
      facts: { kind: "idempotency_key_in_use", reason: "other_body" },
    });
    expect(await ledgerOf(app, id)).toEqual(["hold"]);
  });

  test("a key sent to both at once is accepted once, whichever is first", async () => {
    for (let round = 0; round < 10; round++) {
      const { teamId, apiKey, id } = await start();
      const key = `both ${round}`;
      const viaOld = Array.from({ length: 3 }, async () => {
        const { outcome, facts } = await old.resynthesize(teamId, id, key);
        return { accepted: outcome === "accepted", replayed: outcome === "replayed", synthesis: facts.synthesis?.id };
      });
      const viaNew = Array.from({ length: 3 }, async () => {
        const { code, replayed, synthesisId } = await sendOverGraphql(app.url, apiKey, resynthesize(id), key);
        return { accepted: code === null && !replayed, replayed, synthesis: synthesisId };
      });
      const answers = await Promise.all([...viaOld, ...viaNew]);
      expect(answers.filter(({ accepted }) => accepted).length).toBe(1);
      expect(answers.filter(({ replayed }) => replayed).length).toBe(5);
      expect(new Set(answers.map(({ synthesis }) => synthesis)).size).toBe(1);
      expect(await ledgerOf(app, id)).toEqual(["hold"]);
    }
  });

  test("a synthesis that it cancels ends here", async () => {
    const { teamId, apiKey, id } = await start();
    const client = createClient("rest", app.url, apiKey);
    await client.resynthesize(id, { key: "k" });
    expect((await old.cancel(teamId, id)).outcome).not.toBe("refused");
    expect((await client.get(id)).value?.status).toBe("ready");
    expect(await ledgerOf(app, id)).toEqual(["hold release"]);
  });
});

describe("next to a worker of 0.1.0", () => {
  test("a synthesis that it completes is reported and captured here", async () => {
    const { teamId, apiKey, id } = await start();
    const query = "subscription ($id: ID!) { change: characterStatusChanged(id: $id, after: 1) { version status } }";
    await using stream = subscribe(app.url, apiKey, query, { id });
    const { synthesisId } = await sendOverGraphql(app.url, apiKey, resynthesize(id), "k");
    const run = await old.claim(synthesisId ?? "");
    const image = await storeImage(app, teamId);
    for (const pose of ["portrait", "front", "side", "back"]) expect(await run?.deliver(pose, image)).toBe(true);
    expect(await run?.settle()).toBe(true);
    // These statements send no notification, so the poll finds the event.
    expect(await stream.take(2)).toEqual([
      { change: { version: 2, status: "SYNTHESIZING" } },
      { change: { version: 3, status: "REVIEWING" } },
    ]);
    expect(await ledgerOf(app, id)).toEqual(["hold capture"]);
  });

  test("a synthesis that it abandons is continued here without another order for a delivered pose", {
    timeout: 60_000,
  }, async () => {
    await using gateway = await startOnDump({ roles: ["gateway"] });
    const session = connect(gateway.database.target, 2, "retake");
    try {
      const { teamId, apiKey, id } = await start(gateway);
      const before = createOldProcess(session);
      const synthesisId = (await before.resynthesize(teamId, id, "k")).facts.synthesis?.id ?? "";
      const run = await before.claim(synthesisId);
      expect(await run?.deliver("portrait", await storeImage(gateway, teamId))).toBe(true);
      expect(await run?.send("front")).toBe(true);

      const provider = createFakeProvider({ id: PROVIDER, dedupes: true });
      const env = {
        BLOB_STORE: `file:${gateway.app.config.blobStore.kind === "file" && gateway.app.config.blobStore.root}`,
      };
      await using _worker = await startTestApp({ beside: gateway, roles: ["worker"], env, overrides: { provider } });
      const client = createClient("rest", gateway.url, apiKey);
      await waitFor("the end of the run", async () => (await client.get(id)).value?.status === "reviewing", 30_000);
      const orders = provider.calls.map(({ key }) => key).filter((key) => key.startsWith(synthesisId));
      expect(orders.sort()).toEqual(["back", "front", "side"].map((pose) => `${synthesisId}:${pose}`));
      expect(await ledgerOf(gateway, id)).toEqual(["hold capture"]);
      // The replaced worker can no longer record anything.
      expect([await run?.send("side"), await run?.settle()]).toEqual([false, false]);
    } finally {
      await session.end();
    }
  });
});
