import { drizzle } from "drizzle-orm/pg-proxy";
import { describe, expect, test } from "vitest";
import { NotSentError } from "../../src/db/errors.ts";
import { CallError } from "../../src/domain/errors.ts";
import type { Feed } from "../../src/events/feed.ts";
import { openEvents } from "../graphql/event-source.ts";
import { connectSocket, subscribeMessage } from "../graphql/socket.ts";
import { contractApp } from "./contract-app.ts";

const contract = contractApp();

const WATCH = "subscription ($id: ID!, $after: Int) { characterStatusChanged(id: $id, after: $after) { status } }";
const away = () => new CallError("service_unavailable", "The database cannot be reached.", { retryAfterSeconds: 1 });

/** Makes the streams of characters fail after their first message. */
async function withFailingFeed(error: () => Error, work: () => Promise<void>): Promise<void> {
  const feed = contract.app().app.feed as { character: Feed["character"] };
  const { character } = feed;
  // biome-ignore lint/correctness/useYield: it fails before the first row
  feed.character = async function* () {
    throw error();
  };
  await work().finally(() => {
    feed.character = character;
  });
}

/** Makes every statement fail as if the database were unavailable. */
async function withoutDatabase(work: () => Promise<void>): Promise<void> {
  const { db } = contract.app().app;
  const fail = () => Promise.reject(new NotSentError("gone"));
  const { sql, reads } = db;
  Object.assign(db, { sql: Object.assign(() => fail(), sql), reads: drizzle(fail) });
  await work().finally(() => Object.assign(db, { sql, reads }));
}

describe("subscriptions over WebSocket", () => {
  test("a stream that fails permanently ends with an error message, and the socket stays open", async () => {
    const { team, id } = await contract.start("rest");
    using socket = await connectSocket(contract.app(), team.apiKey);
    socket.send(subscribeMessage("unknown", WATCH, { id: "char_x" }));
    socket.send(subscribeMessage("range", WATCH, { id, after: 99 }));
    const codes = [];
    for (const name of ["unknown", "range"]) {
      const message = await socket.got((got) => got.id === name);
      codes.push([message.type, message.payload[0].extensions.code]);
    }
    expect(codes).toEqual([
      ["error", "resource_not_found"],
      ["error", "value_out_of_range"],
    ]);
    await withFailingFeed(
      () => new Error("a bug"),
      async () => {
        socket.send(subscribeMessage("bug", WATCH, { id }));
        const { payload } = await socket.got(({ id: name, type }) => name === "bug" && type === "error");
        expect(payload[0].extensions.code).toBe("internal_error");
        expect(JSON.stringify(payload)).not.toContain("a bug");
      },
    );
    socket.send(subscribeMessage("alive", "{ team { id } }"));
    await socket.got(({ id: name, type }) => name === "alive" && type === "complete");
  });

  test("a stream that fails temporarily closes the socket with 1013", async () => {
    const { team, id } = await contract.start("rest");
    await withFailingFeed(away, async () => {
      using socket = await connectSocket(contract.app(), team.apiKey);
      socket.send(subscribeMessage("a", WATCH, { id }));
      expect(await socket.closed()).toEqual({ code: 1013, reason: "Try again later" });
      expect(socket.messages.map(({ type }) => type)).toEqual(["connection_ack", "next"]);
    });
  });

  test("a subscription that cannot start without the database closes the socket with 1013, and a query is answered", async () => {
    const { team, id } = await contract.start("rest");
    using socket = await connectSocket(contract.app(), team.apiKey);
    await withoutDatabase(async () => {
      socket.send(subscribeMessage("query", "{ team { id } }"));
      const { payload } = await socket.got(({ type }) => type === "error");
      expect(payload[0].extensions.code).toBe("service_unavailable");
      socket.send(subscribeMessage("stream", WATCH, { id }));
      expect((await socket.closed()).code).toBe(1013);
    });
    expect(socket.messages.filter(({ id: name }) => name === "stream")).toEqual([]);
  });
});

describe("subscriptions over server-sent events", () => {
  const events = (apiKey: string, id: string) => openEvents(contract.app(), apiKey, WATCH, { id });

  test("a stream that fails permanently ends with a next event with errors, then complete", async () => {
    const { team, id } = await contract.start("rest");
    await withFailingFeed(
      () => new Error("a bug"),
      async () => {
        using stream = await events(team.apiKey, id);
        expect(await stream.ended()).toBe("end");
        expect(stream.events.map(({ event }) => event)).toEqual(["next", "next", "complete"]);
        expect(stream.events[1]?.data.errors[0].extensions.code).toBe("internal_error");
      },
    );
  });

  test("a stream that fails temporarily ends the response without complete", async () => {
    const { team, id } = await contract.start("rest");
    await withFailingFeed(away, async () => {
      using stream = await events(team.apiKey, id);
      expect(await stream.ended()).toBe("cut");
      expect(stream.events.map(({ event }) => event)).toEqual(["next"]);
    });
  });

  test("a subscription that cannot start without the database is answered with 503 and without complete", async () => {
    const { team, id } = await contract.start("rest");
    await withoutDatabase(async () => {
      using stream = await events(team.apiKey, id);
      expect([stream.status, stream.headers.get("retry-after")]).toEqual([503, "1"]);
      await stream.ended();
      expect(stream.events.map(({ event }) => event)).toEqual(["next"]);
    });
  });
});

describe("the ids of server-sent events", () => {
  test("are the version, also when it is not selected, and Last-Event-ID takes precedence over after", async () => {
    const { team, id, client } = await contract.start("rest");
    await client.update(id, { name: "b" });
    await client.update(id, { name: "c" });
    const open = (after: number | null, lastEventId: string) =>
      openEvents(contract.app(), team.apiKey, WATCH, { id, after }, undefined, { "last-event-id": lastEventId });
    using first = await open(null, "");
    expect((await first.take(1))[0]?.id).toBe("3");
    using resumed = await open(3, "1");
    expect((await resumed.take(2)).map((event) => event.id)).toEqual(["2", "3"]);
    using wrong = await open(1, "x");
    expect((await wrong.take(1))[0]?.data.errors[0].extensions).toMatchObject({
      code: "invalid_format",
      param: "after",
    });
    using beyond = await open(1, "4");
    expect((await beyond.take(1))[0]?.data.errors[0].extensions.code).toBe("value_out_of_range");
  });

  test("are the cursors of teamEvents", async () => {
    const { team, id, client } = await contract.start("rest");
    using stream = await openEvents(contract.app(), team.apiKey, "subscription { teamEvents { status } }");
    await client.update(id, { name: "b" });
    await client.update(id, { name: "c" });
    const [first, second] = await stream.take(2);
    const query = "subscription { teamEvents { cursor version } }";
    using resumed = await openEvents(contract.app(), team.apiKey, query, {}, undefined, {
      "last-event-id": first?.id ?? "",
    });
    const [next] = await resumed.take(1);
    expect([next?.id, next?.data.data.teamEvents]).toEqual([second?.id, { cursor: second?.id, version: 3 }]);
  });

  test("are absent from synthesisProgress and balanceChanged", async () => {
    const { team, id, client } = await contract.start("rest");
    await client.resynthesize(id);
    for (const field of [`synthesisProgress(characterId: "${id}") { total }`, "balanceChanged { available }"]) {
      const headers = { "last-event-id": "x" };
      using stream = await openEvents(contract.app(), team.apiKey, `subscription { ${field} }`, {}, undefined, headers);
      const [event] = await stream.take(1);
      expect([event?.event, event?.id, event?.data.errors]).toEqual(["next", undefined, undefined]);
    }
  });
});
