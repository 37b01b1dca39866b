import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { UrlSigner } from "../../src/storage/signed-urls.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { openEvents } from "./event-source.ts";
import { post } from "./post.ts";
import { connectSocket, type Socket, subscribeMessage } from "./socket.ts";

/** How many URLs were signed: four in each execution of an event. */
let signed = 0;
let isBroken = false;
const urls = {
  sign: (path: string) => {
    signed += 1;
    if (isBroken) throw new Error("no secret");
    return `https://images.test${path}`;
  },
} as UrlSigner;
const SIGNED_OF_EVENT = 4;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"], overrides: { urls } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});
beforeEach(() => {
  signed = 0;
  isBroken = false;
});

const WATCH = `subscription ($id: ID!, $after: Int) { characterStatusChanged(id: $id, after: $after) {
  version snapshot character { name refs { url } } } }`;
const RENAME =
  "mutation ($id: ID!, $name: String!) { updateCharacter(id: $id, input: { name: $name }) { __typename } }";

const start = async () => {
  const team = await app.seed.team();
  return { ...team, id: await app.seed.character(team.teamId) };
};
const anotherKey = async (teamId: string, scope: "read" | "full") => {
  const { createKey } = await import("../../src/operations/operator.ts");
  const key = await createKey(app.app, teamId, scope);
  if (!key.ok) throw new Error("no key");
  return { apiKey: key.value.secret, keyId: key.value.keyId };
};
const rename = (apiKey: string, id: string, name: string) => post(app, apiKey, RENAME, { variables: { id, name } });
const changes = (socket: Socket, id: string) =>
  socket.messages
    .filter((message) => message.type === "next" && message.id === id)
    .map(({ payload }) => payload.data.characterStatusChanged);
const versions = (socket: Socket, id: string) => changes(socket, id).map(({ version }) => version);
const watch = async (socket: Socket, name: string, variables: Record<string, unknown>, query = WATCH) => {
  socket.send(subscribeMessage(name, query, variables));
  await socket.got(({ type, id }) => type === "next" && id === name);
};

test("sockets, streams and keys of one team and scope share the execution of an event", async () => {
  const { apiKey, teamId, id } = await start();
  const other = await anotherKey(teamId, "full");
  using first = await connectSocket(app, apiKey);
  using second = await connectSocket(app, other.apiKey);
  using stream = await openEvents(app, apiKey, WATCH, { id });
  await watch(first, "a", { id });
  await watch(first, 'quote "b"', { after: null, id });
  await watch(second, "c", { id, unknown: 1 });
  await stream.take(1);
  signed = 0;
  await rename(apiKey, id, "b");
  await waitFor("everybody's change", () => versions(first, "a").length + versions(first, 'quote "b"').length === 4);
  await waitFor("everybody's change", () => versions(second, "c").length === 2);
  await stream.take(2);
  expect(signed).toBe(SIGNED_OF_EVENT);
  const expected = { version: 2, snapshot: false, character: { name: "b", refs: expect.any(Array) } };
  for (const change of [changes(first, "a")[1], changes(first, 'quote "b"')[1], changes(second, "c")[1]]) {
    expect(change).toEqual(expected);
  }
  expect(stream.events[1]?.data.data.characterStatusChanged).toEqual(expected);
});

test("another scope and another selection share nothing", async () => {
  const { apiKey, teamId, id } = await start();
  const reader = await anotherKey(teamId, "read");
  using full = await connectSocket(app, apiKey);
  using read = await connectSocket(app, reader.apiKey);
  await watch(full, "a", { id });
  await watch(full, "b", { id }, WATCH.replace("snapshot", ""));
  await watch(read, "c", { id });
  signed = 0;
  await rename(apiKey, id, "b");
  await waitFor("all changes", () => [full, full, read].every((s, i) => versions(s, "abc".charAt(i)).length === 2));
  expect(signed).toBe(3 * SIGNED_OF_EVENT);
});

test("a team that sends another team's document gets not found and no event of it", async () => {
  const [mine, foreign] = [await start(), await start()];
  using owner = await connectSocket(app, mine.apiKey);
  using thief = await connectSocket(app, foreign.apiKey);
  await watch(owner, "w", { id: mine.id });
  for (const after of [undefined, null, 0, 1]) {
    thief.send(subscribeMessage(`w${after}`, WATCH, { id: mine.id, after }));
    const { payload } = await thief.got(({ type, id }) => type === "error" && id === `w${after}`);
    expect(payload[0].extensions.code).toBe("resource_not_found");
  }
  await watch(thief, "own", { id: foreign.id });
  await rename(mine.apiKey, mine.id, "secret");
  await waitFor("the owner's change", () => versions(owner, "w").length === 2);
  await rename(foreign.apiKey, foreign.id, "b");
  await waitFor("the other team's own change", () => versions(thief, "own").length === 2);
  expect(JSON.stringify(thief.messages)).not.toContain("secret");
  expect(changes(thief, "own")[1].character.name).toBe("b");
});

