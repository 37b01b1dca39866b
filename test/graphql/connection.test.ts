import { EventEmitter } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import { SLOW_AFTER_MS } from "../../src/domain/stream.ts";
import { FLOWING_BYTES, MAX_WAITING_BYTES, PING_EVERY_MS } from "../../src/graphql/limits.ts";
import { createConnection } from "../../src/graphql/websocket/connection.ts";

/** A socket whose buffer is sent only when the test does so. */
function fakeSocket(sincePing = 0) {
  const taken: (() => void)[] = [];
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    CLOSED: 3,
    readyState: 1,
    bufferedAmount: 0,
    closed: [] as number[],
    terminated: 0,
    pings: 0,
    send: (frame: string, done?: () => void) => {
      socket.bufferedAmount += frame.length;
      taken.push(() => {
        socket.bufferedAmount -= frame.length;
        done?.();
      });
    },
    close: (code: number) => {
      socket.readyState = 2;
      socket.closed.push(code);
    },
    terminate: () => {
      socket.terminated += 1;
    },
    ping: () => {
      socket.pings += 1;
    },
  });
  return { socket, taken, connection: connect(socket, sincePing) };
}

const connect = (socket: object, sincePing: number) => createConnection(socket as WebSocket, {}, sincePing);

describe("a WebSocket connection", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("closes with 4420 when the client has read nothing for ten seconds", () => {
    const { socket, connection } = fakeSocket();
    void connection.send("x");
    const sent = performance.now();
    connection.check(sent + SLOW_AFTER_MS);
    expect(socket.closed).toEqual([]);
    connection.check(sent + SLOW_AFTER_MS + 1);
    expect(socket.closed).toEqual([4420]);
  });

  test("stays open while a slow client reads one message after the other", () => {
    const { socket, taken, connection } = fakeSocket();
    for (let i = 0; i < 3; i++) void connection.send("x");
    for (let i = 0; i < 3; i++) {
      vi.advanceTimersByTime(SLOW_AFTER_MS);
      connection.check(performance.now());
      taken.shift()?.();
    }
    expect(socket.closed).toEqual([]);
  });

  test("makes streams wait while more than 64 KiB are buffered", async () => {
    const { taken, connection } = fakeSocket();
    expect(connection.send("x".repeat(FLOWING_BYTES + 1))).toBeUndefined();
    const waiting = connection.send("x");
    expect(waiting).toBeInstanceOf(Promise);
    for (const take of taken.splice(0)) take();
    await waiting;
    expect(connection.send("x")).toBeUndefined();
  });

  test("closes with 4420 instead of sending when 1 MiB is buffered", async () => {
    const { socket, taken, connection } = fakeSocket();
    socket.bufferedAmount = MAX_WAITING_BYTES;
    void connection.send("x");
    expect(taken).toHaveLength(1);
    await connection.send("x");
    expect(taken).toHaveLength(1);
    expect(socket.closed).toEqual([4420]);
  });

  test("can start its ping interval early", () => {
    const { socket, connection } = fakeSocket(PING_EVERY_MS - 1);
    connection.check(performance.now());
    expect(socket.pings).toBe(0);
    connection.check(performance.now() + 1);
    expect(socket.pings).toBe(1);
  });

  test("terminates when a ping was not answered before the next ping", () => {
    const { socket, connection } = fakeSocket();
    const check = () => {
      vi.advanceTimersByTime(PING_EVERY_MS);
      connection.check(performance.now());
    };
    check();
    socket.emit("pong");
    check();
    expect([socket.pings, socket.terminated]).toEqual([2, 0]);
    check();
    expect(socket.terminated).toBe(1);
  });

  test("sends nothing after it is closed, and calls close listeners, including those added later", async () => {
    const { socket, taken, connection } = fakeSocket();
    const calls: string[] = [];
    connection.onClosed(() => calls.push("early"));
    socket.readyState = 3;
    socket.emit("close");
    connection.onClosed(() => calls.push("late"));
    await connection.send("x");
    expect(calls).toEqual(["early", "late"]);
    expect(taken).toEqual([]);
  });
});
