import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BUCKETS, type BucketState } from "../../src/domain/buckets.ts";
import type { Call } from "../../src/domain/principal.ts";
import type { Outcome } from "../../src/domain/refusals.ts";
import { grantCredits } from "../../src/services/credits/ledger.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import {
  createCharacter,
  createImage,
  regenerateCharacterRef,
  resynthesizeCharacter,
  updateCharacter,
} from "../helpers/operations.ts";
import { ATTRIBUTES, expectOk } from "../helpers/seed.ts";
import { checkBooks } from "./check-books.ts";
import { storedImage } from "./run-synthesis.ts";

let app: TestApp;
/** The bucket state of the last accept, and how often it notified workers and feeds. */
let bucket: BucketState | null = null;
let notified = 0;
let changesNotified = 0;
/** The outcomes that the accepts counted in the metrics. */
let counted: string[] = [];
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

type Team = { readonly teamId: string; readonly call: Call; readonly id: string; readonly upload: string };
type Kind = "resynthesize" | "regenerate" | "create" | "image" | "upload";
type Answer = Outcome<{ replayed: boolean }>;

async function newTeam(credits = 100): Promise<Team> {
  const { teamId, apiKey } = await app.seed.team({ credits });
  const id = await app.seed.character(teamId);
  const upload = app.app.newId("upload");
  const { sql } = app.app.db;
  await sql`insert into retake.uploads (id, team_id, filename, content_type, status, image, url_expires_at, expires_at)
    values (${upload}, ${teamId}, 'me.png', 'image/png', 'stored', ${sql.json(storedImage(teamId, upload))}, now(),
            now() + interval '1 hour')`;
  const onRateLimitState = (state: BucketState) => {
    bucket = state;
  };
  return { teamId, call: { ...(await callAs(app.app, apiKey)), onRateLimitState }, id, upload };
}

function accept(
  kind: Kind,
  { call, id, upload }: Team,
  idempotencyKey: string | null,
  perGeneration = 1,
): Promise<Answer> {
  bucket = null;
  const queued = () => {
    notified += 1;
  };
  const config = { ...app.app.config, CREDITS_PER_GENERATION: perGeneration };
  const changed = () => {
    changesNotified += 1;
  };
  const metrics = { ...app.app.metrics, accept: (outcome: string) => void counted.push(outcome) };
  const here = {
    ...app.app,
    config,
    metrics,
    notifier: { ...app.app.notifier, notifyJobQueued: queued, notifyChanged: changed },
  };
  switch (kind) {
    case "resynthesize":
      return resynthesizeCharacter(here, call, { id, body: {}, idempotencyKey });
    case "regenerate":
      return regenerateCharacterRef(here, call, { id, body: { pose: "side" }, idempotencyKey });
    case "create":
      return createCharacter(here, call, {
        body: { name: "A", generate: true, attributes: ATTRIBUTES },
        idempotencyKey,
      });
    case "image":
      return createImage(here, call, { body: { prompt: "a boat", character_id: id }, idempotencyKey });
    case "upload":
      return createCharacter(here, call, { body: { name: "A", upload_ids: [upload] }, idempotencyKey });
  }
}

const refusalOf = (answer: Answer) => (answer.ok ? "accepted" : answer.refusal);
const keys = async ({ teamId }: Team) =>
  (
    await app.app.db.sql`select outcome is not null as bound from retake.idempotency_keys where team_id = ${teamId}`
  ).map((row) => row.bound);
const EXACT = {
  resynthesize: "characters_synthesize",
  regenerate: "characters_synthesize",
  create: "characters_synthesize",
  image: "images_post",
} as const;
const PAID = Object.keys(EXACT) as (keyof typeof EXACT)[];
const empty = ({ teamId }: Team, name: keyof typeof BUCKETS) => {
  const { burst, intervalMs } = BUCKETS[name];
  return app.app.db.sql`insert into retake.buckets (team_id, bucket, full_at)
    values (${teamId}, ${name}, retake.clock_now() + ${`${(burst * intervalMs) / 1000} seconds`}::interval)
    on conflict (team_id, bucket) do update set full_at = excluded.full_at`;
};

