import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { subscribe } from "../helpers/subscriber.ts";
import { type RecordedEvent, readRecorded, type TeamName } from "./recorded.ts";
import { startOnDump } from "./restore.ts";

const recorded = readRecorded();
const TEAMS = ["ended", "busy", "autoSave"] as const satisfies TeamName[];

let app: TestApp;
beforeAll(async () => {
  app = await startOnDump({ roles: ["gateway"] });
});
afterAll(() => app[Symbol.asyncDispose]());

const FIELDS = "cursor version status previousStatus occurredAt snapshot";
const CHARACTER = `subscription ($id: ID!, $after: Int) { change: characterStatusChanged(id: $id, after: $after) { ${FIELDS} } }`;
const TEAM = `subscription ($after: String) { change: teamEvents(after: $after) { ${FIELDS} } }`;

type Change = { readonly change: RecordedEvent & { readonly snapshot: boolean } };
const asSent = (events: readonly RecordedEvent[]) =>
  events.map((change) => ({ change: { ...change, snapshot: false } }));

describe.each(TEAMS)("a position of the team %s from the previous version", (team) => {
  const { apiKey } = recorded.teams[team];
  const { team: teamEvents, characters } = recorded.streams[team];

  test("of a character's stream is followed by every later version", async () => {
    for (const [id, events] of Object.entries(characters)) {
      for (const after of [0, ...events.map(({ version }) => version)]) {
        const later = events.filter(({ version }) => version > after);
        if (later.length === 0) continue;
        await using stream = subscribe<Change>(app.url, apiKey, CHARACTER, { id, after });
        expect(await stream.take(later.length)).toEqual(asSent(later));
      }
    }
  });

  test("of the team's stream is followed by every later event", async () => {
    for (const [nth, { cursor }] of teamEvents.slice(0, -1).entries()) {
      const later = teamEvents.slice(nth + 1);
      await using stream = subscribe<Change>(app.url, apiKey, TEAM, { after: cursor });
      expect(await stream.take(later.length)).toEqual(asSent(later));
    }
  });
});

test("the last position is followed by the next change and nothing before it", async () => {
  const { apiKey } = recorded.teams.ended;
  const { team: teamEvents, characters } = recorded.streams.ended;
  const [id = "", events = []] = Object.entries(characters)[0] ?? [];
  const last = events.at(-1)?.version ?? 0;
  await using character = subscribe<Change>(app.url, apiKey, CHARACTER, { id, after: last });
  await using team = subscribe<Change>(app.url, apiKey, TEAM, { after: teamEvents.at(-1)?.cursor });
  expect((await createClient("rest", app.url, apiKey).update(id, { name: "After the upgrade" })).code).toBe("ok");
  const next = { version: last + 1, status: "READY", previousStatus: "READY", snapshot: false };
  expect(await character.take(1)).toMatchObject([{ change: next }]);
  expect(await team.take(1)).toMatchObject([{ change: next }]);
  expect(character.received.length + team.received.length).toBe(2);
});

test("the stream of a deleted character ends as before", async () => {
  const { apiKey } = recorded.teams.ended;
  const deleted = Object.entries(recorded.streams.ended.characters).filter(
    ([, events]) => events.at(-1)?.status === "DELETED",
  );
  expect(deleted.length).toBe(1);
  for (const [id, events] of deleted) {
    await using stream = subscribe<Change>(app.url, apiKey, CHARACTER, { id, after: 1 });
    expect(await stream.ended).toEqual({ kind: "complete" });
    expect(stream.received).toEqual(asSent(events.slice(1)));
  }
});
