import { Agent, request } from "node:http";
import type { Watcher } from "./load-messages.ts";
import { POLL } from "./subscription.ts";

export type PollArgs = {
  readonly port: number;
  readonly pollers: readonly Watcher[];
  readonly seconds: number;
};

/** The bytes that polling has sent and received, and the changes it has found. */
export type Polled = {
  readonly requests: number;
  readonly bytes: number;
  /** Changes of version that pollers have seen. The first response is not a change. */
  readonly changes: number;
  readonly failures: number;
};

const EVERY_MS = 1_000;

/** Each poller sends a request once a second on its own open connection. The requests are spread over the second. */
export async function poll({ port, pollers, seconds }: PollArgs): Promise<Polled> {
  const totals = { requests: 0, bytes: 0, changes: 0, failures: 0 };
  await Promise.all(
    pollers.map(async ({ characterId, apiKey }, index) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const body = JSON.stringify({ query: POLL, variables: { id: characterId } });
      const start = performance.now() + (EVERY_MS * index) / pollers.length;
      let version = 0;
      for (let turn = 0; turn < seconds; turn++) {
        await until(start + turn * EVERY_MS);
        const answer = await post(agent, port, apiKey, body);
        totals.requests += 1;
        totals.bytes += answer.bytes;
        if (answer.version === null) totals.failures += 1;
        else if (version > 0) totals.changes += answer.version - version;
        version = answer.version ?? version;
      }
      agent.destroy();
    }),
  );
  return totals;
}

function until(moment: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())));
}

function post(
  agent: Agent,
  port: number,
  apiKey: string,
  body: string,
): Promise<{ version: number | null; bytes: number }> {
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-api-key": apiKey,
  };
  return new Promise((resolve, reject) => {
    const call = request({ agent, port, host: "127.0.0.1", path: "/graphql", method: "POST", headers }, (res) => {
      const { socket } = res;
      let text = "";
      res.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      res.on("end", () => {
        const before = spent.get(socket) ?? 0;
        const now = socket.bytesRead + socket.bytesWritten;
        spent.set(socket, now);
        const version = /"version":(\d+)/.exec(text)?.[1];
        resolve({ version: version === undefined ? null : Number(version), bytes: now - before });
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}

/** The bytes of each connection that are already counted. */
const spent = new WeakMap<object, number>();