describe.each([...PAID, "upload"] as const)("%s with a key", (kind) => {
  test("is accepted and notified once, and replayed without a token when it is sent again", async () => {
    const team = await newTeam();
    notified = 0;
    changesNotified = 0;
    counted = [];
    const first = expectOk(await accept(kind, team, "k"));
    const seen = bucket as BucketState | null;
    expect([first.replayed, notified, changesNotified, await keys(team)]).toEqual([false, 1, 1, [true]]);
    expect(seen?.remaining).toBe((seen?.limit ?? 0) - 1);
    expect(expectOk(await accept(kind, team, "k"))).toEqual({ ...first, replayed: true });
    expect([notified, changesNotified, bucket?.remaining]).toEqual([1, 1, seen?.remaining]);
    expect(counted).toEqual(["accepted", "replayed"]);
  });

  test("is refused while the bucket is empty, with the waiting time, and binds no key", async () => {
    const team = await newTeam();
    const name = kind === "upload" ? "characters_post" : EXACT[kind];
    if (kind === "upload") for (let n = 0; n < 60; n += 1) app.app.localRateLimiter.take(team.teamId, name);
    else await empty(team, name);
    counted = [];
    const refusal = refusalOf(await accept(kind, team, "k"));
    expect(counted).toEqual(["rate_limit_exceeded"]);
    expect(refusal).toMatchObject({ kind: "rate_limit_exceeded", bucket: name });
    expect(refusal).toHaveProperty("retryAfterSeconds", Math.ceil(BUCKETS[name].intervalMs / 1000));
    expect([bucket?.remaining, await keys(team)]).toEqual([0, []]);
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 100, held: 0 });
  });

  test("is refused without any effect when the key is invalid", async () => {
    const team = await newTeam();
    for (const key of ["", "a\nb", "k".repeat(257)]) {
      expect(refusalOf(await accept(kind, team, key))).toMatchObject({
        kind: "invalid_input",
        code: "invalid_format",
        param: "Idempotency-Key",
      });
    }
    expect([bucket, await keys(team)]).toEqual([null, []]);
  });

  test("is refused without a token when another call used the key", async () => {
    const team = await newTeam();
    const other = kind === "image" ? "create" : "image";
    expectOk(await accept(other, team, "k"));
    expect(refusalOf(await accept(kind, team, "k"))).toEqual({
      kind: "idempotency_key_in_use",
      reason: "other_operation",
    });
    if (kind !== "upload") expect(bucket?.remaining).toBe(bucket?.limit);
    expect(await keys(team)).toEqual([true]);
  });
});

describe.each(PAID)("%s without enough credits", (kind) => {
  test("is refused with the amounts, takes a token and binds no key, and is accepted with the same key after a grant", async () => {
    const team = await newTeam(0);
    const required = kind === "image" || kind === "regenerate" ? 1 : 4;
    expect(refusalOf(await accept(kind, team, "k"))).toEqual({
      kind: "insufficient_credits",
      required,
      available: 0,
      held: 0,
    });
    expect([bucket?.remaining, await keys(team)]).toEqual([(bucket?.limit ?? 0) - 1, []]);
    await grantCredits(app.app.db, team.teamId, required, null);
    expect(expectOk(await accept(kind, team, "k")).replayed).toBe(false);
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: required, held: required });
  });

  test("is a new call each time without a key, and stores no key", async () => {
    const team = await newTeam(0);
    expect(refusalOf(await accept(kind, team, null))).toMatchObject({ kind: "insufficient_credits" });
    await grantCredits(app.app.db, team.teamId, 8, null);
    expectOk(await accept(kind, team, null));
    expect(await keys(team)).toEqual([]);
  });
});

test("a shortage reports the held credits besides the available ones", async () => {
  const team = await newTeam(5);
  expectOk(await accept("create", team, null));
  expect(refusalOf(await accept("create", team, null))).toEqual({
    kind: "insufficient_credits",
    required: 4,
    available: 1,
    held: 4,
  });
});

describe("the price of an accept", () => {
  test.each([
    ["resynthesize", 12],
    ["create", 12],
    ["regenerate", 3],
    ["image", 3],
    ["upload", 0],
  ] as const)("of %s is that of its images, and its rows have ids with the right prefix", async (kind, price) => {
    const team = await newTeam();
    const done = expectOk(await accept(kind, team, null, 3)) as {
      character?: { id: string };
      synthesis?: { id: string; cost: number } | null;
      image?: { id: string; cost: number };
    };
    expect(done.synthesis?.cost ?? done.image?.cost ?? 0).toBe(price);
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 100, held: price });
    const ids = [done.character?.id, done.synthesis?.id, done.image?.id].filter((id) => id !== undefined);
    expect(ids.map((id) => id.replace(/_.*/, ""))).toEqual(
      kind === "image" ? ["img"] : kind === "upload" ? ["char"] : ["char", "syn"],
    );
  });
});

