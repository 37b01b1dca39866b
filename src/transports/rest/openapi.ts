import { createRoute, OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { AppContext } from "../../context.ts";
import { CURRENT_CONTRACT_VERSION } from "../../domain/contract-version.ts";
import { errorResponses } from "./openapi-errors.ts";
import { answerHeaders, requestParameters } from "./openapi-headers.ts";
import { STORAGE_PATHS } from "./openapi-storage.ts";
import type { RestRoute } from "./route.ts";
import { ROUTES } from "./routes.ts";

const DESCRIPTION =
  "Characters, their paid syntheses, images and credits. JSON only, bodies up to 256 KiB, unknown members and query " +
  "parameters are refused. Every answer carries `Aurous-Request-Id`.";

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
    info: { title: "Retake", version: CURRENT_CONTRACT_VERSION, description: DESCRIPTION },
    servers: [{ url: publicUrl }],
    security: [{ ApiKey: [] }, { Bearer: [] }],
  });
}

function describe(route: RestRoute): RouteConfig {
  const { docs } = route;
  return {
    method: route.method,
    path: route.path,
    operationId: operationId(route),
    summary: docs.summary,
    description: `${docs.description}\n\nScope: \`${route.scope}\`. Bucket: ${route.bucket ? `\`${route.bucket}\`` : "none"}.`,
    parameters: requestParameters(route),
    ...(docs.requestBody ? { request: { body: requestBody(docs.requestBody) } } : {}),
    responses: {
      [route.status]: {
        description: "Done.",
        headers: answerHeaders(route),
        content: { "application/json": { schema: docs.response.schema, example: docs.response.example } },
      },
      ...(docs.etag ? { 304: { description: "Not changed." } } : {}),
      ...errorResponses(route),
    },
  };
}

/** No body is required anywhere: an absent one counts as `{}`, and says then what it misses. */
function requestBody({ schema, examples }: NonNullable<RestRoute["docs"]["requestBody"]>) {
  const named = Object.fromEntries(examples.map((value, index) => [`example ${index + 1}`, { value }]));
  return { content: { "application/json": { schema, examples: named } } };
}

/** `post /v1/characters/{id}/refs/regenerate` → `post_characters_id_refs_regenerate`. */
function operationId({ method, path }: RestRoute): string {
  const words = path.split(/[/{}]+/).filter((word) => word !== "" && word !== "v1");
  return [method, ...words].join("_");
}
