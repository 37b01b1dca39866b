import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { upload } from "../contract/upload-image.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { restCall } from "../helpers/rest-client.ts";
import { waitFor } from "../helpers/wait-for.ts";

type Json = Record<string, unknown>;
type Media = { schema: Json; example?: unknown; examples?: Record<string, { value: unknown }> };
type Content = { content?: { "application/json"?: Media } };
type Operation = { requestBody?: Content; responses: Record<string, Content> };
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Json } };

let app: TestApp;
let document: Document;
let answers: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  app = await startTestApp({ overrides: { provider: createFakeProvider() } });
  document = (await (await fetch(`${app.url}/v1/openapi.json`)).json()) as Document;
  answers = await collectAnswers();
});
afterAll(() => app[Symbol.asyncDispose]());

/** Makes every call whose response the document shows, and returns the responses. */
async function collectAnswers(): Promise<Record<string, unknown>> {
  const { apiKey } = await app.seed.team();
  const client = createClient("rest", app.url, apiKey);
  const seen: Record<string, unknown> = {};
  const call = async (method: string, path: string, template: string, body?: Json) => {
    const { status, json } = await restCall(app.url, apiKey, method, path, body ? { body } : {});
    expect([template, status]).toEqual([template, expect.toSatisfy((code: number) => code < 300)]);
    seen[`${method.toLowerCase()} ${template}`] = json;
    return json;
  };
  const attributes = exampleOf("post", "/v1/characters") as { attributes: Json };
  const body = { name: "Mina", generate: true, attributes: attributes.attributes, client_reference_id: "crm-4711" };
  const { id } = await call("POST", "/v1/characters", "/v1/characters", body);
  const one = `/v1/characters/${id}`;
  const template = "/v1/characters/{id}";
  const ready = async () => {
    await waitFor("the images", async () => (await client.get(id)).value?.status !== "synthesizing");
    return call("POST", `${one}/save`, `${template}/save`);
  };
  await ready();
  await call("GET", one, template);
  await call("PATCH", one, template, { name: "Mina" });
  await call("GET", `${one}/refs/sets`, `${template}/refs/sets`);
  await call("POST", `${one}/refs/restore`, `${template}/refs/restore`, { number: 1 });
  const image = await call("POST", "/v1/images", "/v1/images", { prompt: "a lamp", character_id: id });
  await waitFor("the image", async () => (await client.getImage(image.id)).value?.status === "succeeded");
  await call("GET", `/v1/images/${image.id}`, "/v1/images/{id}");
  await call("GET", "/v1/images", "/v1/images");
  await call("POST", "/v1/images/estimate", "/v1/images/estimate", { prompt: "a lamp" });
  await call("POST", `${one}/resynthesize`, `${template}/resynthesize`);
  await call("POST", `${one}/cancel`, `${template}/cancel`);
  await call("POST", `${one}/refs/regenerate`, `${template}/refs/regenerate`, { pose: "side" });
  await ready();
  await call("GET", "/v1/characters", "/v1/characters");
  await call("GET", "/v1/balance", "/v1/balance");
  await call("POST", "/v1/access_tokens", "/v1/access_tokens", { scope: "read", ttl_seconds: 60 });
  const ticket = { filename: "mina.png", extension: "png", content_type: "image/png" };
  await call("POST", "/v1/characters/uploads/init", "/v1/characters/uploads/init", ticket);
  expect(await upload(app.url, apiKey)).toMatch(/^upl_/);
  await call("DELETE", one, template);
  return seen;
}

/** The first example of a request. */
function exampleOf(method: string, path: string): unknown {
  const examples = document.paths[path]?.[method]?.requestBody?.content?.["application/json"]?.examples ?? {};
  return Object.values(examples)[0]?.value;
}

/** Every JSON body of the document, with its name. */
function* bodies(): Generator<readonly [name: string, media: Media]> {
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, { requestBody, responses }] of Object.entries(operations)) {
      const places = { request: requestBody, ...responses };
      for (const [where, content] of Object.entries(places)) {
        const media = content?.content?.["application/json"];
        if (media) yield [`${method} ${path} ${where}`, media];
      }
    }
  }
}

/** The names of the members and the types of the values. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}

describe("the examples of openapi.json", () => {
  test("are valid for the schema beside them", () => {
    const defs = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll("#/components/schemas/", "#/$defs/"));
    let checked = 0;
    for (const [name, { schema, example, examples }] of bodies()) {
      const compiled = z.fromJSONSchema({ ...defs(schema), $defs: defs(document.components.schemas) });
      const values = [example, ...Object.values(examples ?? {}).map(({ value }) => value)];
      for (const value of values.filter((candidate) => candidate !== undefined)) {
        expect(compiled.safeParse(value).error, name).toBeUndefined();
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(100);
  });

  test("of successful responses have exactly the members of a real response, in the same order", () => {
    const shown = [...bodies()].filter(([name, { example }]) => / 20[01]$/.test(name) && example !== undefined);
    for (const [name, { example }] of shown) {
      const real = answers[name.replace(/ \d+$/, "")];
      expect(real, `${name} is not called in collectAnswers`).toBeDefined();
      expect(JSON.stringify(shapeOf(real)), name).toBe(JSON.stringify(shapeOf(example)));
    }
    expect(shown.map(([name]) => name.replace(/ \d+$/, "")).toSorted()).toEqual(Object.keys(answers).toSorted());
  });
});
