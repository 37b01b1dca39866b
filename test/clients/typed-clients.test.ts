import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createFakeProvider, paint } from "../helpers/fake-provider.ts";
import { runProgram } from "./run-program.ts";
import type { Compilation, CompileErrors, Start } from "./start.ts";

const PROGRAMS = ["documents.ts", "apollo.ts", "urql.ts", "openapi.ts"] as const;

/** Each program has one mistake, which a typed client reports at compile time. */
const WRONG = {
  "wrong-field.ts": `import type { ResultOf } from "gql.tada";
    import { graphql } from "./documents.ts";
    const document = graphql("query ($id: ID!) { character(id: $id) { name nickname } }");
    export const read = (data: ResultOf<typeof document>): string => data.character?.nickname ?? "";`,
  "wrong-variable.ts": `import { createClient } from "@urql/core";
    import { CHARACTER } from "./documents.ts";
    export const asked = (client: ReturnType<typeof createClient>) => client.query(CHARACTER, { ident: "char_1" });`,
  "wrong-enum.ts": `import { createClient } from "@urql/core";
    import { CHARACTERS } from "./documents.ts";
    export const asked = (client: ReturnType<typeof createClient>) =>
      client.query(CHARACTERS, { first: 1, status: "SLEEPING" });`,
  "wrong-body.ts": `import createClient from "openapi-fetch";
    import type { paths } from "./generated/openapi.d.ts";
    export const sent = createClient<paths>({}).PATCH("/v1/characters/{id}", {
      params: { path: { id: "char_1" } }, body: { name: 5 } });`,
  "wrong-answer.ts": `import createClient from "openapi-fetch";
    import type { paths } from "./generated/openapi.d.ts";
    export const read = async () => (await createClient<paths>({}).GET("/v1/balance")).data?.debts;`,
  "wrong-path.ts": `import createClient from "openapi-fetch";
    import type { paths } from "./generated/openapi.d.ts";
    export const sent = createClient<paths>({}).POST("/v1/characters/{id}/rename", {});`,
};

type Program = { readonly run: (start: Start) => Promise<unknown> };

let app: TestApp;
let compileErrors: CompileErrors;
let release = Promise.withResolvers<void>();

beforeAll(async () => {
  const script = async (_request: unknown, _call: unknown, nth: number) => {
    await release.promise;
    return paint(nth);
  };
  app = await startTestApp({ overrides: { provider: createFakeProvider({ script }) } });
  const openApiDocument = await (await fetch(`${app.url}/v1/openapi.json`)).text();
  const compilation: Compilation = { programs: PROGRAMS, openApiDocument, extra: WRONG };
  const compiler = ["test/clients/compile-programs.ts"];
  const { code, output, errors } = await runProgram(process.execPath, compiler, {
    input: JSON.stringify(compilation),
  });
  expect([code, errors]).toEqual([0, ""]);
  compileErrors = JSON.parse(output) as CompileErrors;
  // The compiler needs five seconds, and many times that on a busy machine.
}, 180_000);
afterAll(() => app[Symbol.asyncDispose]());

const run = async (name: (typeof PROGRAMS)[number]) => {
  const { teamId, apiKey } = await app.seed.team();
  const id = await app.seed.character(teamId, { name: "Mira" });
  const { run: program }: Program = await import(new URL(`programs/${name}`, import.meta.url).href);
  release = Promise.withResolvers();
  return { id, result: await program({ url: app.url, apiKey, id, deliver: release.resolve }) };
};

test.each(PROGRAMS)("%s compiles against the published schema", (name) => {
  expect(compileErrors[name]).toBeUndefined();
});

test.each(Object.keys(WRONG))("%s does not compile, because of its mistake", (name) => {
  expect(compileErrors[name]).toHaveLength(1);
});

test.each(["apollo.ts", "urql.ts"] as const)(
  "%s queries, mutates and subscribes with types throughout",
  async (name) => {
    expect((await run(name)).result).toEqual({
      before: { name: "Mira", available: 100 },
      calls: [
        { replayed: false, status: "SYNTHESIZING", synthesis: "RUNNING" },
        { replayed: true, status: "SYNTHESIZING", synthesis: "RUNNING" },
      ],
      refused: { code: "invalid_request_error", eligible: ["REVIEWING", "READY", "FAILED"] },
      watched: ["SYNTHESIZING", "REVIEWING"],
      poses: ["PORTRAIT", "FRONT", "SIDE", "BACK"],
    });
  },
);

test("openapi.ts makes the main calls of /v1 with types throughout, errors included", async () => {
  const { id, result } = await run("openapi.ts");
  const state = { status: "synthesizing", eligible: ["reviewing", "ready", "failed"] };
  expect(result).toEqual({
    created: [201, "synthesizing", "crm-1"],
    retrieved: ["Mira", 4, 304],
    listed: [[id], false],
    resynthesized: [
      ["synthesizing", null],
      ["synthesizing", "true"],
    ],
    refused: [
      [409, "idempotency_key_in_use", { reason: "other_body" }],
      [400, "invalid_request_error", state],
    ],
    states: ["ready", "ready", "ready"],
    image: [201, 1, 512, 1],
    estimate: 1,
    patched: "Mina",
    token: "al_live_".length + 64,
    ticket: { "Content-Type": "image/png" },
    balance: 100,
    deleted: [{ id, object: "character", deleted: true }, 404, "resource_not_found"],
  });
});
