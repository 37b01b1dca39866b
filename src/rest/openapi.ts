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
  "Characters, their paid syntheses, images and credits. Requests and responses are JSON. A body may have up to 256 KiB. " +
  "Unknown members and query parameters are refused. Every response has the header `Aurous-Request-Id`.";

/** Linters require the `identifier` of OpenAPI 3.1, which the registry's types do not know. */
const LICENSE = { name: "UNLICENSED", identifier: "LicenseRef-UNLICENSED" };

/** The groups of routes. A route belongs to the group named by the first word of its path. */
const TAGS = [
  {
    name: "characters",
    description: "Reusable identities, their reference images, and the paid syntheses that generate them.",
  },
  { name: "images", description: "Images generated from a prompt, with or without a character." },
  { name: "balance", description: "The team's credits." },
  { name: "access_tokens", description: "Short-lived tokens for browsers, used in place of an API key." },
  { name: "storage", description: "Files behind signed URLs." },
];

const IMAGE = { type: "string" as const, format: "binary" };

/** Answers `GET /v1/openapi.json`. The document is built once, on the first request, and needs no key. */
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
    description: `${docs.description}\n\nRequired scope: \`${operation.scope}\`. Rate limit: ${bucket ? `\`${bucket}\`` : "none"}.`,
    parameters: requestParameters(route),
    ...(body ? { request: { body: requestBody(body, docs.examples ?? []) } } : {}),
    responses: {
      [route.status]: {
        description: "The call succeeded.",
        headers: answerHeaders(route),
        content: answerContent(docs.response),
      },
      ...(docs.etag ? { 304: { description: "The resource has not changed since the response with this ETag." } } : {}),
      ...errorResponses(route),
    },
  };
}

function answerContent(response: RestRoute["docs"]["response"]) {
  if ("image" in response) return { [response.image]: { schema: IMAGE } };
  return { "application/json": { schema: response.schema, example: response.example } };
}

/** No route requires a body: an absent one counts as `{}`, so the error names the missing members. */
function requestBody(schema: z.ZodObject, examples: readonly unknown[]) {
  const named = Object.fromEntries(examples.map((value, index) => [`example ${index + 1}`, { value }]));
  return { content: { "application/json": { schema, examples: named } } };
}

function wordsOf(path: string): readonly string[] {
  return path.split(/[/{}]+/).filter((word) => word !== "" && word !== "v1");
}
