import { describe, expect, test } from "vitest";
import { openDatabase } from "../../src/db/client.ts";
import { queueChannel } from "../../src/db/queue.ts";
import type { Logger } from "../../src/domain/observability.ts";
import { createFeed } from "../../src/events/feed.ts";
import {
  type ChangeHint,
  createNotifier,
  listenForChanges,
  type Notification,
  notifyOthers,
} from "../../src/events/notifier.ts";
import { startTestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { writeChanges } from "./writers.ts";

const NEVER_MS = 1_000_000_000;
const quiet = (): Logger & { readonly warned: unknown[] } => {
  const warned: unknown[] = [];
  return { warned, debug: () => {}, info: () => {}, error: () => {}, warn: (fields) => void warned.push(fields) };
};

describe("the notifier", () => {
  test("wakes this process at every notification, and other processes with few notifications for all changes", async () => {
    const local: ChangeHint[] = [];
    const notified: (ChangeHint | undefined)[] = [];
    const wakeFeed = (hint: ChangeHint) => void local.push(hint);
    const send = async ({ changed }: Notification) => void notified.push(changed);
    const notifier = createNotifier({ wakeFeed, send }, quiet());
    for (let nth = 0; nth < 100; nth++) notifier.notifyChanged(`team_${nth % 3}`);
    await notifier.stop();
    expect(local).toHaveLength(100);
    const anyOf = (...teams: string[]) => new Map(teams.map((team) => [team, null]));
    expect(notified).toEqual([anyOf("team_0", "team_1", "team_2")]);
    notifier.notifyChanged("team_1");
    notifier.notifyChanged();
    notifier.notifyChanged("team_2");
    await notifier.stop();
    expect(notified.slice(1)).toEqual([null]);
  });

  test("sends a change and a queued job as one statement, and what arrives meanwhile as one more", async () => {
    const sent: Notification[] = [];
    const send = async (notification: Notification) => {
      sent.push(notification);
      if (sent.length > 1) return;
      for (let nth = 0; nth < 10; nth++) {
        notifier.notifyChanged("b", `char_${nth % 2}`);
        notifier.notifyJobQueued();
      }
    };
    const notifier = createNotifier({ wakeFeed: () => {}, send }, quiet());
    notifier.notifyChanged("a");
    notifier.notifyJobQueued();
    await notifier.stop();
    expect(sent).toEqual([
      { changed: new Map([["a", null]]), isJobQueued: true },
      { changed: new Map([["b", new Set(["char_0", "char_1"])]]), isJobQueued: true },
    ]);
  });

  test("logs a notification that cannot be sent, and sends the next one", async () => {
    const logger = quiet();
    let sent = 0;
    const send = async () => {
      sent += 1;
      if (sent === 1) throw new Error("away");
    };
    const notifier = createNotifier({ wakeFeed: () => {}, send }, logger);
    notifier.notifyChanged("a");
    await notifier.stop();
    notifier.notifyChanged("b");
    await notifier.stop();
    expect([sent, logger.warned.length]).toEqual([2, 1]);
  });
});

test.each([
  ["a change", { changed: null, isJobQueued: false }],
  ["a queued job", { changed: undefined, isJobQueued: true }],
  ["both", { changed: new Map([["team_1", null]]), isJobQueued: true }],
])("notifies other processes of %s", async (_what, notification) => {
  await using app = await startTestApp({ roles: [] });
  const { db } = app.app;
  const received: (ChangeHint | "job")[] = [];
  const unlisten = await listenForChanges(db, (hint) => received.push(hint));
  const unlistenJobs = await db.listen(
    queueChannel(db.schema),
    () => received.push("job"),
    () => {},
  );
  await waitFor("the listeners", () => received.length === 1);
  await notifyOthers(db, notification);
  const { changed, isJobQueued } = notification;
  const expected = [null, ...(changed === undefined ? [] : [changed]), ...(isJobQueued ? ["job"] : [])];
  await waitFor("the notifications", () => received.length === expected.length);
  expect(received).toEqual(expected);
  await Promise.all([unlisten(), unlistenJobs()]);
});

test("a commit of another process arrives without polling, and after a lost LISTEN connection everything missed arrives", async () => {
  await using app = await startTestApp({ roles: [] });
  const db = openDatabase(app.database.target);
  const feed = createFeed(db.sql, quiet(), NEVER_MS);
  const unlisten = await listenForChanges(db, feed.wake);
  try {
    const { teamId } = await app.seed.team();
    const id = await app.seed.character(teamId);
    const seen: number[] = [];
    void (async () => {
      for await (const { version } of feed.character({ id, teamId }, 0, new AbortController().signal))
        seen.push(version);
    })();
    await waitFor("the first", () => seen.length === 1);
    await writeChanges([app.app], teamId, [id], 3);
    await waitFor("the notifications", () => seen.length === 4);

    await app.app.db.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'retake listen'`;
    await writeChanges([app.app], teamId, [id], 3);
    await waitFor("what was committed without a listener", () => seen.length === 7);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  } finally {
    await feed.stop();
    await unlisten().catch(() => {});
    await db.close();
  }
});
