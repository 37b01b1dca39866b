import {
  buildSchema,
  defaultFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isObjectType,
  parse,
} from "graphql";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { keepRenderings, renderingsOf } from "../../src/domain/rendered-json.ts";
import type { FixedFields } from "../../src/graphql/execution/query-plan.ts";
import { schema } from "../../src/graphql/schema.ts";
import { createUrlSigner } from "../../src/storage/signed-urls.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { runPlanned } from "./run-planned.ts";

type Fixed = readonly [type: GraphQLObjectType, fixed: FixedFields<never>];

const fixedTypes = Object.values(schema.getTypeMap()).flatMap((type): readonly Fixed[] => {
  const fixed = isObjectType(type) ? (type.extensions.fixed as FixedFields<never> | undefined) : undefined;
  return isObjectType(type) && fixed ? [[type, fixed]] : [];
});

const REF = { pose: "front", key: "a.png", thumb_key: "b.webp", width: 1, height: 2, thumbhash: "", bytes: 3 };
const CHARACTER = {
  id: "char_1",
  team_id: "team_1",
  name: "Mina",
  status: "ready",
  version: 3,
  refs: [REF],
  ref_set_number: 1,
  attributes: {
    gender: "female",
    age: 28,
    ethnicity: "any",
    hair_color: "black",
    hair_style: "bob",
    eye_color: "green",
    body_type: "slim",
    additional_details: "freckles",
  },
  client_reference_id: null,
  error_message: null,
  aurous_version: "2026-05-15",
  created_at: "2026-01-01T00:00:00.000001+00:00",
  updated_at: "2026-01-01T00:00:00.000001+00:00",
};
const SOURCES: Readonly<Record<string, object>> = {
  Character: CHARACTER,
  CharacterRef: REF,
  CharacterAttributes: CHARACTER.attributes,
};

/** A context with nothing but the URLs. Reading anything else throws. */
const onlyUrls = () => {
  const urls = createUrlSigner({
    secrets: ["a secret for tests"],
    publicUrl: "http://test",
    ttlSeconds: 600,
    now: () => new Date(),
  });
  const refuse = (_target: object, name: string | symbol) => {
    throw new Error(`a fixed field reads ${String(name)}`);
  };
  const app = new Proxy({ urls }, { get: (target, name) => (name === "urls" ? target.urls : refuse(target, name)) });
  return new Proxy({ app }, { get: (target, name) => (name === "app" ? target.app : refuse(target, name)) });
};

describe("a fixed field", () => {
  test.each(fixedTypes.map(([type, fixed]) => [type.name, type, fixed] as const))(
    "of %s depends only on its object and the signed URLs, and returns no promise",
    (name, type, { names }) => {
      expect(names.length).toBeGreaterThan(0);
      for (const fieldName of names) {
        const field = type.getFields()[fieldName];
        expect(field?.args).toEqual([]);
        const resolve = field?.resolve ?? defaultFieldResolver;
        const value: unknown = resolve(SOURCES[name], {}, onlyUrls(), { fieldName } as GraphQLResolveInfo);
        expect(value).not.toBeInstanceOf(Promise);
        expect(value).not.toBeUndefined();
      }
    },
  );

  test("exists for characters, their refs and their attributes", () => {
    expect(fixedTypes.map(([{ name }]) => name).sort()).toEqual(["Character", "CharacterAttributes", "CharacterRef"]);
  });
});

