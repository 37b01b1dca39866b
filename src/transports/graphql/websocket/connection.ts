import type { WebSocket } from "ws";
import type { DistinctHeaders } from "../../authenticate.ts";
import { FLOWING_BYTES, MAX_WAITING_BYTES, PING_EVERY_MS, SLOW_AFTER_MS } from "../connection-limits.ts";
import { CLOSE, type Close } from "./close-codes.ts";

/** One open socket: what goes out, whether its peer takes it and is still there, and what ends with it. */
export type Connection = {
  /** Those of the upgrade, until it is known who calls. */
  headers: DistinctHeaders;
  /** The key it gave; null before that. In memory only. */
  secret: string | null;
  /** Operations under way, streams not included. */
  readonly answering: Set<Promise<unknown>>;
  readonly isOpen: () => boolean;
  /** While much is waiting to go out, a promise that resolves when the system has taken this too. */
  readonly send: (text: string) => Promise<void> | undefined;
  readonly close: (close: Close) => void;
  readonly terminate: () => void;
  /** Called when it has closed; at once when it has closed already. */
  readonly onClosed: (release: () => void) => void;
  /** Looks whether the peer reads and lives; `now` in milliseconds. */
  readonly look: (now: number) => void;
};

const TEXT = { binary: false };

/** `sincePing` pretends an earlier ping, so that sockets that came together are not all pinged together. */
export function createConnection(socket: WebSocket, headers: DistinctHeaders, sincePing = 0): Connection {
  const releases: (() => void)[] = [];
  let sentBytes = 0;
  let takenBytes = 0;
  let takenAt = performance.now();
  let pingedAt = takenAt - sincePing;
  let isAlive = true;

  const close = ({ code, reason }: Close) => socket.close(code, reason);
  const isOpen = () => socket.readyState === socket.OPEN;
  socket.on("pong", () => {
    isAlive = true;
  });
  socket.once("close", () => {
    for (const release of releases.splice(0)) release();
  });

  /** True when bytes wait, and none of them went for too long. */
  const isStuck = (now: number) => {
    const waiting = socket.bufferedAmount;
    const taken = sentBytes - waiting;
    if (waiting > 0 && taken <= takenBytes) return now - takenAt > SLOW_AFTER_MS;
    takenBytes = taken;
    takenAt = now;
    return false;
  };

  return {
    headers,
    secret: null,
    answering: new Set(),
    isOpen,
    send: (text) => {
      if (!isOpen()) return undefined;
      const waiting = socket.bufferedAmount;
      if (waiting > MAX_WAITING_BYTES) {
        close(CLOSE.slowConsumer);
        return undefined;
      }
      if (waiting === 0) takenAt = performance.now();
      const bytes = Buffer.from(text);
      sentBytes += bytes.length;
      if (waiting > FLOWING_BYTES) return new Promise((resolve) => socket.send(bytes, TEXT, () => resolve()));
      socket.send(bytes, TEXT);
      return undefined;
    },
    close,
    terminate: () => socket.terminate(),
    onClosed: (release) => {
      if (socket.readyState === socket.CLOSED) release();
      else releases.push(release);
    },
    look: (now) => {
      if (!isOpen()) return;
      if (isStuck(now)) return close(CLOSE.slowConsumer);
      if (now - pingedAt < PING_EVERY_MS) return;
      if (!isAlive) return socket.terminate();
      isAlive = false;
      pingedAt = now;
      socket.ping();
    },
  };
}
