import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { subscribe } from "../helpers/subscriber.ts";

type Change = {
  change: {
    version: number;
    status: string;
    previousStatus: string | null;
    snapshot: boolean;
    character: { status: string; refs: { url: string }[] } | null;
  };
};

const DOCUMENT = `subscription ($id: ID!, $after: Int) { change: characterStatusChanged(id: $id, after: $after) {
  version status previousStatus snapshot character { status refs { url } } } }`;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ overrides: { provider: createFakeProvider() } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const start = async () => {
  const team = await app.seed.team();
  const id = await app.seed.character(team.teamId);
  return { team, id, client: createClient("graphql", app.url, team.apiKey) };
};
const summarize = (changes: readonly Change[]) =>
  changes.map(({ change }) => [change.version, change.previousStatus, change.status, change.snapshot]);

describe("characterStatusChanged over graphql-ws", () => {
  test("sends a snapshot first, then each change once, in order and with the images of its version", async () => {
    const { team, id, client } = await start();
    await using stream = subscribe<Change>(app.url, team.apiKey, DOCUMENT, { id });
    await stream.take(1);
    await client.resynthesize(id, { key: "k" });
    const changes = await stream.take(3);
    expect(summarize(changes)).toEqual([
      [1, "READY", "READY", true],
      [2, "READY", "SYNTHESIZING", false],
      [3, "SYNTHESIZING", "REVIEWING", false],
    ]);
    const imagePaths = changes.map(({ change }) => change.character?.refs.map((ref) => new URL(ref.url).pathname));
    expect(imagePaths[1]).toEqual(imagePaths[0]);
    expect(imagePaths[2]).toHaveLength(4);
    expect(imagePaths[2]).not.toEqual(imagePaths[0]);
  });

  test("sends every change after the given version, also to a subscriber that connects after the synthesis has ended", async () => {
    const { team, id, client } = await start();
    await using live = subscribe<Change>(app.url, team.apiKey, DOCUMENT, { id, after: 1 });
    await client.resynthesize(id);
    const lived = await live.take(2);
    await using late = subscribe<Change>(app.url, team.apiKey, DOCUMENT, { id, after: 1 });
    expect(summarize(await late.take(2))).toEqual(summarize(lived));
    await using last = subscribe<Change>(app.url, team.apiKey, DOCUMENT, { id, after: 2 });
    expect(summarize(await last.take(1))).toEqual(summarize(lived).slice(1));
  });

  test("answers an unknown and another team's character alike, and refuses a version that does not exist yet", async () => {
    const { team, id } = await start();
    const stranger = await start();
    const codes = [];
    for (const variables of [{ id: stranger.id }, { id: "char_01HXMQ7Z3K8Y2NABCDEFGHJKMR" }, { id, after: 2 }]) {
      await using stream = subscribe<Change>(app.url, team.apiKey, DOCUMENT, variables);
      const end = await stream.ended;
      const [error] = (end.kind === "error" ? end.error : []) as { extensions: { code: string } }[];
      codes.push(error?.extensions.code);
    }
    expect(codes).toEqual(["resource_not_found", "resource_not_found", "value_out_of_range"]);
  });

  test("closes with 4403 when the key is unusable", async () => {
    const { id } = await start();
    await using stream = subscribe<Change>(app.url, "al_live_nope", DOCUMENT, { id });
    expect(await stream.ended).toMatchObject({ kind: "error", error: { code: 4403 } });
  });
});