describe("a character whose rendering is kept", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ roles: ["gateway"] });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const QUERY = "query ($id: ID!) { character(id: $id) { id name version refs { pose url } } }";
  const OTHER = "query ($id: ID!) { character(id: $id) { title: name refs { url } synthesis { id } __typename } }";

  const overRest = async (apiKey: string, id: string) => {
    const response = await fetch(`${app.url}/v1/characters/${id}`, { headers: { "x-api-key": apiKey } });
    return { status: response.status, text: await response.text() };
  };

  const read = async (apiKey: string, id: string, query: string) => {
    const { body } = await graphqlCall(app.url, apiKey, query, { id });
    return body.data?.character as Record<string, unknown> | null;
  };

  test("is the same each time, and its change is shown at once over both transports", async () => {
    const { apiKey, teamId } = await app.seed.team();
    const id = await app.seed.character(teamId);
    const first = await read(apiKey, id, QUERY);
    const firstOverRest = await overRest(apiKey, id);
    for (let times = 0; times < 4; times++) {
      expect(await read(apiKey, id, QUERY)).toEqual(first);
      expect((await overRest(apiKey, id)).text).toBe(firstOverRest.text);
    }
    await app.app.db.sql`update retake.characters set name = 'Else' where id = ${id}`;
    expect(await read(apiKey, id, QUERY)).toEqual({ ...first, name: "Else" });
    const changed = JSON.parse((await overRest(apiKey, id)).text) as unknown;
    expect(changed).toEqual({ ...JSON.parse(firstOverRest.text), name: "Else" });
  });

  test("has the fields that each document selects, in their order", async () => {
    const { apiKey, teamId } = await app.seed.team();
    const id = await app.seed.character(teamId);
    const [one, other] = [await read(apiKey, id, QUERY), await read(apiKey, id, OTHER)];
    expect(Object.keys(other ?? {})).toEqual(["title", "refs", "synthesis", "__typename"]);
    for (let times = 0; times < 4; times++) {
      expect(JSON.stringify(await read(apiKey, id, OTHER))).toBe(JSON.stringify(other));
      expect(JSON.stringify(await read(apiKey, id, QUERY))).toBe(JSON.stringify(one));
    }
  });

  test("is not shown to another team", async () => {
    const [{ apiKey, teamId }, stranger] = [await app.seed.team(), await app.seed.team()];
    const id = await app.seed.character(teamId);
    for (let times = 0; times < 4; times++) expect((await read(apiKey, id, QUERY))?.id).toBe(id);
    expect(await read(stranger.apiKey, id, QUERY)).toBeNull();
    expect((await overRest(stranger.apiKey, id)).status).toBe(404);
  });
});

test("a rendering is not reused once URLs are signed with a later expiry", () => {
  let ms = 1_800_000_000_000;
  const options = { secrets: ["a secret for tests"], publicUrl: "http://test", ttlSeconds: 600 };
  const urls = createUrlSigner({ ...options, now: () => new Date(ms) });
  const [source, renderer] = [{}, {}];
  keepRenderings(source, 1_000);
  const json = renderingsOf(source)?.keep(renderer, urls.step(), urls.sign("/storage/a.png"));
  expect(renderingsOf(source)?.find(renderer, urls.step())).toBe(json);
  ms += 600_000;
  expect(renderingsOf(source)?.find(renderer, urls.step())).toBeNull();
});

describe("the rendering of an object with fixed fields", () => {
  const boxes = buildSchema("type Query { box: Box must: String! } type Box { a: String }");
  Object.assign((boxes.getType("Box") as GraphQLObjectType).extensions, {
    fixed: { names: ["a"], stamp: () => 1 } satisfies FixedFields<never>,
  });
  const document = parse("{ must box { a } }");

  /** Executes the document with a plan. */
  const run = async (rootValue: object) => {
    await runPlanned({ schema: boxes, document, rootValue: { must: "", box: null } });
    return runPlanned({ schema: boxes, document, rootValue });
  };

  test("does not keep its plan in memory, so that kept characters do not keep documents", async () => {
    const box = { a: "b" };
    keepRenderings(box, 100);
    const kept = renderingsOf(box) as NonNullable<ReturnType<typeof renderingsOf>>;
    const keep = vi.spyOn(kept, "keep");
    expect(JSON.stringify(await run({ must: "", box }))).toBe('{"data":{"must":"","box":{"a":"b"}}}');
    expect(keep.mock.calls.map(([renderer]) => Object.keys(renderer))).toEqual([[]]);
  });

  test("is not kept after an error, also when the error is not reported", async () => {
    let fails = true;
    const box = {
      get a() {
        if (fails) throw new Error("no a");
        return "a";
      },
    };
    keepRenderings(box, 100);
    const later = new Promise((resolve) => setTimeout(resolve, 10, box));
    const refused = await run({ must: Promise.reject(new Error("no must")), box: later });
    expect(refused.errors?.map(({ message }) => message)).toEqual(["no must"]);
    await later;
    fails = false;
    expect(JSON.stringify(await run({ must: "", box }))).toBe('{"data":{"must":"","box":{"a":"a"}}}');
  });
});
