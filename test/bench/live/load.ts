import { type BenchSocket, openBenchSocket } from "./bench-socket.ts";
import { answerCommands } from "./child.ts";
import type { OpenArgs, Received } from "./load-messages.ts";
import { poll } from "./poll.ts";
import { setWallClock, type WallClock } from "./wall-clock.ts";

/** The process of the subscribers: opens sockets and notes which version came when. */
const OPENING_AT_ONCE = 16;
/** Below the ports that a system hands out for one address. */
const SOCKETS_OF_ADDRESS = 20_000;

let sockets: BenchSocket[] = [];
let clock: WallClock = setWallClock();
let broken: string[] = [];
let characters: string[] = [];
let versions: number[] = [];
let times: number[] = [];

const onVersion = (mine: BenchSocket, version: number) => {
  if (version !== mine.last + 1) broken.push(`${mine.characterId}: ${version} came after ${mine.last}`);
  mine.last = version;
  characters.push(mine.characterId);
  versions.push(version);
  times.push(clock());
};

async function open({ port, subscribers }: OpenArgs): Promise<void> {
  const waiting = subscribers.map((subscriber, index) => ({ ...subscriber, index }));
  const openNext = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      // A bound port is taken for every destination: each server's sockets come from addresses of their own.
      const localAddress = `127.${port >> 8}.${port & 255}.${2 + Math.floor(next.index / SOCKETS_OF_ADDRESS)}`;
      const onBroken = (what: string) => void broken.push(what);
      sockets.push(await openBenchSocket({ ...next, port, localAddress, onVersion, onBroken }));
    }
  };
  await Promise.all(Array.from({ length: OPENING_AT_ONCE }, openNext));
}

const bytes = () => sockets.reduce((sum, { socket: { bytesRead, bytesWritten } }) => sum + bytesRead + bytesWritten, 0);

answerCommands(
  {
    open,
    close: async () => {
      const closed = sockets.map(({ socket }) => new Promise((resolve) => socket.once("close", resolve)));
      for (const { socket } of sockets)
        socket
          .removeAllListeners("error")
          .on("error", () => {})
          .destroy();
      await Promise.all(closed);
      sockets = [];
      broken = [];
    },
    begin: () => {
      [characters, versions, times] = [[], [], []];
      clock = setWallClock();
    },
    count: () => times.length,
    received: (): Received => ({
      characters,
      versions,
      times,
      broken,
      last: sockets.map(({ characterId, last }) => [characterId, last] as const),
    }),
    bytes,
    poll,
  },
  async () => {},
);
