import type { ChildProcess } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../helpers/postgres-server.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { type Cluster, connectTo, DATABASE, makeDatabase, PASSWORD, SUPERUSER, stateOf, urlOf } from "./cluster.ts";
import {
  endProgram,
  endServerWithThisProcess,
  findPostgres,
  findProgram,
  makeServerFolder,
  startProgram,
} from "./programs.ts";

type Node = { readonly name: string; readonly port: number; readonly api: number; process: ChildProcess | null };

const READY_LIMIT_MS = 120_000;
/** Seconds after which Patroni considers a silent primary lost; the smallest value that it accepts with this loop. */
const TTL_SECONDS = 5;
const LOOP_WAIT_SECONDS = 1;

/** Two servers under Patroni with etcd, or undefined when they are not installed. */
export async function startPatroniCluster(): Promise<Cluster | undefined> {
  const [patroni, etcd] = [findProgram("patroni"), findProgram("etcd")];
  if (!patroni || !etcd) return undefined;
  const programs = findPostgres();
  const folder = makeServerFolder();
  const etcdPort = await freePort();
  const store = startProgram(
    etcd,
    [
      ...["--data-dir", join(folder, "etcd"), "--enable-v2=true", "--unsafe-no-fsync"],
      ...[
        "--listen-client-urls",
        `http://127.0.0.1:${etcdPort}`,
        "--advertise-client-urls",
        `http://127.0.0.1:${etcdPort}`,
      ],
      ...["--listen-peer-urls", `http://127.0.0.1:${await freePort()}`],
    ],
    folder,
    join(folder, "etcd.log"),
  );
  const nodes = await Promise.all(
    ["a", "b"].map(async (name): Promise<Node> => {
      return { name, port: await freePort(), api: await freePort(), process: null };
    }),
  );
  for (const { name } of nodes) endServerWithThisProcess(join(folder, name));
  const launch = (node: Node) => {
    const file = join(folder, `${node.name}.json`);
    // Patroni reads YAML, of which JSON is a subset.
    writeFileSync(file, JSON.stringify(configurationOf(node, { folder, programs, etcdPort })));
    node.process = startProgram(patroni, [file], folder, join(folder, `${node.name}.log`));
  };
  let primary: Node | undefined;
  /** Patroni promotes only a standby that it has recorded as synchronous, which happens later than in PostgreSQL's own view. */
  const isHealthy = async () => {
    for (const node of nodes) {
      const members = await membersOf(node);
      const leader = members.find(({ role }) => role === "leader");
      if (!leader || !members.some(({ role }) => role === "sync_standby")) continue;
      const found = nodes.find(({ name }) => name === leader.name);
      if (!found || !(await stateOf(found.port))?.hasSyncStandby) continue;
      primary = found;
      return true;
    }
    return false;
  };
  const becomesHealthy = () => waitFor("a primary with a standby", isHealthy, READY_LIMIT_MS);
  const current = () => {
    if (!primary) throw new Error("there is no primary");
    return primary;
  };
  const standby = () => nodes.find((node) => node !== current()) as Node;
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.process && endProgram(node.process, "SIGTERM", 20_000)));
    await endProgram(store, "SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const node of nodes) launch(node);
    await becomesHealthy();
    await makeDatabase(current().port);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    kind: "patroni",
    url: urlOf(nodes.map(({ port }) => port)),
    connect: () => connectTo(current().port, DATABASE),
    killPrimary: async () => {
      const lost = current();
      const pid = await postmasterOf(lost.port);
      // As in the loss of a machine, Patroni ends first, because it would restart the server.
      if (lost.process) await endProgram(lost.process, "SIGKILL");
      process.kill(pid, "SIGKILL");
      await waitFor("the server to be gone", async () => !(await stateOf(lost.port)), READY_LIMIT_MS);
      const goneAt = performance.now();
      await waitFor("another primary", async () => (await stateOf(standby().port))?.isPrimary, READY_LIMIT_MS);
      launch(lost);
      await becomesHealthy();
      return goneAt;
    },
    stopStandby: async () => {
      const { process } = standby();
      if (process) await endProgram(process, "SIGTERM", 20_000);
    },
    startStandby: async () => {
      launch(standby());
      await becomesHealthy();
    },
    [Symbol.asyncDispose]: stop,
  };
}

type Member = { readonly name: string; readonly role: string };

/** The cluster as reported by one of Patroni's processes; empty when it does not answer. */
async function membersOf({ api }: Node): Promise<readonly Member[]> {
  try {
    const response = await fetch(`http://127.0.0.1:${api}/cluster`, { signal: AbortSignal.timeout(2_000) });
    return ((await response.json()) as { members: Member[] }).members;
  } catch {
    return [];
  }
}

async function postmasterOf(port: number): Promise<number> {
  const sql = connectTo(port);
  try {
    const [row] = await sql<{ text: string }[]>`select pg_read_file('postmaster.pid') as text`;
    return Number(row?.text.split("\n")[0]);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

type Place = { readonly folder: string; readonly programs: string; readonly etcdPort: number };

function configurationOf({ name, port, api }: Node, { folder, programs, etcdPort }: Place): object {
  const parameters = {
    fsync: "off",
    shared_buffers: "64MB",
    max_connections: 100,
    max_wal_senders: 10,
    wal_keep_size: "512MB",
    wal_log_hints: "on",
    unix_socket_directories: folder,
  };
  return {
    scope: "retake",
    name,
    restapi: { listen: `127.0.0.1:${api}`, connect_address: `127.0.0.1:${api}` },
    etcd: { host: `127.0.0.1:${etcdPort}` },
    bootstrap: {
      dcs: {
        ttl: TTL_SECONDS,
        loop_wait: LOOP_WAIT_SECONDS,
        retry_timeout: 2,
        maximum_lag_on_failover: 1_048_576,
        synchronous_mode: true,
        synchronous_mode_strict: true,
        postgresql: { use_pg_rewind: true, parameters },
      },
      initdb: [{ encoding: "UTF8" }, { locale: "C.UTF-8" }],
      pg_hba: ["host all all 127.0.0.1/32 scram-sha-256", "host replication all 127.0.0.1/32 scram-sha-256"],
    },
    postgresql: {
      listen: `127.0.0.1:${port}`,
      connect_address: `127.0.0.1:${port}`,
      data_dir: join(folder, name),
      bin_dir: programs,
      pgpass: join(folder, `${name}.pgpass`),
      authentication: {
        superuser: { username: SUPERUSER, password: PASSWORD },
        replication: { username: "replicator", password: PASSWORD },
        rewind: { username: "rewinder", password: PASSWORD },
      },
      parameters: { unix_socket_directories: folder },
    },
  };
}