describe("the order of refusals", () => {
  test.each(["resynthesize", "regenerate", "image"] as const)(
    "for %s is bucket, character, status, credits",
    async (kind) => {
      const team = await newTeam(0);
      const unknown = { ...team, id: "char_01HXMQ7Z3K8Y2NABCDEFGHJKMR" };
      await empty(team, EXACT[kind]);
      expect(refusalOf(await accept(kind, unknown, "k"))).toMatchObject({ kind: "rate_limit_exceeded" });
      await app.app.db.sql`delete from retake.buckets where team_id = ${team.teamId}`;
      expect(refusalOf(await accept(kind, unknown, "k"))).toEqual({ kind: "not_found" });
      const other = await newTeam(0);
      expect(refusalOf(await accept(kind, { ...team, id: other.id }, "k"))).toEqual({ kind: "not_found" });

      await grantCredits(app.app.db, team.teamId, 4, null);
      expectOk(await accept("resynthesize", team, null));
      expect(refusalOf(await accept(kind, team, "k"))).toMatchObject({
        kind: kind === "image" ? "character_not_ready" : "character_state",
        status: "synthesizing",
      });
      expect(await keys(team)).toEqual([]);
    },
  );

  test("for resynthesize checks the attributes before the credits", async () => {
    const team = await newTeam(0);
    expectOk(await updateCharacter(app.app, team.call, { id: team.id, body: { attributes: null } }));
    expect(refusalOf(await accept("resynthesize", team, "k"))).toMatchObject({
      kind: "invalid_input",
      code: "missing_field",
      param: "attributes",
    });
    expect(await keys(team)).toEqual([]);
  });

  test("for regenerate checks the set of four poses before the attributes and the credits", async () => {
    const team = await newTeam(0);
    const made = expectOk(
      await createCharacter(app.app, team.call, {
        body: { name: "U", upload_ids: [team.upload] },
        idempotencyKey: null,
      }),
    );
    expect(refusalOf(await accept("regenerate", { ...team, id: made.character.id }, "k"))).toMatchObject({
      kind: "character_state",
      status: "ready",
      reason: "no_ref_set",
    });
  });

  test("for uploads refuses a used upload whatever the credits, and leaves the key free", async () => {
    const team = await newTeam(0);
    expectOk(await accept("upload", team, null));
    expect(refusalOf(await accept("upload", team, "k"))).toMatchObject({
      kind: "invalid_input",
      code: "upload_invalid",
    });
    expect(await keys(team)).toEqual([]);
  });
});

describe("the job of an accepted synthesis", () => {
  test("has a lower priority the more open syntheses the team has", async () => {
    const team = await newTeam();
    for (const kind of ["image", "create", "image", "regenerate"] as const) expectOk(await accept(kind, team, null));
    const jobs = await app.app.db.sql`
      select j.priority, j.data, j.state from retake_jobs.job j
        join retake.syntheses s on j.id = md5(s.id)::uuid and j.data ->> 'synthesis_id' = s.id
       where s.team_id = ${team.teamId} and j.name = 'synthesis' order by s.created_at`;
    expect(jobs.map(({ priority, state }) => [priority, state])).toEqual(
      [1, 2, 3, 4].map((open) => [-open, "created"]),
    );
  });
});

describe("an expired key", () => {
  test("is free from its expiry on without a clean-up, and then binds the new call", async () => {
    const team = await newTeam();
    const first = await accept("image", team, "k");
    await app.app.db
      .sql`update retake.idempotency_keys set expires_at = retake.clock_now() where team_id = ${team.teamId}`;
    const second = expectOk(await accept("create", team, "k"));
    expect([first.ok, second.replayed]).toEqual([true, false]);
    expect(expectOk(await accept("create", team, "k"))).toEqual({ ...second, replayed: true });
    expect(refusalOf(await accept("image", team, "k"))).toMatchObject({ reason: "other_operation" });
    const [key] = await app.app.db.sql`
      select created_at > retake.clock_now() - interval '1 minute' and expires_at > retake.clock_now() + interval '23 hours' as fresh
        from retake.idempotency_keys where team_id = ${team.teamId}`;
    expect(key?.fresh).toBe(true);
  });

  test("binds the next call and its target, and nothing of the earlier call remains", async () => {
    const team = await newTeam();
    const other = { ...team, id: await app.seed.character(team.teamId) };
    expectOk(await accept("image", team, "k"));
    await app.app.db
      .sql`update retake.idempotency_keys set expires_at = retake.clock_now() where team_id = ${team.teamId}`;
    const first = expectOk(await accept("resynthesize", team, "k"));
    expect(expectOk(await accept("resynthesize", team, "k"))).toEqual({ ...first, replayed: true });
    expect(refusalOf(await accept("resynthesize", other, "k"))).toEqual({
      kind: "idempotency_key_in_use",
      reason: "other_operation",
    });
  });

  test("is separate for each team", async () => {
    const [one, two] = [await newTeam(), await newTeam()];
    expectOk(await accept("image", one, "k"));
    expect(expectOk(await accept("create", two, "k")).replayed).toBe(false);
    expect([await keys(one), await keys(two)]).toEqual([[true], [true]]);
  });
});
