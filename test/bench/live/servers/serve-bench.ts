import { answerCommands } from "../child.ts";

/** The present memory and CPU time of a process. */
export type Cost = {
  /** Bytes after a garbage collection. */
  readonly memory: number;
  /** Bytes of JavaScript objects alone. */
  readonly heap: number;
  /** Bytes of buffers and other memory outside the heap that belongs to JavaScript objects. */
  readonly external: number;
  /** Microseconds of CPU since it started. */
  readonly cpu: number;
};

/** Answers the bench's commands in this process. */
export function serveBench(port: number, stop: () => Promise<void>): void {
  answerCommands(
    {
      port: () => port,
      memory: (): Cost => {
        globalThis.gc?.();
        globalThis.gc?.();
        return cost();
      },
      cost,
    },
    stop,
  );
}

function cost(): Cost {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { memory: rss, heap: heapUsed, external, cpu: user + system };
}
