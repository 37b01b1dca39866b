import { join, resolve } from "node:path";
import { type Child, startChild } from "../live/child.ts";
import type { Transport } from "./scenarios.ts";

/** The servers under test. All except `mercurius-jit`, which has plain resolvers, run Retake's services. */
export const SERVERS = {
  "retake graphql": { file: "retake", transport: "graphql", env: {} },
  "retake rest": { file: "retake", transport: "rest", env: {} },
  "mercurius-jit": { file: "../../requests/servers/plain", transport: "graphql", env: {} },
  "mercurius-jit, our services": { file: "mercurius", transport: "graphql", env: { BENCH_JIT: "1" } },
  yoga: { file: "yoga", transport: "graphql", env: {} },
  "fastify route": { file: "../../requests/servers/fastify", transport: "rest", env: {} },
} as const satisfies Record<string, { file: string; transport: Transport; env: Readonly<Record<string, string>> }>;

export type ServerName = keyof typeof SERVERS;

export type Candidate = {
  readonly name: ServerName | `beside ${Transport}`;
  readonly transport: Transport;
  readonly port: number;
  readonly child: Child;
};

/** Retake from another checkout, to measure the effect of a change. */
export async function startBeside(
  stack: AsyncDisposableStack,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<readonly Candidate[]> {
  const child = stack.use(startChild(join(resolve(folder), "test/bench/live/servers/retake.ts"), env));
  const port = await child.call<number>("port");
  return [
    { name: "beside graphql", transport: "graphql", port, child },
    { name: "beside rest", transport: "rest", port, child },
  ];
}

/** Starts the servers, each in its own process. Retake's two transports share one. */
export async function startCandidates(
  stack: AsyncDisposableStack,
  names: readonly ServerName[],
  env: Readonly<Record<string, string>>,
): Promise<readonly Candidate[]> {
  const started = new Map<string, { child: Child; port: number }>();
  const candidates: Candidate[] = [];
  for (const name of names) {
    const { file, transport, env: own } = SERVERS[name];
    const key = JSON.stringify([file, own]);
    let server = started.get(key);
    if (!server) {
      const child = stack.use(startChild(`./servers/${file}.ts`, { ...env, ...own }));
      server = { child, port: await child.call<number>("port") };
      started.set(key, server);
    }
    candidates.push({ name, transport, ...server });
  }
  return candidates;
}
