import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** Making a cluster on a slow disk; after this the start goes on without the lock. */
const PATIENCE_MS = 120_000;

/**
 * Lets one program of this machine at a time start the server of a home; returns the way to let the next one in. It
 * only saves work: correct without it, eight programs would make eight clusters and seven would be thrown away.
 * A socket in Linux's abstract namespace is such a lock that the kernel releases when its holder is killed.
 */
export async function takeStartLock(homePath: string): Promise<() => void> {
  if (process.platform !== "linux") return () => {};
  const name = `\0retake-start-${createHash("sha256").update(homePath).digest("hex").slice(0, 32)}`;
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const release = await tryLock(name);
    if (release) return release;
    await holderIsDone(name, end - performance.now());
  }
  return () => {};
}

async function tryLock(name: string): Promise<(() => void) | undefined> {
  const waiting = new Set<Socket>();
  const server: Server = createServer((socket) => {
    waiting.add(socket.on("error", () => {}));
  });
  try {
    await once(server.listen(name), "listening");
  } catch {
    return undefined;
  }
  return () => {
    server.close();
    for (const socket of waiting) socket.destroy();
  };
}

/** The holder answers nothing; the end of the connection, orderly or not, is the signal. */
async function holderIsDone(name: string, limitMs: number): Promise<void> {
  const socket = connect(name);
  const timer = setTimeout(() => socket.destroy(), limitMs);
  await new Promise((resolve) => {
    socket
      .on("error", () => {})
      .once("close", resolve)
      .resume();
  });
  clearTimeout(timer);
}
