import { type BenchSocket, openBenchSocket } from "./bench-socket.ts";
import { answerCommands } from "./child.ts";
import type { OpenArgs, Received } from "./load-messages.ts";
import { poll } from "./poll.ts";
import { setWallClock, type WallClock } from "./wall-clock.ts";

/** The process of the subscribers, which opens sockets and records when each version arrives. */
const OPENING_AT_ONCE = 16;
/**
 * Far fewer sockets than the operating system has ports for one address, because its search for a free port took nine
 * tenths of this process's CPU time at 10,000 of them.
 */
const SOCKETS_OF_ADDRESS = 500;

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
      // A bound port can't be reused for another destination, so each server's sockets have their own local addresses.
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
