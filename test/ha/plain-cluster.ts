import type { ChildProcess } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../helpers/postgres-server.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { type Cluster, connectTo, DATABASE, makeDatabase, PASSWORD, SUPERUSER, stateOf, urlOf } from "./cluster.ts";
import { endProgram, findPostgres, makeServerFolder, runProgram, startProgram } from "./programs.ts";

type Node = { readonly name: string; readonly port: number; readonly data: string; process: ChildProcess | null };

/** How long the promote script waits before it treats the primary as lost. */
const DETECTION_MS = 1_000;
const READY_LIMIT_MS = 60_000;

/** Without fsync: a killed process loses nothing that it has written, and no machine loses power here. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  fsync: "off",
  shared_buffers: "64MB",
  max_connections: "100",
  wal_level: "replica",
  hot_standby: "on",
  max_wal_senders: "10",
  wal_keep_size: "512MB",
  synchronous_commit: "on",
  // The standby is named, because "*" also admits pg_basebackup, which would confirm commits that no standby has.
  synchronous_standby_names: "ANY 1 (a, b)",
  wal_receiver_status_interval: "1s",
};

/**
 * Two servers with synchronous streaming replication and a promote script, using only PostgreSQL's own programs. A commit
 * waits for the standby for as long as there is none.
 */
export async function startPlainCluster(): Promise<Cluster & { readonly accidents: Accidents }> {
  const programs = findPostgres();
  const folder = makeServerFolder();
  const [first, second] = await Promise.all(
    ["a", "b"].map(async (name): Promise<Node> => {
      return { name, port: await freePort(), data: join(folder, name), process: null };
    }),
  );
  if (!first || !second) throw new Error("two nodes are needed");
  const nodes = [first, second] as const;
  let primary: Node = first;
  const standby = () => (primary === first ? second : first);

  const launch = (node: Node, extra: Readonly<Record<string, string>> = {}) => {
    const settings = {
      ...SETTINGS,
      port: String(node.port),
      unix_socket_directories: folder,
      cluster_name: node.name,
      ...extra,
    };
    const words = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    node.process = startProgram(
      join(programs, "postgres"),
      ["-D", node.data, ...words],
      folder,
      join(folder, `${node.name}.log`),
    );
  };
  const becomesReady = (node: Node, what: string) =>
    waitFor(`server ${node.name} to be ${what}`, () => stateOf(node.port), READY_LIMIT_MS);

  const copyPrimary = async (target: string, ...args: string[]) => {
    const source = `host=127.0.0.1 port=${primary.port} user=${SUPERUSER} password=${PASSWORD}`;
    const words = ["-d", source, "-D", target, "-c", "fast", "-X", "stream", ...args];
    await runProgram(join(programs, "pg_basebackup"), words, folder);
  };
  /** Makes the other server a fresh copy of the primary that streams from it. */
  const rebuildStandby = async () => {
    const node = standby();
    rmSync(node.data, { recursive: true, force: true });
    await copyPrimary(node.data, "-R");
    launch(node);
    await hasStandby();
  };
  const hasStandby = () =>
    waitFor(
      "the standby to confirm commits",
      async () => (await stateOf(primary.port))?.hasSyncStandby,
      READY_LIMIT_MS,
    );
  const promote = async () => {
    primary = standby();
    await runProgram(join(programs, "pg_ctl"), ["promote", "-w", "-D", primary.data], folder);
  };

  const stop = async () => {
    await Promise.all(nodes.map((node) => node.process && endProgram(node.process, "SIGQUIT")));
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    const password = join(folder, "password");
    writeFileSync(password, PASSWORD);
    const words = ["-D", first.data, "-U", SUPERUSER, `--pwfile=${password}`, "--auth=scram-sha-256", "-E", "UTF8"];
    await runProgram(join(programs, "initdb"), [...words, "--locale=C.UTF-8", "-N"], folder);
    launch(first, { synchronous_standby_names: "" });
    await becomesReady(first, "ready");
    await makeDatabase(first.port);
    await endProgram(first.process as ChildProcess, "SIGINT");
    launch(first);
    await becomesReady(first, "ready");
    await rebuildStandby();
  } catch (error) {
    await stop();
    throw error;
  }

  const backup = join(folder, "backup");
  return {
    kind: "plain",
    url: urlOf([first.port, second.port]),
    connect: () => connectTo(primary.port, DATABASE),
    killPrimary: async () => {
      if (primary.process) await endProgram(primary.process, "SIGKILL");
      const goneAt = performance.now();
      await new Promise((resolve) => setTimeout(resolve, DETECTION_MS));
      await promote();
      await rebuildStandby();
      return goneAt;
    },
    stopStandby: async () => {
      const { process } = standby();
      if (process) await endProgram(process, "SIGINT");
    },
    startStandby: async () => {
      launch(standby());
      await hasStandby();
    },
    accidents: {
      takeBackup: () => copyPrimary(backup),
      promoteStoppedStandby: async () => {
        if (primary.process) await endProgram(primary.process, "SIGKILL");
        const node = standby();
        launch(node);
        await becomesReady(node, "ready");
        await promote();
        await rebuildStandby();
      },
      restoreBackup: async () => {
        await Promise.all(nodes.map((node) => node.process && endProgram(node.process, "SIGINT")));
        rmSync(primary.data, { recursive: true, force: true });
        await runProgram("/bin/cp", ["-a", backup, primary.data], folder);
        launch(primary, { synchronous_standby_names: "" });
        await becomesReady(primary, "restored");
      },
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** Manual actions of an operator after larger accidents. */
export type Accidents = {
  readonly takeBackup: () => Promise<void>;
  /** Kills the primary while its standby is stopped, and continues with the standby, without what it did not receive. */
  readonly promoteStoppedStandby: () => Promise<void>;
  readonly restoreBackup: () => Promise<void>;
};
