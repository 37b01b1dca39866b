import { dataFolder, type Home } from "./home.ts";
import { isServerOf } from "./processes.ts";
import type { RunningServer } from "./running-server.ts";
import { removeSocketFolder } from "./socket-folder.ts";
import { until } from "./until.ts";

/** A fast shutdown ends all sessions and writes what is in memory to the disk. */
const FAST_LIMIT_MS = 30_000;
/** An immediate one writes nothing; the next start recovers. Nothing that was committed is lost either way. */
const IMMEDIATE_LIMIT_MS = 5_000;

/** Stops a server that nobody uses any more, and returns when its process is gone. Leaves alone what is out of reach. */
export async function stopServer(home: Home, server: RunningServer): Promise<void> {
  const isGone = () => !isServerOf(dataFolder(home.path), server.pid);
  for (const [signal, limitMs] of [["SIGINT", FAST_LIMIT_MS] as const, ["SIGQUIT", IMMEDIATE_LIMIT_MS] as const]) {
    if (isGone()) break;
    try {
      process.kill(server.pid, signal);
    } catch {
      return;
    }
    if (await until(isGone, limitMs)) break;
  }
  removeSocketFolder(home, server.socketFolder);
}
