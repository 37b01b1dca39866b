import { describe, expect, test } from "vitest";
import { forgetEvents } from "../events/forget-events.ts";
import { contractApp, UNKNOWN_ID } from "./contract-app.ts";
import { type Change, CONNECTIONS, codeOf, refusalOf, summarize, WATCH } from "./streams.ts";

type Message = { readonly change: Change };

const contract = contractApp();
/** The team has one character, so the character's versions are also the team's event numbers. */
const forget = (teamId: string, upTo: number) => forgetEvents(contract.app().app, teamId, upTo);

describe.each(CONNECTIONS)("characterStatusChanged over %s", (_name, open) => {
  const watch = (apiKey: string, id: string, after?: number) =>
    open<Message>(contract.url(), apiKey, WATCH, after === undefined ? { id } : { id, after });

  test("sends a deleted character's remaining changes after the given version, then DELETED without the character, and completes", async () => {
    const { team, id, client } = await contract.start("graphql");
    await using early = watch(team.apiKey, id);
    await early.take(1);
    await client.update(id, { name: "Mona" });
    await client.remove(id);
    expect(await early.ended).toEqual({ kind: "complete" });
    const deleted = [null, 3, "DELETED"];
    expect(summarize(early.received)).toEqual([["Mira", 1, "READY", "snapshot"], ["Mona", 2, "READY"], deleted]);
    for (const [after, expected] of [
      [0, [["Mira", 1, "READY"], ["Mona", 2, "READY"], deleted]],
      [1, [["Mona", 2, "READY"], deleted]],
      [2, [deleted]],
    ] as const) {
      await using late = watch(team.apiKey, id, after);
      expect(await late.ended).toEqual({ kind: "complete" });
      expect(summarize(late.received)).toEqual(expected);
    }
    await using beyond = watch(team.apiKey, id, 4);
    expect(await codeOf(beyond)).toEqual(["value_out_of_range", "after"]);
    for (const after of [undefined, 3]) {
      await using over = watch(team.apiKey, id, after);
      expect(await codeOf(over)).toEqual(["resource_not_found", undefined]);
    }
  });

  test("answers an unknown, another team's and a long deleted character alike, whatever version is given", async () => {
    const { team, id, client } = await contract.start("graphql");
    const stranger = await contract.start("graphql");
    await client.remove(id);
    await forget(team.teamId, 2);
    const refusals = [];
    for (const asked of [id, stranger.id, UNKNOWN_ID, "", "char_ü", "\u0000"]) {
      for (const after of [undefined, 0, 1, 99]) {
        await using stream = watch(team.apiKey, asked, after);
        refusals.push(JSON.stringify(await refusalOf(stream)));
      }
    }
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toContain("resource_not_found");
  });

  test("sends a snapshot when the given version is no longer stored, and every change when it is", async () => {
    const { team, id, client } = await contract.start("graphql");
    for (const name of ["A", "B", "C"]) await client.update(id, { name });
    await forget(team.teamId, 2);
    for (const after of [0, 1]) {
      await using old = watch(team.apiKey, id, after);
      expect(summarize(await old.take(1))).toEqual([["C", 4, "READY", "snapshot"]]);
    }
    await using stream = watch(team.apiKey, id, 1);
    await using kept = watch(team.apiKey, id, 2);
    expect(summarize(await kept.take(2))).toEqual([
      ["B", 3, "READY"],
      ["C", 4, "READY"],
    ]);
    await stream.take(1);
    await client.update(id, { name: "D" });
    expect(summarize(await stream.take(2)).at(-1)).toEqual(["D", 5, "READY"]);
    // The same holds when no event is stored at all and nothing has happened since.
    await forget(team.teamId, 5);
    await using idle = watch(team.apiKey, id, 5);
    await using behind = watch(team.apiKey, id, 4);
    expect(summarize(await behind.take(1))).toEqual([["D", 5, "READY", "snapshot"]]);
    await client.update(id, { name: "E" });
    expect(summarize(await idle.take(1))).toEqual([["E", 6, "READY"]]);
    await using beyond = watch(team.apiKey, id, 7);
    expect(await codeOf(beyond)).toEqual(["value_out_of_range", "after"]);
    await using negative = watch(team.apiKey, id, -1);
    expect(await codeOf(negative)).toEqual(["value_out_of_range", "after"]);
  });
});