test("a revoked key's stream ends, while another key's stream continues with every change once", async () => {
  const { apiKey, teamId, id } = await start();
  const sibling = await anotherKey(teamId, "full");
  using revoked = await connectSocket(app, apiKey);
  using goesOn = await connectSocket(app, sibling.apiKey);
  await watch(revoked, "w", { id });
  await watch(goesOn, "w", { id });
  await rename(apiKey, id, "b");
  await waitFor("both changes", () => versions(revoked, "w").length + versions(goesOn, "w").length === 4);
  await app.app.db.sql`update retake.api_keys set revoked_at = retake.clock_now() where hash =
    (select hash from retake.api_keys where team_id = ${teamId} and id <> ${sibling.keyId})`;
  expect((await revoked.closed()).code).toBe(4403);
  for (const name of ["c", "d"]) await rename(sibling.apiKey, id, name);
  await waitFor("the other key's changes", () => versions(goesOn, "w").length === 4);
  expect(versions(goesOn, "w")).toEqual([1, 2, 3, 4]);
  expect(versions(revoked, "w")).toEqual([1, 2]);
});

test("a late subscriber catches up alone and then shares executions, without gaps or repeats", async () => {
  const { apiKey, id } = await start();
  using early = await connectSocket(app, apiKey);
  using late = await connectSocket(app, apiKey);
  await watch(early, "w", { id });
  const names = Array.from({ length: 12 }, (_, index) => `n${index}`);
  for (const [index, name] of names.entries()) {
    await rename(apiKey, id, name);
    // Subscribes while changes are being made, each time with another last version.
    if (index % 3 === 2) late.send(subscribeMessage(`from ${index}`, WATCH, { id, after: index }));
  }
  late.send(subscribeMessage("snapshot", WATCH, { id }));
  await waitFor("the snapshot", () => versions(late, "snapshot").length === 1);
  const watchers = [2, 5, 8, 11].map((index) => ({ name: `from ${index}`, after: index }));
  let last = names.length + 1;
  // A subscriber that still reads the table executes a change alone, until all subscribers are live.
  await waitFor("a change that is executed once for all", async () => {
    signed = 0;
    last += 1;
    await rename(apiKey, id, `version ${last}`);
    await waitFor("the change in all late subscriptions", () =>
      watchers.every(({ name }) => versions(late, name).at(-1) === last),
    );
    await waitFor("the change in the early subscription", () => versions(early, "w").at(-1) === last);
    await waitFor("and there", () => versions(late, "snapshot").at(-1) === last);
    return signed === SIGNED_OF_EVENT;
  });
  const after = (from: number) => Array.from({ length: last - from }, (_, index) => from + 1 + index);
  expect(versions(early, "w")).toEqual(after(0));
  for (const { name, after: from } of watchers) expect(versions(late, name)).toEqual(after(from));
  expect(versions(late, "snapshot")).toEqual(after(names.length));
});

test("a failed event carries each subscriber's own request id and is logged under it", async () => {
  const { apiKey, id } = await start();
  using socket = await connectSocket(app, apiKey);
  using stream = await openEvents(app, apiKey, WATCH, { id });
  await watch(socket, "a", { id });
  await watch(socket, "b", { id });
  await stream.take(1);
  [signed, isBroken] = [0, true];
  await rename(apiKey, id, "b");
  const broken = await waitFor("both errors", () => {
    const found = socket.messages.filter(({ type, payload }) => type === "next" && payload.errors);
    return found.length === 2 && found;
  });
  await stream.take(2);
  // The first of the four URLs fails. The list may end there, or all are tried.
  expect(signed).toBeLessThanOrEqual(SIGNED_OF_EVENT);
  const all = [...broken.map(({ payload }) => payload), stream.events[1]?.data];
  const ids = new Set(all.map(({ errors }) => errors[0].extensions.requestId));
  expect(ids.size).toBe(3);
  expect(ids).toContain(stream.headers.get("aurous-request-id"));
  for (const { errors, data } of all) {
    expect(errors[0].extensions.code).toBe("internal_error");
    expect(errors[0].message).not.toContain("secret");
    expect(data.characterStatusChanged).toMatchObject({ version: 2, character: null });
  }
  const logged = app.logged.map(({ fields }) => fields.requestId);
  for (const requestId of ids) expect(logged).toContain(requestId);
});
