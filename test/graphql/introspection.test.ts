import { getIntrospectionQuery } from "graphql";
import { describe, expect, test } from "vitest";
import { startTestApp } from "../helpers/app.ts";
import { post, raw } from "./post.ts";

describe("introspection", () => {
  test("is on outside production, where a browser gets GraphiQL without a key", async () => {
    await using app = await startTestApp({ roles: ["gateway"] });
    const { apiKey } = await app.seed.team();
    expect((await post(app, apiKey, getIntrospectionQuery())).body.data.__schema.queryType.name).toBe("Query");
    const page = await raw(app, null, { headers: { accept: "text/html,*/*;q=0.8" } });
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toMatch(/^text\/html/);
    expect(page.text).toContain("GraphiQL");
  });

  test("is off in production: no schema, no GraphiQL and no names in suggestions", async () => {
    await using app = await startTestApp({ roles: ["gateway"], env: { NODE_ENV: "production" } });
    const { apiKey } = await app.seed.team();
    for (const query of [
      getIntrospectionQuery(),
      "{ __schema { types { name } } }",
      '{ __type(name: "Team") { name } }',
    ]) {
      const { status, body } = await post(app, apiKey, query);
      expect(status).toBe(400);
      expect(body.errors[0].extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
    }
    const { body } = await post(app, apiKey, "{ tean { id } }");
    expect(body.errors[0].message).not.toContain("team");
    const run = "mutation ($input: UpdateCharacterInput!) { updateCharacter(id: 1, input: $input) { __typename } }";
    const misspelled = await post(app, apiKey, run, { variables: { input: { nane: "Mina" } } });
    expect(misspelled.body.errors[0].message).toContain("nane");
    expect(misspelled.body.errors[0].message).not.toContain("name");
    expect((await post(app, apiKey, "{ __typename team { __typename } }")).status).toBe(200);
    const page = await raw(app, null, { headers: { accept: "text/html" } });
    expect(page.status).toBe(401);
    expect(page.text).not.toContain("<html");
  });

  test("is on in production when it is configured", async () => {
    const env = { NODE_ENV: "production", GRAPHQL_INTROSPECTION: "true" };
    await using app = await startTestApp({ roles: ["gateway"], env });
    const { apiKey } = await app.seed.team();
    expect((await post(app, apiKey, "{ __schema { queryType { name } } }")).status).toBe(200);
  });
});
