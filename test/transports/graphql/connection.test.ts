import { EventEmitter } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import { MAX_WAITING_BYTES, PING_EVERY_MS, SLOW_AFTER_MS } from "../../../src/transports/graphql/connection-limits.ts";
import { createConnection } from "../../../src/transports/graphql/websocket/connection.ts";

/** A socket whose system takes bytes only when the test says so. */
function fakeSocket() {
  const taken: (() => void)[] = [];
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    CLOSED: 3,
    readyState: 1,
    bufferedAmount: 0,
    closed: [] as number[],
    terminated: 0,
    pings: 0,
    send: (_text: string, done: () => void) => taken.push(done),
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
  return { socket, taken, connection: createConnection(socket as unknown as WebSocket, {}) };
}

describe("a connection", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("whose peer took nothing for ten seconds is closed as a slow consumer", () => {
    const { socket, connection } = fakeSocket();
    void connection.send("x");
    const sent = performance.now();
    connection.look(sent + SLOW_AFTER_MS);
    expect(socket.closed).toEqual([]);
    connection.look(sent + SLOW_AFTER_MS + 1);
    expect(socket.closed).toEqual([4420]);
  });

  test("whose peer is slow but takes one after the other stays", () => {
    const { socket, taken, connection } = fakeSocket();
    for (let i = 0; i < 3; i++) void connection.send("x");
    for (let i = 0; i < 3; i++) {
      vi.advanceTimersByTime(SLOW_AFTER_MS);
      connection.look(performance.now());
      taken.shift()?.();
    }
    expect(socket.closed).toEqual([]);
  });

  test("with a mebibyte waiting is closed instead of getting more", async () => {
    const { socket, taken, connection } = fakeSocket();
    socket.bufferedAmount = MAX_WAITING_BYTES;
    void connection.send("x");
    expect(taken).toHaveLength(1);
    socket.bufferedAmount = MAX_WAITING_BYTES + 1;
    await connection.send("x");
    expect(taken).toHaveLength(1);
    expect(socket.closed).toEqual([4420]);
  });

  test("whose peer does not answer a ping until the next is cut", () => {
    const { socket, connection } = fakeSocket();
    const look = () => {
      vi.advanceTimersByTime(PING_EVERY_MS);
      connection.look(performance.now());
    };
    look();
    socket.emit("pong");
    look();
    expect([socket.pings, socket.terminated]).toEqual([2, 0]);
    look();
    expect(socket.terminated).toBe(1);
  });

  test("that is closed sends nothing and tells who waited for it, also late", async () => {
    const { socket, taken, connection } = fakeSocket();
    const told: string[] = [];
    connection.onClosed(() => told.push("early"));
    socket.readyState = 3;
    socket.emit("close");
    connection.onClosed(() => told.push("late"));
    await connection.send("x");
    expect(told).toEqual(["early", "late"]);
    expect(taken).toEqual([]);
  });
});
