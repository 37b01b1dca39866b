import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { createFakeProvider, hang, paint } from "../helpers/fake-provider.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { waitFor } from "../helpers/wait-for.ts";

let app: TestApp;
/** What happens to the images after the portrait. */
let others = Promise.withResolvers<"paint" | "fail">();
beforeAll(async () => {
  const provider = createFakeProvider({
    script: async (request, call, nth) => {
      if (request.pose !== "portrait") {
        const what = await Promise.race([others.promise, hang(call)]);
        if (what === "fail") throw new Error("the vendor failed");
      }
      return paint(nth);
    },
  });
  app = await startTestApp({ overrides: { provider } });
});
afterAll(async () => {
  others.resolve("paint");
  await app[Symbol.asyncDispose]();
});

type Generation = {
  readonly pose: string;
  readonly status: string;
  readonly thumbUrl: string | null;
  readonly thumbhash: string | null;
};
type Synthesis = { readonly id: string; readonly status: string; readonly generations: readonly Generation[] };

/** Starts a synthesis whose portrait is delivered and whose other images are pending. */
async function start() {
  others = Promise.withResolvers();
  const team = await app.seed.team();
  const id = await app.seed.character(team.teamId);
  const client = createClient("graphql", app.url, team.apiKey);
  await client.resynthesize(id);
  const document = `query ($id: ID!) { character(id: $id) { synthesis {
    id status generations { pose status thumbUrl thumbhash } } } }`;
  const read = async () => {
    const { body } = await graphqlCall(app.url, team.apiKey, document, { id });
    return (body.data as { character: { synthesis: Synthesis } }).character.synthesis;
  };
  const portrait = await waitFor("the portrait", async () => {
    const found = (await read()).generations.find(({ pose }) => pose === "PORTRAIT");
    return found?.status === "DELIVERED" && found;
  });
  const ended = () => waitFor("the end", async () => (await read()).status !== "RUNNING" && read());
  return { client, id, read, portrait, ended };
}

const statusOf = async (url: string | null) => (await fetch(url ?? "")).status;

test("a delivered image shows its thumbnail while the other images are made, and the full image cannot be read yet", async () => {
  const { read, portrait, ended } = await start();
  const { id, status, generations } = await read();
  expect(status).toBe("RUNNING");
  expect(portrait.thumbhash).toMatch(/^[A-Za-z0-9+/]+=*$/);
  expect(await statusOf(portrait.thumbUrl)).toBe(200);
  const hidden = generations.filter(({ pose }) => pose !== "PORTRAIT");
  expect(hidden.map(({ thumbUrl, thumbhash }) => [thumbUrl, thumbhash])).toEqual(Array(3).fill([null, null]));
  const [image] = await app.app.db.sql<{ key: string }[]>`
    select image ->> 'key' as key from retake.generations where synthesis_id = ${id} and pose = 'portrait'`;
  const whole = app.app.urls.sign(`/storage/${image?.key}`);
  expect(await statusOf(whole)).toBe(404);
  others.resolve("paint");
  const succeeded = await ended();
  expect(succeeded.status).toBe("SUCCEEDED");
  expect(await statusOf(whole)).toBe(200);
  for (const { thumbUrl } of succeeded.generations) expect(await statusOf(thumbUrl)).toBe(200);
});

const NO_THUMBNAILS = Array(4).fill([null, null]);
const thumbnailsOf = ({ generations }: Synthesis) =>
  generations.map(({ thumbUrl, thumbhash }) => [thumbUrl, thumbhash]);

test("a failed synthesis shows no thumbnails, and thumbnail URLs shown before return 404", async () => {
  const { portrait, ended } = await start();
  others.resolve("fail");
  const failed = await ended();
  expect([failed.status, thumbnailsOf(failed)]).toEqual(["FAILED", NO_THUMBNAILS]);
  expect(await statusOf(portrait.thumbUrl)).toBe(404);
});

test("a cancelled synthesis shows no thumbnails, and thumbnail URLs shown before return 404", async () => {
  const { client, id, portrait, ended } = await start();
  await client.cancel(id);
  const cancelled = await ended();
  expect([cancelled.status, thumbnailsOf(cancelled)]).toEqual(["CANCELLED", NO_THUMBNAILS]);
  expect(await statusOf(portrait.thumbUrl)).toBe(404);
});

test("a deleted character's synthesis shows no thumbnails", async () => {
  const { client, id, portrait, ended, read } = await start();
  const { id: synthesisId } = await read();
  others.resolve("paint");
  await ended();
  expect(await statusOf(portrait.thumbUrl)).toBe(200);
  await client.remove(id);
  const [row] = await app.app.db.sql<{ generations: readonly Record<string, unknown>[] }[]>`
    select retake.synthesis_json(s) -> 'generations' as generations from retake.syntheses s where id = ${synthesisId}`;
  expect(row?.generations.map((generation) => Object.keys(generation).sort())).toEqual(
    Array(4).fill(["attempt", "pose", "status"]),
  );
  expect(await statusOf(portrait.thumbUrl)).toBe(404);
});
