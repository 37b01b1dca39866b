import { answerCommands } from "../live/child.ts";
import { openClient, type RawClient } from "./raw-client.ts";
import { requestOf, type Scenario, type Target, type Transport } from "./scenarios.ts";

/** The process of the clients. Each client sends its next request when the previous one is answered. */
export type LoadArgs = {
  readonly port: number;
  readonly scenario: Scenario;
  readonly transport: Transport;
  readonly clients: number;
  /** Used repeatedly when `seconds` is given, otherwise once each. */
  readonly targets: readonly Target[];
  readonly seconds: number | null;
  /** The number of requests; null for one request for each target. */
  readonly count: number | null;
};

export type Loaded = {
  readonly requests: number;
  readonly seconds: number;
  /** The milliseconds of each request. */
  readonly latencies: readonly number[];
};

let numbers = 0;

/** Connections are opened for each slice, because servers close connections that were idle during other slices. */
async function withClients<T>(port: number, count: number, work: (clients: readonly RawClient[]) => Promise<T>) {
  const clients = await Promise.all(Array.from({ length: count }, () => openClient(port)));
  try {
    return await work(clients);
  } finally {
    for (const client of clients) client.close();
  }
}

async function load(args: LoadArgs): Promise<Loaded> {
  return withClients(args.port, args.clients, (clients) => runClients(clients, args));
}

async function runClients(clients: readonly RawClient[], args: LoadArgs): Promise<Loaded> {
  const { scenario, transport, targets, seconds } = args;
  const most = seconds === null ? (args.count ?? targets.length) : Number.POSITIVE_INFINITY;
  const latencies: number[] = [];
  const began = performance.now();
  const until = seconds === null ? Number.POSITIVE_INFINITY : began + seconds * 1_000;
  let sent = 0;
  const run = async (client: RawClient) => {
    while (sent < most && performance.now() < until) {
      const target = targets[sent % targets.length];
      sent += 1;
      numbers += 1;
      if (!target) throw new Error("there are no targets");
      const request = requestOf(scenario, transport, target, `${process.pid}-${numbers}`);
      const start = performance.now();
      await client.send(request);
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(clients.map(run));
  return { requests: latencies.length, seconds: (performance.now() - began) / 1_000, latencies };
}

/** Returns the body of one response. */
async function once({ port, scenario, transport, targets: [target] }: LoadArgs): Promise<string> {
  if (!target) throw new Error("there are no targets");
  numbers += 1;
  const request = requestOf(scenario, transport, target, `${process.pid}-${numbers}`);
  return withClients(port, 1, async ([client]) => String(await client?.send(request)));
}

answerCommands({ load, once }, async () => {});
