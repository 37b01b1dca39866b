import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { fastify } from "fastify";
import { buildSchema, type GraphQLFieldResolver, type GraphQLObjectType } from "graphql";
import mercurius from "mercurius";
import type { CharacterSnapshot, StoredRef } from "../../../../src/domain/snapshots.ts";
import { hashSecret } from "../../../../src/services/api-keys/manage-keys.ts";
import { openPeerCore } from "../../live/servers/peer-core.ts";
import { serveBench } from "../../live/servers/serve-bench.ts";

/**
 * Mercurius with jit and plain resolvers, as an application would write them. It looks up the API key of each request,
 * reads each character or list with one statement, and signs each URL. It has no rate limits, scopes, document limits
 * or error messages, so it does less work than Retake.
 */
const core = await openPeerCore();
const { sql } = core.app.db;
const schema = buildSchema(await readFile(new URL("../../../../schema.graphql", import.meta.url), "utf8"));

type Context = { readonly teamId: string };
type Resolvers = Readonly<Record<string, GraphQLFieldResolver<never, Context, never>>>;

const secret = "a secret of 32 characters or more";
const TTL_SECONDS = 86_400;
const STEP_SECONDS = 300;
function sign(key: string): string {
  const path = `/storage/${key}`;
  const exp = Math.ceil((Date.now() / 1_000 + TTL_SECONDS) / STEP_SECONDS) * STEP_SECONDS;
  const sig = createHmac("sha256", secret).update(`retake url v1\nget\n${path}\n${exp}`).digest("base64url");
  return `http://127.0.0.1:4000${path}?exp=${exp}&kid=abcdefgh&sig=${sig}`;
}

const iso = (text: string) => new Date(text).toISOString();

async function findOne(_root: never, { id }: { id: string }, { teamId }: Context) {
  const [row] = await sql<{ snapshot: CharacterSnapshot }[]>`
    select retake.character_json(c) as snapshot from retake.characters c
     where c.id = ${id} and c.team_id = ${teamId} and c.status <> 'deleted'`;
  return row?.snapshot ?? null;
}

async function findPage(_root: never, { first }: { first: number }, { teamId }: Context) {
  const rows = await sql<{ snapshot: CharacterSnapshot }[]>`
    select retake.character_json(c) as snapshot from retake.characters c
     where c.team_id = ${teamId} and c.status <> 'deleted' order by c.id collate "C" desc limit ${first + 1}`;
  const edges = rows.slice(0, first).map(({ snapshot }) => {
    return { cursor: Buffer.from(snapshot.id).toString("base64url"), node: snapshot };
  });
  return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
}

const RESOLVERS: Readonly<Record<string, Resolvers>> = {
  Query: { character: findOne, characters: findPage },
  Character: {
    status: ({ status }: CharacterSnapshot) => status.toUpperCase(),
    clientReferenceId: (character: CharacterSnapshot) => character.client_reference_id,
    errorMessage: (character: CharacterSnapshot) => character.error_message,
    aurousVersion: (character: CharacterSnapshot) => character.aurous_version,
    createdAt: (character: CharacterSnapshot) => iso(character.created_at),
    updatedAt: (character: CharacterSnapshot) => iso(character.updated_at),
  },
  CharacterRef: {
    pose: ({ pose }: StoredRef) => pose.toUpperCase(),
    url: ({ key }: StoredRef) => sign(key),
    thumbUrl: (ref: StoredRef) => sign(ref.thumb_key),
  },
  CharacterAttributes: {
    hairColor: (attributes: { hair_color?: string }) => attributes.hair_color ?? null,
    eyeColor: (attributes: { eye_color?: string }) => attributes.eye_color ?? null,
  },
};
for (const [typeName, resolvers] of Object.entries(RESOLVERS)) {
  const fields = (schema.getType(typeName) as GraphQLObjectType).getFields();
  for (const [name, resolve] of Object.entries(resolvers)) {
    const field = fields[name];
    if (!field) throw new Error(`the schema has no ${typeName}.${name}`);
    field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
  }
}

const server = fastify();
await server.register(mercurius, {
  schema,
  jit: 1,
  context: async ({ headers }): Promise<Context> => {
    const [key] = await sql<{ team_id: string }[]>`
      select team_id from retake.api_keys where hash = ${hashSecret(String(headers["x-api-key"]))} and revoked_at is null`;
    if (!key) throw new Error("the key is not known");
    return { teamId: key.team_id };
  },
});
await server.listen({ port: 0, host: "127.0.0.1" });
serveBench((server.server.address() as AddressInfo).port, async () => {
  server.server.closeAllConnections();
  await core.stop();
});
