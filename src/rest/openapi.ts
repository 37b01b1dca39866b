import { createRoute, OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { z } from "zod";
import type { AppContext } from "../context.ts";
import { CURRENT_CONTRACT_VERSION } from "../domain/contract-version.ts";
import { bucketOf } from "../operations/operation.ts";
import { argumentName, wireSchema } from "../operations/wire-names.ts";
import { answerHeaders, errorResponses, requestParameters } from "./openapi-errors.ts";
import { STORAGE_PATHS } from "./openapi-storage.ts";
import type { RestRoute } from "./route.ts";
import { ROUTES } from "./routes.ts";

const DESCRIPTION =
  "Characters, their paid syntheses, images and credits. JSON only, bodies up to 256 KiB, unknown members and query " +
  "parameters are refused. Every answer carries `Aurous-Request-Id`.";

/** OpenAPI 3.1's `identifier` is unknown to the types of the registry, but not to linters. */
const LICENSE = { name: "UNLICENSED", identifier: "LicenseRef-UNLICENSED" };

/** The calls by what they are about: the first word of their path. */
const TAGS = [
  { name: "characters", description: "Reusable identities, their pictures and the paid runs that make them." },
  { name: "images", description: "Pictures made from a prompt, perhaps with a character." },
  { name: "balance", description: "The team's credits." },
  { name: "access_tokens", description: "Short-lived tokens for browsers, used in place of an API key." },
  { name: "storage", description: "What signed URLs open." },
];

const PICTURE = { type: "string" as const, format: "binary" };

/** Answers `GET /v1/openapi.json`: built once, from the schemas that parse and render. Public, no key. */
export function createOpenApi(app: AppContext): (c: Context) => Response {
  let text: string | null = null;
  return (c) => {
    text ??= JSON.stringify(openApiDocument(app.publicUrl()));
    return c.body(text, 200, { "Content-Type": "application/json", "Cache-Control": "public, max-age=300" });
  };
}

/** The OpenAPI 3.1 document of `/v1`. */
export function openApiDocument(publicUrl: string) {
  const api = new OpenAPIHono();
  api.openAPIRegistry.registerComponent("securitySchemes", "ApiKey", {
    type: "apiKey",
    in: "header",
    name: "X-Api-Key",
  });
  api.openAPIRegistry.registerComponent("securitySchemes", "Bearer", { type: "http", scheme: "bearer" });
  for (const route of ROUTES) api.openAPIRegistry.registerPath(createRoute(describe(route)));
  for (const path of STORAGE_PATHS) api.openAPIRegistry.registerPath(path);
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Retake",
      version: CURRENT_CONTRACT_VERSION,
      description: DESCRIPTION,
      contact: { name: "The operator of this server", url: `${publicUrl}/errors` },
      license: LICENSE,
    },
    tags: TAGS,
    servers: [{ url: publicUrl }],
    security: [{ ApiKey: [] }, { Bearer: [] }],
  });
}

function describe(route: RestRoute): RouteConfig {
  const { docs, operation } = route;
  const bucket = bucketOf(operation);
  const body = route.method === "get" ? null : wireSchema(operation.input, route.idArgument ? [route.idArgument] : []);
  return {
    method: route.method,
    path: route.path,
    operationId: docs.operationId ?? argumentName(operation.name),
    tags: [wordsOf(route.path)[0] ?? ""],
    summary: docs.summary,
    description: `${docs.description}\n\nScope: \`${operation.scope}\`. Bucket: ${bucket ? `\`${bucket}\`` : "none"}.`,
    parameters: requestParameters(route),
    ...(body ? { request: { body: requestBody(body, docs.examples ?? []) } } : {}),
    responses: {
      [route.status]: {
        description: "Done.",
        headers: answerHeaders(route),
        content: answerContent(docs.response),
      },
      ...(docs.etag ? { 304: { description: "Not changed." } } : {}),
      ...errorResponses(route),
    },
  };
}

function answerContent(response: RestRoute["docs"]["response"]) {
  if ("picture" in response) return { [response.picture]: { schema: PICTURE } };
  return { "application/json": { schema: response.schema, example: response.example } };
}

/** No body is required anywhere: an absent one counts as `{}`, and says then what it misses. */
function requestBody(schema: z.ZodObject, examples: readonly unknown[]) {
  const named = Object.fromEntries(examples.map((value, index) => [`example ${index + 1}`, { value }]));
  return { content: { "application/json": { schema, examples: named } } };
}

function wordsOf(path: string): readonly string[] {
  return path.split(/[/{}]+/).filter((word) => word !== "" && word !== "v1");
}
