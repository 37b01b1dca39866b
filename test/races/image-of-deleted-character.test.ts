import { afterAll, beforeAll, expect, test } from "vitest";
import { failSynthesis } from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { holdLocks } from "../helpers/hold-locks.ts";
import { createImage, deleteCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { lockTeam, race } from "../services/race.ts";
import { deliverAll } from "../services/run-synthesis.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

/** Starts an image of a character, with functions that end it and that read what is left of its inputs. */
async function picturing() {
  const { teamId, call } = await app.seed.caller();
  const id = await app.seed.character(teamId);
  const body = { prompt: "x", character_id: id };
  const { image } = expectOk(await createImage(app.app, call, { body, idempotencyKey: null }));
  const succeeded = await deliverAll(app.app, image.id);
  await app.app.db.sql`update retake.generations set vendor_job_id = 'job' where synthesis_id = ${image.id}`;
  return {
    teamId,
    imageId: image.id,
    remove: async () => (await deleteCharacter(app.app, call, id)).ok,
    ends: { succeeded, failed: () => failSynthesis(app.app.db, image.id, null, null, "deadline_exceeded") },
    left: async () => {
      const [row] = await app.app.db.sql`
        select s.status, s.attributes is not null as attributes, g.request is not null as request,
               g.vendor_job_id is not null as job, g.image is not null as file
          from retake.syntheses s join retake.generations g on g.synthesis_id = s.id where s.id = ${image.id}`;
      return row;
    },
  };
}
const erased = { attributes: false, request: false, job: false, file: true };
const kept = { attributes: true, request: true, job: true, file: true };

test.each(["succeeded", "failed"] as const)(
  "an image that %s after its character's deletion loses the character's data and keeps its file",
  async (status) => {
    const [{ remove, ends, left }, other] = [await picturing(), await picturing()];
    await remove();
    expect(await left()).toEqual({ status: "running", ...kept });
    expect(await ends[status]()).toBe(true);
    expect(await left()).toEqual({ status, ...erased });
    expect(await other.left()).toEqual({ status: "running", ...kept });
  },
);

test.each(["succeeded", "failed"] as const)(
  "an image that %s while its character exists keeps the character's data",
  async (status) => {
    const { ends, left } = await picturing();
    await ends[status]();
    expect(await left()).toEqual({ status, ...kept });
  },
);

test.each(["succeeded", "failed"] as const)(
  "an image that %s during its character's deletion loses the character's data, whichever is first",
  async (status) => {
    for (const endFirst of [true, false]) {
      const { teamId, remove, ends, left } = await picturing();
      const [first, second] = endFirst ? [ends[status], remove] : [remove, ends[status]];
      expect(await race(app.database, lockTeam(teamId), first, second)).toEqual([true, true]);
      expect(await left()).toEqual({ status, ...erased });
    }
  },
);

test("a deletion does not wait for a synthesis of another character", async () => {
  const [one, other] = [await picturing(), await picturing()];
  const held = await holdLocks(
    app.database,
    (sql) => sql`select from retake.syntheses where id = ${other.imageId} for no key update`,
  );
  expect(await one.remove()).toBe(true);
  await held.release();
});
