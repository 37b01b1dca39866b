import type { WebSocket } from "ws";
import type { CallError } from "../../domain/errors.ts";
import { SLOW_AFTER_MS } from "../../domain/stream.ts";
import type { DistinctHeaders } from "../../http/request.ts";
import { FLOWING_BYTES, MAX_WAITING_BYTES, PING_EVERY_MS } from "../limits.ts";

/** The close codes of this server in addition to those of the graphql-transport-ws protocol. */
export const CLOSE = {
  /** The server process is stopping. The client reconnects, possibly to another process. */
  restart: { code: 1012, reason: "Service restart" },
  /** The database is unavailable or the server is too busy. The client reconnects with its last position. */
  tryAgainLater: { code: 1013, reason: "Try again later" },
  /** The client sent a message that does not belong to the protocol. */
  badRequest: { code: 4400, reason: "Invalid message received" },
  /** The client reads too slowly. It reconnects with its last position. */
  slowConsumer: { code: 4420, reason: "Slow consumer" },
  /** The team has too many sockets in this process. The client reconnects later. */
  tooManySockets: { code: 4421, reason: "Too many connections" },
} as const;

export type Close = { readonly code: number; readonly reason: string };

/**
 * The close code for a socket with invalid credentials. The reason is the error code (missing_api_key, invalid_api_key,
 * revoked_api_key or token_expired), so that the client can decide whether a new token helps.
 */
export function closeForbidden({ code }: CallError): Close {
  return { code: 4403, reason: code };
}

/**
 * One open socket. It sends messages, checks that its client reads and answers pings, and releases resources on close.
 */
export type Connection = {
  /** The headers of the upgrade. They are dropped once the client is authenticated. */
  headers: DistinctHeaders;
  /** The API key or token; null until the client is authenticated. Kept in memory only. */
  secret: string | null;
  /** The operations that are starting; null while there are none. */
  starts: Starts | null;
  isOpen(): boolean;
  /**
   * Sends a text. While many bytes wait, returns a promise that resolves when the operating system has taken this text.
   */
  send(text: string): Promise<void> | undefined;
  close(close: Close): void;
  /** Stops reading from the client. Returns a function that resumes reading. */
  pauseReading(): () => void;
  terminate(): void;
  /** Calls `release` when the socket closes, or at once when it has already closed. */
  onClosed(release: () => void): void;
  /** Checks whether the client reads and answers pings; `now` in milliseconds. */
  check(now: number): void;
};

/** The operations of a socket that have not answered yet. A stream counts only until it has started. */
type Starts = {
  readonly answering: Set<Promise<unknown>>;
  /** The operation that was started last under each id. */
  readonly latest: Map<string, object>;
};

/**
 * `sincePing` shifts the first ping, so that sockets that opened at the same time are not all pinged at the same time.
 */
export function createConnection(socket: WebSocket, headers: DistinctHeaders, sincePing = 0): Connection {
  return new SocketConnection(socket, headers, sincePing);
}

/** Closes a socket when its operations have answered, or when `deadline` resolves. */
export async function closeAfterAnswers(connection: Connection, close: Close, deadline: Promise<void>): Promise<void> {
  await Promise.race([Promise.allSettled(connection.starts?.answering ?? []), deadline]);
  // The last answers must be written before the closing frame.
  await new Promise((resolve) => setImmediate(resolve));
  connection.close(close);
}

/** A promise that resolves after `ms` milliseconds, and a function that cancels its timer. */
export function delay(ms: number): { readonly passed: Promise<void>; readonly cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { passed, cancel: () => clearTimeout(timer) };
}

/** There may be tens of thousands. A class needs a fraction of the memory of closures. */
class SocketConnection implements Connection {
  headers: DistinctHeaders;
  secret: string | null = null;
  starts: Starts | null = null;
  readonly #socket: WebSocket;
  #releases: readonly (() => void)[] = [];
  /** Bytes that had to wait, and how many of them the operating system has taken. */
  #waitedBytes = 0;
  #takenBytes = 0;
  #takenAt = performance.now();
  #pingedAt: number;
  #isAlive = true;
  /** Calls of `pauseReading` whose function has not been called yet. */
  #pauses = 0;

  constructor(socket: WebSocket, headers: DistinctHeaders, sincePing: number) {
    this.headers = headers;
    this.#socket = socket;
    this.#pingedAt = this.#takenAt - sincePing;
    socket.on("pong", () => {
      this.#isAlive = true;
    });
    socket.on("close", () => {
      const releases = this.#releases;
      this.#releases = [];
      for (const release of releases) release();
    });
  }

  isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  send(text: string): Promise<void> | undefined {
    if (!this.isOpen()) return undefined;
    const waiting = this.#socket.bufferedAmount;
    if (waiting > MAX_WAITING_BYTES) {
      this.close(CLOSE.slowConsumer);
      return undefined;
    }
    if (waiting === 0) this.#takenAt = performance.now();
    const sent = this.#write(text, waiting > FLOWING_BYTES);
    this.#waitedBytes += this.#socket.bufferedAmount - waiting;
    return sent;
  }

  close({ code, reason }: Close): void {
    // The client's answer to the closing frame must be read.
    if (this.#pauses > 0) this.#socket.resume();
    this.#socket.close(code, reason);
  }

  pauseReading(): () => void {
    this.#pauses += 1;
    if (this.#pauses === 1) this.#socket.pause();
    let isPaused = true;
    return () => {
      if (!isPaused) return;
      isPaused = false;
      this.#pauses -= 1;
      if (this.#pauses > 0) return;
      // Pongs that arrived during the pause are read only now.
      this.#isAlive = true;
      this.#pingedAt = performance.now();
      this.#socket.resume();
    };
  }

  terminate(): void {
    this.#socket.terminate();
  }

  onClosed(release: () => void): void {
    if (this.#socket.readyState === this.#socket.CLOSED) release();
    // `push` would allocate memory for sixteen more elements.
    else this.#releases = [...this.#releases, release];
  }

  check(now: number): void {
    if (!this.isOpen()) return;
    if (this.#isStuck(now)) {
      this.close(CLOSE.slowConsumer);
      return;
    }
    if (this.#pauses > 0 || now - this.#pingedAt < PING_EVERY_MS) return;
    if (!this.#isAlive) {
      this.terminate();
      return;
    }
    this.#isAlive = false;
    this.#pingedAt = now;
    this.#socket.ping();
  }

  #write(text: string, wait: boolean): Promise<void> | undefined {
    if (wait) return new Promise((resolve) => this.#socket.send(text, () => resolve()));
    this.#socket.send(text);
    return undefined;
  }

  /** True when bytes wait and the operating system has taken none for `SLOW_AFTER_MS`. */
  #isStuck(now: number): boolean {
    const waiting = this.#socket.bufferedAmount;
    const taken = this.#waitedBytes - waiting;
    if (waiting > 0 && taken <= this.#takenBytes) return now - this.#takenAt > SLOW_AFTER_MS;
    this.#takenBytes = taken;
    this.#takenAt = now;
    return false;
  }
}
