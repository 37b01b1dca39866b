import { describe, expect, test } from "vitest";
import { forgetEvents } from "../events/forget-events.ts";
import { createClient } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { contractApp, settled } from "./contract-app.ts";
import { type Change, CONNECTIONS, codeOf, summarize, WATCH, WATCH_TEAM } from "./streams.ts";

type Message = { readonly change: Change };

const contract = contractApp();
const key = ({ change }: Message) => [change.character?.id, change.version];

/** The events of a team after a number, in the order of the log. */
async function logged(teamId: string, after = 0) {
  const rows = await contract.app().app.db.sql<{ character_id: string; version: number }[]>`
    select character_id, version from retake.events where team_id = ${teamId} and team_seq > ${after} order by team_seq`;
  return rows.map((row) => [row.character_id, row.version]);
}

/** Creates a team with two characters, and returns a cursor before its first change. */
async function start(open: (typeof CONNECTIONS)[number][1]) {
  const { team, id, client } = await contract.start("graphql");
  const other = await contract.app().seed.character(team.teamId, { name: "Otto" });
  await using stream = open<Message>(contract.url(), team.apiKey, WATCH, { id });
  const [first] = await stream.take(1);
  return { team, id, other, client, cursor: first?.change.cursor ?? "" };
}

test("a team's eventCursor is where teamEvents resumes, also before the team's first event", async () => {
  const team = await contract.app().seed.team();
  const cursor = async () => {
    const { body } = await graphqlCall(contract.url(), team.apiKey, "{ team { eventCursor } }");
    return (body.data as { team: { eventCursor: string } }).team.eventCursor;
  };
  const [, open] = CONNECTIONS[0];
  const before = await cursor();
  const id = await contract.app().seed.character(team.teamId, { name: "Otto" });
  const after = await cursor();
  const client = createClient("rest", contract.url(), team.apiKey);
  await client.update(id, { name: "Olga" });
  await using whole = open<Message>(contract.url(), team.apiKey, WATCH_TEAM, { after: before });
  expect(summarize(await whole.take(2))).toEqual([
    ["Otto", 1, "READY"],
    ["Olga", 2, "READY"],
  ]);
  await using rest = open<Message>(contract.url(), team.apiKey, WATCH_TEAM, { after });
  expect(summarize(await rest.take(1))).toEqual([["Olga", 2, "READY"]]);
});

