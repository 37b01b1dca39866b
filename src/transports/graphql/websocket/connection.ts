import type { Writable } from "node:stream";
import type { WebSocket } from "ws";
import type { DistinctHeaders } from "../../authenticate.ts";
import { FLOWING_BYTES, MAX_WAITING_BYTES, PING_EVERY_MS, SLOW_AFTER_MS } from "../connection-limits.ts";
import { CLOSE, type Close } from "./close-codes.ts";
import { encodeText, textFrame } from "./text-frame.ts";

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
  /** The same for a text that is encoded already (`encodeText`). */
  readonly sendEncoded: (encoded: string) => Promise<void> | undefined;
  readonly close: (close: Close) => void;
  readonly terminate: () => void;
  /** Called when it has closed; at once when it has closed already. */
  readonly onClosed: (release: () => void) => void;
  /** Looks whether the peer reads and lives; `now` in milliseconds. */
  readonly look: (now: number) => void;
};

/**
 * `stream` is what the socket writes to. Messages go there directly, as whole frames between those of the socket (pings,
 * the closing handshake), which keeps nothing back: it compresses nothing and its frames are whole too. That is one
 * system call for each, of a string that many sockets share, instead of a list of buffers made for each.
 * `sincePing` pretends an earlier ping, so that sockets that came together are not all pinged together.
 */
export function createConnection(
  socket: WebSocket,
  stream: Pick<Writable, "write">,
  headers: DistinctHeaders,
  sincePing = 0,
): Connection {
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

  const sendEncoded = (encoded: string) => {
    if (!isOpen()) return undefined;
    const waiting = socket.bufferedAmount;
    if (waiting > MAX_WAITING_BYTES) {
      close(CLOSE.slowConsumer);
      return undefined;
    }
    if (waiting === 0) takenAt = performance.now();
    const frame = textFrame(encoded);
    sentBytes += frame.length;
    if (waiting > FLOWING_BYTES) return new Promise<void>((resolve) => stream.write(frame, "latin1", () => resolve()));
    stream.write(frame, "latin1");
    return undefined;
  };

  return {
    headers,
    secret: null,
    answering: new Set(),
    isOpen,
    send: (text) => sendEncoded(encodeText(text)),
    sendEncoded,
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
