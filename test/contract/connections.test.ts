import fc from "fast-check";
import { connectionFromArray, offsetToCursor } from "graphql-relay";
import { beforeAll, describe, expect, test } from "vitest";
import { type Client, createClient } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { restCall } from "../helpers/rest-client.ts";
import type { SeededTeam } from "../helpers/seed.ts";
import { contractApp, finished, settled } from "./contract-app.ts";
import { type PageArguments, relayPage } from "./relay-page.ts";

const contract = contractApp();

/** Queries for each list: many more than there are ways in which the bounds can contradict each other. */
const RUNS = 40;

type Connection = {
  readonly edges: readonly { readonly cursor: string; readonly node: Readonly<Record<string, unknown>> }[];
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  readonly pageInfo: {
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
  };
};
type Arguments = { first?: number; last?: number; after?: string; before?: string };

let team: SeededTeam;
let client: Client;
let character: string;

/** Every list of the schema: the document around it, and the field that identifies its items. */
const LISTS: Readonly<Record<string, { wrap: (list: string) => string; field: string; key: string }>> = {
  characters: { wrap: (list) => `{ ${list} }`, field: "characters", key: "id" },
  images: { wrap: (list) => `{ ${list} }`, field: "images", key: "id" },
  ledger: { wrap: (list) => `{ team { ${list} } }`, field: "ledger", key: "id" },
  syntheses: { wrap: (list) => `{ character(id: "${character}") { ${list} } }`, field: "syntheses", key: "id" },
  refSets: { wrap: (list) => `{ character(id: "${character}") { ${list} } }`, field: "refSets", key: "number" },
};

beforeAll(async () => {
  team = await contract.app().seed.team();
  client = createClient("rest", contract.url(), team.apiKey);
  for (let n = 0; n < 7; n += 1) await contract.app().seed.character(team.teamId);
  character = await contract.app().seed.character(team.teamId);
  for (let n = 0; n < 6; n += 1) {
    await client.resynthesize(character);
    await settled(client, character);
    const { value } = await client.createImage({ body: { prompt: `lamp ${n}` } });
    await finished(client, value?.id ?? "");
  }
});

/** Reads one page and returns its rate limit token, because a property sends more queries than a bucket has tokens. */
async function ask(name: string, page: Arguments, asTeam = team): Promise<Connection> {
  const { wrap = (list: string) => list, field = "", key = "id" } = LISTS[name] ?? {};
  const given = Object.entries(page).map(([argument, value]) => `${argument}: ${JSON.stringify(value)}`);
  const list = `${field}${given.length > 0 ? `(${given.join(", ")})` : ""} {
    edges { cursor node { ${key} } } nodes { ${key} } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } }`;
  const { body } = await graphqlCall(contract.url(), asTeam.apiKey, wrap(list));
  for (const bucket of ["characters_get", "reads"] as const)
    contract.app().app.localRateLimiter.giveBack(asTeam.teamId, bucket);
  expect(body.errors).toBeUndefined();
  const [outer] = Object.values(body.data ?? {}) as [Record<string, unknown>];
  return (outer[field] ?? outer) as Connection;
}

const size = fc.integer({ min: 0, max: 20 });

test("relayPage computes the same pages as graphql-relay", () => {
  const length = 12;
  const place = fc.integer({ min: 0, max: length - 1 });
  const page = fc.record({ first: size, last: size, after: place, before: place }, { requiredKeys: [] });
  const cursor = (index: number | undefined) => (index === undefined ? null : offsetToCursor(index));
  const understood = fc.property(page, ({ first, last, after, before }) => {
    // Retake refuses both sizes together, as the specification advises.
    fc.pre(first === undefined || last === undefined);
    const asked = { first: first ?? (last === undefined ? 20 : null), last: last ?? null };
    const places = Array.from({ length }, (_, index) => index);
    const theirs = connectionFromArray(places, { ...asked, after: cursor(after), before: cursor(before) });
    const bounds = { ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }) };
    const sizes = { ...(first === undefined ? {} : { first }), ...(last === undefined ? {} : { last }) };
    const { from, to } = relayPage(length, { ...sizes, ...bounds });
    expect(places.slice(from, to)).toEqual(theirs.edges.map(({ node }) => node));
  });
  fc.assert(understood, { numRuns: 500 });
});