describe.each(CONNECTIONS)("teamEvents over %s", (_name, open) => {
  const watch = (apiKey: string, after?: string) =>
    open<Message>(contract.url(), apiKey, WATCH_TEAM, after === undefined ? {} : { after });

  test("sends every change of the team once and in the order of the log, and no change of another team", async () => {
    const { team, id, other, client, cursor } = await start(open);
    const stranger = await contract.start("graphql");
    await using stream = watch(team.apiKey, cursor);
    await client.resynthesize(id);
    await Promise.all([client.update(other, { name: "Olga" }), stranger.client.resynthesize(stranger.id)]);
    await settled(client, id);
    await client.remove(other);
    await stream.take(5);
    expect(summarize(stream.received.slice(0, 1))).toEqual([["Otto", 1, "READY"]]);
    expect(stream.received.slice(0, 4).map(key)).toEqual((await logged(team.teamId, 1)).slice(0, 4));
    expect(stream.received[4]?.change).toMatchObject({ status: "DELETED", previousStatus: "READY", character: null });
    await stranger.client.remove(stranger.id);
    await client.save(id);
    expect(summarize(await stream.take(6)).at(-1)).toEqual(["Mira", 4, "READY"]);
  });

  test("resumes at any cursor without losing or repeating a change", async () => {
    const { team, id, other, client, cursor } = await start(open);
    for (const name of ["A", "B", "C"]) {
      await client.update(id, { name });
      await client.update(other, { name });
    }
    await using whole = watch(team.apiKey, cursor);
    const all = await whole.take(7);
    expect(all.map(key)).toEqual(await logged(team.teamId, 1));
    for (const at of [0, 3, 6]) {
      await using resumed = watch(team.apiKey, all[at]?.change.cursor);
      await client.update(id, { name: `from ${at}` });
      const rest = await resumed.take(all.length - at + (at + 3) / 3 - 1);
      expect(rest.map(key)).toEqual(await logged(team.teamId, 2 + at));
    }
  });

  test("starts at the present without a cursor", async () => {
    const { team, id, client, cursor } = await start(open);
    await using before = watch(team.apiKey, cursor);
    await using stream = watch(team.apiKey);
    // A subscriber sees where the stream starts only after its first message.
    await waitFor("a first change", async () => {
      await client.update(id, { name: `${Math.random()}` });
      return stream.received.length > 0;
    });
    const { version } = stream.received[0]?.change ?? {};
    await client.update(id, { name: "End" });
    await waitFor("the end", () => stream.received.at(-1)?.change.character?.name === "End");
    await waitFor("the end of the other stream", () => before.received.at(-1)?.change.character?.name === "End");
    expect(version).toBeGreaterThan(1);
    expect(stream.received).toEqual(before.received.filter(({ change }) => change.version >= (version ?? 0)));
  });

  test("refuses an invalid cursor and the cursor of another team", async () => {
    const { team, cursor } = await start(open);
    const { cursor: foreign } = await start(open);
    for (const after of ["", "1", "nonsense", `${cursor}=`, foreign, "x".repeat(1_000), "\u0000"]) {
      await using stream = watch(team.apiKey, after);
      expect(await codeOf(stream)).toEqual(["invalid_format", "after"]);
    }
  });

  test("sends snapshots for a cursor in the future, as after the restore of an earlier backup", async () => {
    const { team, other, client, cursor } = await start(open);
    const text = Buffer.from(cursor, "base64url").toString();
    const ahead = Buffer.from(text.replace(/ \d+ /, " 99 ")).toString("base64url");
    await using stream = watch(team.apiKey, ahead);
    expect((await stream.take(2)).map(({ change }) => change.snapshot)).toEqual([true, true]);
    await client.update(other, { name: "Olga" });
    expect(summarize(await stream.take(3)).at(-1)).toEqual(["Olga", 2, "READY"]);
  });

  test("sends a snapshot of each character for an old cursor, resumes after any of them, and continues with changes", async () => {
    const { team, id, other, client, cursor } = await start(open);
    const third = await contract.app().seed.character(team.teamId, { name: "Tess" });
    await client.remove(third);
    await client.update(id, { name: "Mona" });
    await forgetEvents(contract.app().app, team.teamId, 4);
    await using stream = watch(team.apiKey, cursor);
    const snapshots = await stream.take(2);
    expect(summarize(snapshots)).toEqual([
      ["Mona", 2, "READY", "snapshot"],
      ["Otto", 1, "READY", "snapshot"],
    ]);
    await using resumed = watch(team.apiKey, snapshots[0]?.change.cursor);
    await resumed.take(1);
    await client.update(other, { name: "Olga" });
    const rest = [
      ["Otto", 1, "READY", "snapshot"],
      ["Olga", 2, "READY"],
    ];
    expect(summarize(await resumed.take(2))).toEqual(rest);
    expect(summarize((await stream.take(3)).slice(1))).toEqual(rest);
    // After a reconnect between the snapshots, a character that changed meanwhile is sent as a change only.
    await using late = watch(team.apiKey, snapshots[0]?.change.cursor);
    expect(summarize(await late.take(1))).toEqual(rest.slice(1));
    await using last = watch(team.apiKey, snapshots[1]?.change.cursor);
    expect(summarize(await last.take(1))).toEqual(rest.slice(1));
  });

  test("sends snapshots for a cursor of a history that was undone", async () => {
    const { team, id, other, client, cursor } = await start(open);
    await client.update(id, { name: "Undone" });
    await using stream = watch(team.apiKey, cursor);
    const [, undone] = await stream.take(2);
    const { sql } = contract.app().app.db;
    await sql`update retake.events set created_at = created_at + interval '1 second' where character_id = ${id} and version = 2`;
    await client.update(other, { name: "Olga" });
    await using resumed = watch(team.apiKey, undone?.change.cursor);
    expect(summarize(await resumed.take(2))).toEqual([
      ["Undone", 2, "READY", "snapshot"],
      ["Olga", 2, "READY", "snapshot"],
    ]);
  });
});
