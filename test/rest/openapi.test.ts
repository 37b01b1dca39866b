import { describe, expect, test } from "vitest";
import { ERRORS } from "../../src/domain/errors.ts";
import { argsFromWire, wireName } from "../../src/operations/wire-names.ts";
import { openApiDocument } from "../../src/rest/openapi.ts";
import { ROUTES } from "../../src/rest/routes.ts";
import { codesIn, contractTable } from "../helpers/contract-page.ts";

// biome-ignore lint/suspicious/noExplicitAny: read as a client's generator would
const document = openApiDocument("https://retake.example") as any;
const operation = (route: (typeof ROUTES)[number]) => document.paths[route.path]?.[route.method];

describe("openapi.json", () => {
  test("is OpenAPI 3.1 with both ways to send a key and with unique operation ids", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(document.security).toEqual([{ ApiKey: [] }, { Bearer: [] }]);
    const ids = ROUTES.map((route) => operation(route).operationId);
    expect(new Set(ids).size).toBe(ROUTES.length);
  });

  test("contains every call of docs/contract.md", () => {
    const calls = contractTable("Routes").flatMap(([cell]) => codesIn(cell));
    const promised = calls.filter((call) => call.includes(" /v1/"));
    expect(promised.length).toBeGreaterThan(15);
    expect(ROUTES.map(({ method, path }) => `${method.toUpperCase()} ${path}`)).toEqual(
      expect.arrayContaining(promised),
    );
  });

  test.each(ROUTES.map((route) => [route.path, route] as const))("documents %s with valid examples", (_path, route) => {
    const { docs } = route;
    const image = "image" in docs.response ? docs.response.image : null;
    if ("schema" in docs.response) {
      expect(docs.response.schema.safeParse(docs.response.example).error).toBeUndefined();
    }
    const given = route.idArgument ? { [route.idArgument]: "x" } : {};
    for (const example of docs.examples ?? []) {
      const args = argsFromWire(route.operation.input, example, given);
      expect(route.operation.input.safeParse(args).error).toBeUndefined();
    }
    const described = operation(route);
    expect(described.summary).toBeTruthy();
    expect(described.responses[route.status].content[image ?? "application/json"].schema).toBeTruthy();
    expect(described.responses[401]).toBeTruthy();
    const names = described.parameters.map(({ name }: { name: string }) => name);
    expect(names.includes("Idempotency-Key")).toBe(route.operation.idempotent);
    expect(Boolean(described.responses[409])).toBe(route.operation.idempotent);
    expect(Boolean(described.responses[429])).toBe(route.operation.bucket !== null);
    if (route.path.includes("{id}")) expect(described.responses[404]).toBeTruthy();
  });

  test("has operation ids for client functions, and a description and an example for each parameter", () => {
    const ids = ROUTES.map((route) => operation(route).operationId);
    expect(ids).toContain("resynthesizeCharacter");
    expect(ids).toContain("listCharacters");
    for (const [path, methods] of Object.entries<Record<string, { operationId: string; parameters: object[] }>>(
      document.paths,
    )) {
      for (const { operationId, parameters } of Object.values(methods)) {
        expect(operationId).toMatch(/^[a-z]+([A-Z][a-z]+)+$/);
        for (const parameter of parameters) {
          expect(parameter, path).toMatchObject({
            description: expect.stringMatching(/\w/),
            example: expect.anything(),
          });
        }
      }
    }
    expect(document.info.contact).toMatchObject({ url: "https://retake.example/errors" });
  });

  test("lists the refusals of an image, also for its estimate", () => {
    for (const path of ["/v1/images", "/v1/images/estimate"]) {
      const { responses } = document.paths[path].post;
      expect(Object.keys(responses[400].content["application/json"].examples)).toContain("character_not_ready");
      expect(responses[404]).toBeTruthy();
    }
  });

  test("describes the members of a body by their names in REST, without the id of the path", () => {
    const body = (method: string, path: string) =>
      document.paths[path][method].requestBody?.content["application/json"].schema;
    const change = body("patch", "/v1/characters/{id}");
    expect(Object.keys(change.properties)).toEqual(["name", "attributes"]);
    expect(change.properties.name.type).toEqual(["string", "null"]);
    expect(change.properties.attributes).toMatchObject({ type: ["object", "null"], additionalProperties: false });
    expect(change.properties.attributes.properties.hair_color.type).toEqual(["string", "null"]);
    expect(change.required).toBeUndefined();
    expect(body("post", "/v1/characters/{id}/refs/restore")).toMatchObject({
      properties: { number: { type: "integer" } },
      required: ["number"],
      additionalProperties: false,
    });
    expect(body("post", "/v1/images").required).toEqual(["prompt"]);
    expect(body("post", "/v1/characters/{id}/save")).toBeUndefined();
  });

  test("describes each query parameter that the operation reads", () => {
    for (const { method, query, idArgument, operation } of ROUTES) {
      const names = Object.keys(operation.input.shape).filter((name) => name !== idArgument);
      if (method === "get") expect(Object.keys(query)).toEqual(names.map(wireName));
    }
  });

  test("lists each error code of the product", () => {
    expect(document.components.schemas.Error.properties.error.properties.code.enum).toEqual(Object.keys(ERRORS));
  });

  test("refers only to schemas that it contains", () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(refs.length).toBeGreaterThan(20);
    for (const name of refs) expect(document.components.schemas).toHaveProperty(String(name));
  });
});
