import { describe, expect, test } from "vitest";
import { openDatabase } from "../../src/db/client.ts";
import type { Logger } from "../../src/domain/logger.ts";
import type { ChangeHint } from "../../src/events/change-hint.ts";
import { createFeed } from "../../src/events/feed.ts";
import { listenForChanges } from "../../src/events/listen.ts";
import { createNotifier } from "../../src/events/notifier.ts";
import { startTestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { writeChanges } from "./writers.ts";

const NEVER_MS = 1_000_000_000;
const quiet = (): Logger & { readonly warned: unknown[] } => {
  const warned: unknown[] = [];
  return { warned, debug: () => {}, info: () => {}, error: () => {}, warn: (facts) => void warned.push(facts) };
};

describe("the notifier", () => {
  test("wakes this process at every ring, and the others with the first and then with few, for all who rang", async () => {
    const local: ChangeHint[] = [];
    const notified: ChangeHint[] = [];
    const changed = {
      local: (hint: ChangeHint) => void local.push(hint),
      notify: async (hint: ChangeHint) => void notified.push(hint),
    };
    const queued = { local: () => {}, notify: async () => {} };
    const notifier = createNotifier(changed, queued, quiet());
    for (let nth = 0; nth < 100; nth++) notifier.notifyChanged(`team_${nth % 3}`);
    await notifier.stop();
    expect(local).toHaveLength(100);
    const anyOf = (...teams: string[]) => new Map(teams.map((team) => [team, null]));
    expect(notified).toEqual([anyOf("team_0"), anyOf("team_0", "team_1", "team_2")]);
    notifier.notifyChanged("team_1");
    notifier.notifyChanged();
    notifier.notifyChanged("team_2");
    await notifier.stop();
    expect(notified.slice(2)).toEqual([anyOf("team_1"), null]);
  });

  test("that can't be rung says so, and the next ring goes out", async () => {
    const logger = quiet();
    let rings = 0;
    const notify = async () => {
      rings += 1;
      if (rings === 1) throw new Error("away");
    };
    const bell = { local: () => {}, notify };
    const notifier = createNotifier(bell, { ...bell, notify: async () => {} }, logger);
    notifier.notifyChanged("a");
    await notifier.stop();
    notifier.notifyChanged("b");
    await notifier.stop();
    expect([rings, logger.warned.length]).toEqual([2, 1]);
  });
});

test("a commit of another process is told without polling, and after the listener has died what came meanwhile", async () => {
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
    await waitFor("the bell", () => seen.length === 4);

    await app.app.db.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'retake listen'`;
    await writeChanges([app.app], teamId, [id], 3);
    await waitFor("what came while nobody listened", () => seen.length === 7);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  } finally {
    await feed.stop();
    await unlisten().catch(() => {});
    await db.close();
  }
});
