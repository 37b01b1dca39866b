import type { WebSocket } from "ws";
import type { DistinctHeaders } from "../../authenticate.ts";
import { MAX_WAITING_BYTES, PING_EVERY_MS, SLOW_AFTER_MS } from "../connection-limits.ts";
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
  /** Resolves when the system has taken the bytes. */
  readonly send: (text: string) => Promise<void>;
  readonly close: (close: Close) => void;
  readonly terminate: () => void;
  /** Called when it has closed; at once when it has closed already. */
  readonly onClosed: (release: () => void) => void;
  /** Looks whether the peer reads and lives; `now` in milliseconds. */
  readonly look: (now: number) => void;
};

export function createConnection(socket: WebSocket, headers: DistinctHeaders): Connection {
  const releases: (() => void)[] = [];
  let waiting = 0;
  let takenAt = performance.now();
  let pingedAt = performance.now();
  let isAlive = true;

  const close = ({ code, reason }: Close) => socket.close(code, reason);
  const isOpen = () => socket.readyState === socket.OPEN;
  socket.on("pong", () => {
    isAlive = true;
  });
  socket.once("close", () => {
    for (const release of releases.splice(0)) release();
  });

  return {
    headers,
    secret: null,
    answering: new Set(),
    isOpen,
    send: (text) =>
      new Promise((resolve) => {
        if (!isOpen()) return resolve();
        if (socket.bufferedAmount > MAX_WAITING_BYTES) {
          close(CLOSE.slowConsumer);
          return resolve();
        }
        if (waiting === 0) takenAt = performance.now();
        waiting += 1;
        socket.send(text, () => {
          waiting -= 1;
          takenAt = performance.now();
          resolve();
        });
      }),
    close,
    terminate: () => socket.terminate(),
    onClosed: (release) => {
      if (socket.readyState === socket.CLOSED) release();
      else releases.push(release);
    },
    look: (now) => {
      if (!isOpen()) return;
      if (waiting > 0 && now - takenAt > SLOW_AFTER_MS) return close(CLOSE.slowConsumer);
      if (now - pingedAt < PING_EVERY_MS) return;
      if (!isAlive) return socket.terminate();
      isAlive = false;
      pingedAt = now;
      socket.ping();
    },
  };
}
