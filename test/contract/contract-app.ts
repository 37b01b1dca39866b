import { afterAll, beforeAll } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { type Client, createClient, type SeenCharacter, type SeenImage, type Transport } from "../helpers/clients.ts";
import { createFakeProvider, type FakeProvider, hang, paint } from "../helpers/fake-provider.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import type { SeededTeam } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";

type Status = "ready" | "reviewing" | "failed";
type StartOptions = { readonly credits?: number; readonly autoSave?: boolean; readonly status?: Status };
type Started = { readonly team: SeededTeam; readonly id: string; readonly client: Client };

/** One process for a test file, with a provider that can be made to wait or to fail. */
export type ContractApp = {
  readonly app: () => TestApp;
  readonly url: () => string;
  readonly provider: () => FakeProvider;
  /** Leaves calls to the provider unanswered until the returned function is called. */
  readonly holdImages: () => () => void;
  /** Makes calls to the provider fail permanently until the returned function is called. */
  readonly failImages: () => () => void;
  /** Creates a team with a character, and a client of the transport. */
  readonly start: (transport: Transport, options?: StartOptions) => Promise<Started>;
};

/** Call this once at the top of a test file. */
export function contractApp(): ContractApp {
  let app: TestApp;
  let mode: "paint" | "hold" | "fail" = "paint";
  let release = Promise.withResolvers<void>();
  const provider = createFakeProvider({
    script: async (_request, call, nth) => {
      if (mode === "fail") throw new Error("the vendor failed");
      if (mode === "hold") await Promise.race([release.promise, hang(call)]);
      return paint(nth);
    },
  });
  beforeAll(async () => {
    app = await startTestApp({ overrides: { provider } });
  });
  afterAll(() => app[Symbol.asyncDispose]());
  return {
    app: () => app,
    url: () => app.url,
    provider: () => provider,
    holdImages: () => {
      mode = "hold";
      release = Promise.withResolvers();
      return () => {
        mode = "paint";
        release.resolve();
      };
    },
    failImages: () => {
      mode = "fail";
      return () => {
        mode = "paint";
      };
    },
    start: async (transport, { status, ...options } = {}) => {
      const team = await app.seed.team(options);
      const id = await app.seed.character(team.teamId, status === undefined ? {} : { status });
      return { team, id, client: createClient(transport, app.url, team.apiKey) };
    },
  };
}

/** Waits until the character has left `synthesizing`. */
export function settled(client: Client, id: string): Promise<SeenCharacter> {
  return waitFor("the end of the synthesis", async () => {
    const { value } = await client.get(id);
    return value?.status !== "synthesizing" && value;
  });
}

/** Waits until the image has succeeded or failed. */
export function finished(client: Client, id: string): Promise<SeenImage> {
  return waitFor("the end of the image", async () => {
    const { value } = await client.getImage(id);
    return (value?.status === "succeeded" || value?.status === "failed") && value;
  });
}

/** Gives a seeded character a ref set with real images, for four credits, and returns it to the given status. */
export async function drawn({ id, client }: Started, status: Status, contract: ContractApp): Promise<SeenCharacter> {
  await client.resynthesize(id);
  await settled(client, id);
  if (status === "ready") await client.save(id);
  if (status === "failed") {
    const repair = contract.failImages();
    await client.resynthesize(id);
    await settled(client, id);
    repair();
  }
  const { value } = await client.get(id);
  if (value?.status !== status) throw new Error(`the character is ${value?.status}, not ${status}`);
  return value;
}

/** Reads a character's version, which only GraphQL shows. */
export async function versionOf(contract: ContractApp, apiKey: string, id: string): Promise<number> {
  const document = "query ($id: ID!) { character(id: $id) { version } }";
  const { body } = await graphqlCall(contract.url(), apiKey, document, { id });
  const character = body.data?.character as { version: number } | null | undefined;
  if (!character) throw new Error(`no character: ${JSON.stringify(body)}`);
  return character.version;
}

/** The images that a character shows, without their URLs' signatures, which differ in each response. */
export const imagePaths = (character: Pick<SeenCharacter, "refs"> | null): readonly string[] =>
  (character?.refs ?? []).map((ref) => new URL(ref.url).pathname);

export const UNKNOWN_ID = "char_01HXMQ7Z3K8Y2NABCDEFGHJKMR";
