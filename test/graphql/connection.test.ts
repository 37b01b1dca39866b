import { EventEmitter } from "node:events";
import type { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import { FLOWING_BYTES, MAX_WAITING_BYTES, PING_EVERY_MS, SLOW_AFTER_MS } from "../../src/graphql/connection-limits.ts";
import { createConnection } from "../../src/graphql/websocket/connection.ts";

/** A socket whose system takes bytes only when the test says so. */
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
    write: (frame: string, _encoding: string, done?: () => void) => {
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

const connect = (socket: object, sincePing: number) =>
  createConnection(socket as WebSocket, socket as Writable, {}, sincePing);

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

  test("takes messages without making anybody wait, until much is under way: then streams wait for it", async () => {
    const { taken, connection } = fakeSocket();
    expect(connection.send("x".repeat(FLOWING_BYTES + 1))).toBeUndefined();
    const waiting = connection.send("x");
    expect(waiting).toBeInstanceOf(Promise);
    for (const take of taken.splice(0)) take();
    await waiting;
    expect(connection.send("x")).toBeUndefined();
  });

  test("with a mebibyte waiting is closed instead of getting more", async () => {
    const { socket, taken, connection } = fakeSocket();
    socket.bufferedAmount = MAX_WAITING_BYTES;
    void connection.send("x");
    expect(taken).toHaveLength(1);
    await connection.send("x");
    expect(taken).toHaveLength(1);
    expect(socket.closed).toEqual([4420]);
  });

  test("may be pinged earlier than others that came with it", () => {
    const { socket, connection } = fakeSocket(PING_EVERY_MS - 1);
    connection.look(performance.now());
    expect(socket.pings).toBe(0);
    connection.look(performance.now() + 1);
    expect(socket.pings).toBe(1);
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
