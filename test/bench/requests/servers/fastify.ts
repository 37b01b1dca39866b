import type { AddressInfo } from "node:net";
import { type FastifyRequest, fastify } from "fastify";
import type { Call } from "../../../../src/domain/principal.ts";
import { authenticate } from "../../../../src/operations/authenticate.ts";
import { getCharacter, listCharacters } from "../../../../src/operations/characters.ts";
import { callOperation } from "../../../../src/operations/operation.ts";
import { resynthesizeCharacter } from "../../../../src/operations/resynthesize-character.ts";
import { characterBody } from "../../../../src/rest/resources.ts";
import { openPeerCore } from "../../live/servers/peer-core.ts";
import { serveBench } from "../../live/servers/serve-bench.ts";

/** Bare routes on the same services, without checks of headers and versions, rate limit headers and a request log. */
const core = await openPeerCore();
const { app } = core;
const server = fastify();

const callOf = async ({ headers }: FastifyRequest): Promise<Call> => {
  const principal = await authenticate(app, String(headers["x-api-key"]));
  return { principal, requestId: app.newId("request"), version: principal.pinnedVersion, onRateLimitState: () => {} };
};
type WithId = { Params: { id: string } };

server.get<WithId>("/v1/characters/:id", async (request) => {
  const found = await callOperation(app, await callOf(request), getCharacter, { args: request.params });
  if (!found.ok) throw new Error(found.refusal.kind);
  return characterBody(found.value, app.urls.sign);
});
server.get("/v1/characters", async (request) => {
  const found = await callOperation(app, await callOf(request), listCharacters, { args: { limit: 50 } });
  if (!found.ok) throw new Error(found.refusal.kind);
  const { data, hasMore, nextCursor } = found.value;
  const bodies = data.map((one) => characterBody(one, app.urls.sign));
  return { object: "list", data: bodies, has_more: hasMore, next_cursor: nextCursor };
});
server.post<WithId>("/v1/characters/:id/resynthesize", async (request, reply) => {
  const idempotencyKey = String(request.headers["idempotency-key"]);
  const paid = { args: request.params, idempotencyKey };
  const outcome = await callOperation(app, await callOf(request), resynthesizeCharacter, paid);
  if (outcome.ok && outcome.value.character) return characterBody(outcome.value.character, app.urls.sign);
  return reply.status(404).send({ error: { code: "resource_not_found" } });
});

await server.listen({ port: 0, host: "127.0.0.1" });
serveBench((server.server.address() as AddressInfo).port, async () => {
  server.server.closeAllConnections();
  await core.stop();
});
