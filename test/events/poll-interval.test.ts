import { expect, test } from "vitest";
import { createFeed } from "../../src/events/feed.ts";
import { changeHintOf } from "../../src/events/notifier.ts";
import { startTestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";

const POLL_INTERVAL_MS = 50;
/** More topics than one query polls. */
const OTHERS = 600;

test("delivers events whose notification was lost within the poll interval, even if hundreds of other characters are watched", async () => {
  await using app = await startTestApp({ roles: [] });
  const logged: unknown[] = [];
  const logger = { ...app.app.logger, warn: (fields: unknown) => void logged.push(fields) };
  const feed = createFeed(app.app.db.sql, logger, POLL_INTERVAL_MS);
  const ended = new AbortController();
  const watch = async (id: string, teamId: string, versions: number[]) => {
    for await (const { version } of feed.character({ id, teamId }, 1, ended.signal)) versions.push(version);
  };
  const { teamId } = await app.seed.team();
  const ids = [await app.seed.character(teamId), await app.seed.character(teamId)] as const;
  const received: [number[], number[]] = [[], []];
  const watching = [watch(ids[0], teamId, received[0])];
  // Unknown characters, which are polled like any other.
  for (let nth = 0; nth < OTHERS; nth++) watching.push(watch(`char_${nth}`, `team_${nth % 3}`, []));
  watching.push(watch(ids[1], teamId, received[1]));

  for (const [nth, id] of ids.entries()) {
    for (const name of ["Nina", "Nora", "Nelly"]) {
      await app.app.db.sql`select retake.update_character(${teamId}, ${id}, ${name}, false, null)`;
    }
    await waitFor("three versions", () => received[nth as 0 | 1].length === 3);
    expect(received[nth as 0 | 1]).toEqual([2, 3, 4]);
  }
  ended.abort();
  await feed.stop();
  await Promise.all(watching);
  expect(logged).toEqual([]);
});

test("polls topics that were not notified, even while notifications for others never stop", async () => {
  await using app = await startTestApp({ roles: [] });
  const feed = createFeed(app.app.db.sql, app.app.logger, POLL_INTERVAL_MS);
  const ended = new AbortController();
  const [storming, silent] = [await app.seed.team(), await app.seed.team()] as const;
  const [notified, missed] = [await app.seed.character(storming.teamId), await app.seed.character(silent.teamId)];
  const received: number[] = [];
  const watch = async (id: string, teamId: string, versions: number[]) => {
    for await (const { version } of feed.character({ id, teamId }, 1, ended.signal)) versions.push(version);
  };
  const watching = [watch(notified, storming.teamId, []), watch(missed, silent.teamId, received)];
  let storm = setImmediate(function again() {
    feed.wake(changeHintOf(storming.teamId, notified));
    storm = setImmediate(again);
  });
  await app.app.db.sql`select retake.update_character(${silent.teamId}, ${missed}, ${"Nina"}, false, null)`;
  await waitFor("the version", () => received.length === 1);
  clearImmediate(storm);
  ended.abort();
  await feed.stop();
  await Promise.all(watching);
  expect(received).toEqual([2]);
});
