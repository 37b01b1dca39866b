import type { Writable } from "node:stream";
import type { WebSocket } from "ws";
import type { DistinctHeaders } from "../../http/authenticate.ts";
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
  isOpen(): boolean;
  /** While much is waiting to go out, a promise that resolves when the system has taken this too. */
  send(text: string): Promise<void> | undefined;
  /** The same for a text that is encoded already (`encodeText`). */
  sendEncoded(encoded: string): Promise<void> | undefined;
  close(close: Close): void;
  terminate(): void;
  /** Called when it has closed; at once when it has closed already. */
  onClosed(release: () => void): void;
  /** Looks whether the peer reads and lives; `now` in milliseconds. */
  look(now: number): void;
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
  return new SocketConnection(socket, stream, headers, sincePing);
}

/** A class, because there are ten thousands: closures would take several times the memory. */
class SocketConnection implements Connection {
  headers: DistinctHeaders;
  secret: string | null = null;
  readonly answering = new Set<Promise<unknown>>();
  readonly #socket: WebSocket;
  readonly #stream: Pick<Writable, "write">;
  #releases: (() => void)[] = [];
  #sentBytes = 0;
  #takenBytes = 0;
  #takenAt = performance.now();
  #pingedAt: number;
  #isAlive = true;

  constructor(socket: WebSocket, stream: Pick<Writable, "write">, headers: DistinctHeaders, sincePing: number) {
    this.headers = headers;
    this.#socket = socket;
    this.#stream = stream;
    this.#pingedAt = this.#takenAt - sincePing;
    socket.on("pong", () => {
      this.#isAlive = true;
    });
    socket.on("close", () => {
      for (const release of this.#releases.splice(0)) release();
    });
  }

  isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  send(text: string): Promise<void> | undefined {
    return this.sendEncoded(encodeText(text));
  }

  sendEncoded(encoded: string): Promise<void> | undefined {
    if (!this.isOpen()) return undefined;
    const waiting = this.#socket.bufferedAmount;
    if (waiting > MAX_WAITING_BYTES) {
      this.close(CLOSE.slowConsumer);
      return undefined;
    }
    if (waiting === 0) this.#takenAt = performance.now();
    const frame = textFrame(encoded);
    this.#sentBytes += frame.length;
    if (waiting > FLOWING_BYTES) return new Promise((resolve) => this.#stream.write(frame, "latin1", () => resolve()));
    this.#stream.write(frame, "latin1");
    return undefined;
  }

  close({ code, reason }: Close): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  onClosed(release: () => void): void {
    if (this.#socket.readyState === this.#socket.CLOSED) release();
    else this.#releases.push(release);
  }

  look(now: number): void {
    if (!this.isOpen()) return;
    if (this.#isStuck(now)) {
      this.close(CLOSE.slowConsumer);
      return;
    }
    if (now - this.#pingedAt < PING_EVERY_MS) return;
    if (!this.#isAlive) {
      this.terminate();
      return;
    }
    this.#isAlive = false;
    this.#pingedAt = now;
    this.#socket.ping();
  }

  /** True when bytes wait, and none of them went for too long. */
  #isStuck(now: number): boolean {
    const waiting = this.#socket.bufferedAmount;
    const taken = this.#sentBytes - waiting;
    if (waiting > 0 && taken <= this.#takenBytes) return now - this.#takenAt > SLOW_AFTER_MS;
    this.#takenBytes = taken;
    this.#takenAt = now;
    return false;
  }
}
