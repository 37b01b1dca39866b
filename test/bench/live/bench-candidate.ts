import { join, resolve } from "node:path";
import { type Child, startChild } from "./child.ts";
import type { OpenArgs, Received } from "./load-messages.ts";
import type { Candidate } from "./options.ts";
import type { PollArgs, Polled } from "./poll.ts";
import type { Cost } from "./servers/serve-bench.ts";

/** A server under test in a process of its own, and its subscribers in another. */
export type BenchCandidate = AsyncDisposable & {
  readonly name: Candidate;
  readonly open: (subscribers: OpenArgs["subscribers"]) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Starts a new measurement. */
  readonly begin: () => Promise<void>;
  readonly received: () => Promise<Received>;
  /** Resolves when this many messages have arrived since `begin`. */
  readonly arrived: (count: number) => Promise<void>;
  readonly wire: () => Promise<number>;
  readonly poll: (args: Omit<PollArgs, "port">) => Promise<Polled>;
  /** After a garbage collection. */
  readonly memory: () => Promise<Cost>;
  readonly cost: () => Promise<Cost>;
};

const ARRIVE_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

export async function startCandidate(
  name: Candidate,
  env: Readonly<Record<string, string>>,
  beside: string | null = null,
): Promise<BenchCandidate> {
  const file =
    name === "beside" ? join(resolve(beside ?? ""), "test/bench/live/servers/retake.ts") : `./servers/${name}.ts`;
  const server: Child = startChild(file, env);
  const load: Child = startChild("./load.ts");
  const port = await server.call<number>("port");
  return {
    name,
    open: (subscribers) => load.call("open", { port, subscribers } satisfies OpenArgs),
    close: () => load.call("close"),
    begin: () => load.call("begin"),
    received: () => load.call("received"),
    arrived: async (count) => {
      const until = performance.now() + ARRIVE_WITHIN_MS;
      for (;;) {
        const came = await load.call<number>("count");
        if (came >= count) return;
        if (performance.now() > until) throw new Error(`${name}: ${came} of ${count} messages came`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    },
    wire: () => load.call("bytes"),
    poll: (args) => load.call("poll", { ...args, port } satisfies PollArgs),
    memory: () => server.call("memory"),
    cost: () => server.call("cost"),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([load[Symbol.asyncDispose](), server[Symbol.asyncDispose]()]);
    },
  };
}
