import { answerCommands } from "../live/child.ts";
import { openClient, type RawClient } from "./raw-client.ts";
import { requestOf, type Scenario, type Target, type Transport } from "./scenarios.ts";

/** The process of the clients: a closed loop, in which each client sends its next request when the last is answered. */
export type LoadArgs = {
  readonly port: number;
  readonly scenario: Scenario;
  readonly transport: Transport;
  readonly clients: number;
  /** Taken in turns when `seconds` is given, else each once. */
  readonly targets: readonly Target[];
  readonly seconds: number | null;
  /** Requests in turns over the targets; null: as many as there are targets. */
  readonly count: number | null;
};

export type Loaded = {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds of each request. */
  readonly latencies: readonly number[];
};

let numbers = 0;

/** New connections each time: servers close those that were idle while other candidates had their turns. */
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

/** The body of one answer. */
async function once({ port, scenario, transport, targets: [target] }: LoadArgs): Promise<string> {
  if (!target) throw new Error("there are no targets");
  numbers += 1;
  const request = requestOf(scenario, transport, target, `${process.pid}-${numbers}`);
  return withClients(port, 1, async ([client]) => String(await client?.send(request)));
}

answerCommands({ load, once }, async () => {});
