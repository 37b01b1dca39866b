import { Agent, request } from "node:http";
import { answerCommands } from "../live/child.ts";
import type { Work } from "./prepare.ts";

export type LoadArgs = {
  readonly port: number;
  readonly transport: "rest" | "graphql";
  readonly clients: number;
  readonly works: readonly Work[];
};

export type Loaded = { readonly seconds: number; readonly latencies: readonly number[] };

const CHARACTER = `id name status version refs { pose url } attributes { gender } createdAt updatedAt`;
const MUTATION = `mutation ($id: ID!, $key: String!) { resynthesizeCharacter(id: $id, idempotencyKey: $key) { __typename
  ... on ResynthesizeCharacterSuccess { replayed synthesis { id status cost } character { ${CHARACTER} } } } }`;

const agent = new Agent({ keepAlive: true });
let calls = 0;

/** Makes one paid call, and resolves when its response is complete. Any response except an accept is an error. */
function call({ port, transport }: LoadArgs, { apiKey, characterId }: Work): Promise<void> {
  calls += 1;
  const key = `bench-${process.pid}-${calls}`;
  const isRest = transport === "rest";
  const path = isRest ? `/v1/characters/${characterId}/resynthesize` : "/graphql";
  const body = isRest ? "" : JSON.stringify({ query: MUTATION, variables: { id: characterId, key } });
  const headers = {
    "X-API-Key": apiKey,
    ...(isRest ? { "Idempotency-Key": key } : { "Content-Type": "application/json" }),
    "Content-Length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.once("end", () => {
        if (answer.statusCode === 200 && /"synthesizing"/i.test(text)) resolve();
        else reject(new Error(`${answer.statusCode} ${text}`));
      });
    });
    sent.once("error", reject).end(body);
  });
}

/** A closed loop: each client makes its next call when the previous one is answered. */
async function load(args: LoadArgs): Promise<Loaded> {
  const left = args.works.toReversed();
  const latencies: number[] = [];
  const client = async () => {
    for (let work = left.pop(); work; work = left.pop()) {
      const began = performance.now();
      await call(args, work);
      latencies.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: args.clients }, client));
  return { seconds: (performance.now() - began) / 1_000, latencies };
}

answerCommands({ load }, async () => {});