describe.each(Object.keys(LISTS))("the connection %s", (name) => {
  test("is paged as the Relay specification says, in both directions and for any bounds", async () => {
    const all = await ask(name, { first: 100 });
    const cursors = all.edges.map(({ cursor }) => cursor);
    expect(cursors.length).toBeGreaterThanOrEqual(6);
    expect(new Set(cursors).size).toBe(cursors.length);
    const place = fc.integer({ min: 0, max: cursors.length - 1 });
    const bounds = { after: place, before: place };
    const question = fc.oneof(
      fc.record({ first: size, ...bounds }, { requiredKeys: [] }),
      fc.record({ last: size, ...bounds }, { requiredKeys: ["last"] }),
    );
    const asked = fc.asyncProperty(question, async (page: PageArguments) => {
      const { after, before, ...sizes } = page;
      const connection = await ask(name, {
        ...sizes,
        ...(after === undefined ? {} : { after: cursors[after] ?? "" }),
        ...(before === undefined ? {} : { before: cursors[before] ?? "" }),
      });
      const { from, to, ...flags } = relayPage(cursors.length, page);
      const edges = all.edges.slice(from, to);
      expect(connection.edges).toEqual(edges);
      expect(connection.nodes).toEqual(edges.map(({ node }) => node));
      const ends = { startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null };
      expect(connection.pageInfo).toEqual({ ...flags, ...ends });
    });
    await fc.assert(asked, { numRuns: RUNS });
  });
});

type Way = "forward" | "backward" | "over REST";
type Step = { readonly size: number; readonly come: number; readonly go: boolean };

/** One page of a walk: its ids, newest first, and the cursor of the next page. */
async function pageOf(owner: SeededTeam, way: Way, count: number, from: string | null) {
  if (way === "over REST") {
    const query = `limit=${count}${from === null ? "" : `&starting_after=${from}`}`;
    const { json } = await restCall(contract.url(), owner.apiKey, "GET", `/v1/characters?${query}`);
    return { ids: (json.data as { id: string }[]).map(({ id }) => id), next: json.next_cursor as string | null };
  }
  const [sizes, start] = way === "forward" ? [{ first: count }, "after"] : [{ last: count }, "before"];
  const { edges, pageInfo } = await ask("characters", { ...sizes, ...(from === null ? {} : { [start]: from }) }, owner);
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
  const next = way === "forward" ? hasNextPage && endCursor : hasPreviousPage && startCursor;
  return { ids: edges.map(({ node }) => String(node.id)), next: next || null };
}

/**
 * Walks a team's characters while characters are created and deleted between two pages. Returns the ids seen, newest
 * first.
 */
async function walk(owner: SeededTeam, way: Way, steps: readonly Step[]) {
  const own = createClient("rest", contract.url(), owner.apiKey);
  const met: string[] = [];
  const gone: string[] = [];
  let cursor: string | null = null;
  for (let n = 0; ; n += 1) {
    const { size: wanted, come, go } = steps[n % steps.length] ?? { size: 1, come: 0, go: false };
    const { ids, next }: Awaited<ReturnType<typeof pageOf>> = await pageOf(owner, way, wanted, cursor);
    if (way === "backward") met.unshift(...ids);
    else met.push(...ids);
    if (next === null) return { met, gone };
    cursor = next;
    // Creation stops after the planned steps: a backward walk meets new characters and would never end.
    const born = n < steps.length ? come : 0;
    for (let one = 0; one < born; one += 1) await contract.app().seed.character(owner.teamId);
    // The character that the cursor names is deleted too: a cursor is a position, not a row.
    const victim = way === "backward" ? met[0] : met.at(-1);
    if (go && victim && !gone.includes(victim)) {
      expect((await own.remove(victim)).code).toBe("ok");
      gone.push(victim);
    }
  }
}

test.each(["forward", "backward", "over REST"] as const)(
  "a walk %s returns every lasting character once and in order while others are created and deleted",
  async (way) => {
    const size = fc.integer({ min: 1, max: 4 });
    const step = fc.record({ size, come: fc.integer({ min: 0, max: 2 }), go: fc.boolean() });
    const walked = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      const owner = await contract.app().seed.team();
      const stay: string[] = [];
      for (let n = 0; n < 8; n += 1) stay.push(await contract.app().seed.character(owner.teamId));
      // Sorted by id, because two ids of the same millisecond may be in either order.
      stay.sort().reverse();
      const { met, gone } = await walk(owner, way, steps);
      expect(new Set(met).size).toBe(met.length);
      expect(met.filter((id) => stay.includes(id))).toEqual(stay);
      expect(gone.every((id) => met.includes(id))).toBe(true);
      // A new character is newer than the position of a forward walk, and lies ahead of a backward walk.
      if (way !== "backward") expect(met).toEqual(stay);
    });
    await fc.assert(walked, { numRuns: 10 });
  },
);
