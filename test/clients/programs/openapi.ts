import createClient from "openapi-fetch";
import type { Start } from "../start.ts";
import type { paths } from "./generated/openapi.d.ts";

/** A client whose types are generated from `GET /v1/openapi.json`. Returns the response to each call. */
export async function run({ url, apiKey, id }: Start) {
  const v1 = createClient<paths>({ baseUrl: url, headers: { "X-Api-Key": apiKey } });
  const path = { id };
  const key = (name: string) => ({ "Idempotency-Key": name });

  const created = await v1.POST("/v1/characters", {
    params: { header: key("create") },
    body: { name: "Nora", generate: true, attributes: { hair_color: "red", age: 40 }, client_reference_id: "crm-1" },
  });
  const retrieved = await v1.GET("/v1/characters/{id}", { params: { path } });
  const etag = retrieved.response.headers.get("etag") ?? "";
  const unchanged = await v1.GET("/v1/characters/{id}", { params: { path }, headers: { "If-None-Match": etag } });
  const listed = await v1.GET("/v1/characters", { params: { query: { limit: 1, status: "ready" } } });
  const resynthesize = (name: string, force_all?: boolean) =>
    v1.POST("/v1/characters/{id}/resynthesize", {
      params: { path, header: key(name) },
      body: force_all === undefined ? {} : { force_all },
    });
  const [first, replay, otherBody, wrongState] = [
    await resynthesize("again"),
    await resynthesize("again"),
    await resynthesize("again", true),
    await resynthesize("another"),
  ];
  const cancelled = await v1.POST("/v1/characters/{id}/cancel", { params: { path }, body: {} });
  const restored = await v1.POST("/v1/characters/{id}/refs/restore", { params: { path }, body: { number: 1 } });
  const saved = await v1.POST("/v1/characters/{id}/save", { params: { path } });
  const image = await v1.POST("/v1/images", { body: { prompt: "a lighthouse", character_id: id, width: 512 } });
  const shownImage = await v1.GET("/v1/images/{id}", { params: { path: { id: image.data?.id ?? "" } } });
  const images = await v1.GET("/v1/images", {});
  const estimate = await v1.POST("/v1/images/estimate", { body: { prompt: "a lighthouse" } });
  const patched = await v1.PATCH("/v1/characters/{id}", { params: { path }, body: { name: "Mina" } });
  const token = await v1.POST("/v1/access_tokens", { body: { scope: "read", ttl_seconds: 60 } });
  const ticket = await v1.POST("/v1/characters/uploads/init", {
    body: { filename: "mina.png", extension: "png", content_type: "image/png" },
  });
  const balance = await v1.GET("/v1/balance");
  const deleted = await v1.DELETE("/v1/characters/{id}", { params: { path } });
  const gone = await v1.GET("/v1/characters/{id}", { params: { path } });

  // Errors are typed as well: their codes are a closed set.
  const code: "resource_not_found" | undefined =
    gone.error?.error.code === "resource_not_found" ? gone.error.error.code : undefined;
  return {
    created: [created.response.status, created.data?.status, created.data?.client_reference_id],
    retrieved: [retrieved.data?.name, retrieved.data?.refs.length, unchanged.response.status],
    listed: [listed.data?.data.map((character) => character.id), listed.data?.has_more],
    resynthesized: [first, replay].map(({ data, response }) => [
      data?.status,
      response.headers.get("aurous-idempotent-replayed"),
    ]),
    refused: [otherBody, wrongState].map(({ error, response }) => [
      response.status,
      error?.error.code,
      error?.error.details,
    ]),
    states: [cancelled.data?.status, restored.data?.status, saved.data?.status],
    image: [image.response.status, image.data?.ref_set, shownImage.data?.width, images.data?.data.length],
    estimate: estimate.data?.estimated_cost.amount,
    patched: patched.data?.name,
    token: token.data?.token.length,
    ticket: ticket.data?.upload_headers,
    balance: balance.data?.credits,
    deleted: [deleted.data, gone.response.status, code],
  };
}
