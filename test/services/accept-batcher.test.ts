import { setImmediate as turn } from "node:timers/promises";
import postgres from "postgres";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import type { Database } from "../../src/db/client.ts";
import { NotSentError, OutcomeUnknownError } from "../../src/db/errors.ts";
import { type AcceptBatching, admit, createAccepts } from "../../src/services/accept/accept.ts";
import { AcceptBatcher, type AcceptRequest } from "../../src/services/accept/accept-batcher.ts";
import { createCallLimiter } from "../../src/services/accept/call-limiter.ts";
import { waitFor } from "../helpers/wait-for.ts";

type Row = { readonly outcome: string; readonly facts: unknown; readonly bucket: null };
type Statement = {
  readonly name: "alone" | "batch";
  /** The numbers of the requests in it. */
  readonly sent: readonly number[];
  readonly waitMs: readonly number[];
  readonly answer: (rows?: readonly Row[]) => void;
  readonly fail: (error: unknown) => void;
};

const row = (nth: number, outcome = "accepted"): Row => ({ outcome, facts: { nth }, bucket: null });

/** A batcher on a database that answers each statement when the test says so. */
function start(minSize?: number) {
  const statements: Statement[] = [];
  const sql = (template: TemplateStringsArray, parameter: AcceptRequest[] | AcceptRequest) => {
    const name = template[0]?.includes("accept_batch(") ? "batch" : "alone";
    const requests = (Array.isArray(parameter) ? parameter : [parameter]) as (AcceptRequest & Record<string, number>)[];
    const sent = requests.map(({ nth }) => nth ?? -1);
    const { promise, resolve, reject } = Promise.withResolvers<readonly Row[]>();
    const answer = (rows: readonly Row[] = sent.map((nth) => row(nth))) => resolve(rows);
    statements.push({ name, sent, waitMs: requests.map(({ wait_ms }) => wait_ms ?? -1), answer, fail: reject });
    return promise;
  };
  const db = { sql: Object.assign(sql, { json: (value: unknown) => value }) } as unknown as Database;
  const batcher = new AcceptBatcher(db, createCallLimiter(10), minSize);
  let count = 0;
  const send = (team = "a", waitMs = 5_000) => {
    const nth = count++;
    return batcher.admit({ team, nth }, waitMs);
  };
  const until = (total: number) => waitFor(`${total} statements`, () => statements.length === total);
  const shown = () => statements.map(({ name, sent }) => [name, sent]);
  const last = () => statements.at(-1) as Statement;
  return { db, send, statements, shown, until, last };
}

/** Stops the timers, so that no statement runs for too long, however busy the machine is. */
function stopTimers() {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
}

/** Until the batcher has done what it can do now. */
async function settle() {
  for (let turns = 0; turns < 5; turns += 1) await turn();
}

const serverError = (code: string) => {
  const properties = { severity: "ERROR", code, message: code, severity_local: "ERROR" };
  return Object.assign(new postgres.PostgresError(code as never), properties);
};

describe("the setting ACCEPT_BATCHING", () => {
  const call = {
    teamId: "a",
    apiKeyId: "key_1",
    idempotencyKey: null,
    operation: "create_image",
    fingerprint: Buffer.of(0),
    ttlSeconds: 60,
  } as const;

  /** The statements of `count` requests that arrive at the same moment. */
  async function statementsOf(batching: AcceptBatching, count: number) {
    const { db, statements, until, shown } = start();
    const accepts = createAccepts(db, createCallLimiter(10), batching);
    const sent = Array.from({ length: count }, (_, nth) =>
      admit(accepts, call, {
        characterId: null,
        bucket: "images_post",
        members: { work: "image", nth },
        result: z.unknown(),
        refusals: [],
      }),
    );
    await until(batching === "off" ? count : 1);
    for (const statement of statements) statement.answer();
    expect((await Promise.all(sent)).map((one) => one.outcome)).toEqual(sent.map(() => "accepted"));
    return shown();
  }

  test('"on" combines simultaneous requests, "off" sends each alone, and "always" sends a single one as a batch', async () => {
    expect(await statementsOf("on", 1)).toEqual([["alone", [0]]]);
    expect(await statementsOf("on", 2)).toEqual([["batch", [0, 1]]]);
    expect(await statementsOf("off", 2)).toEqual([
      ["alone", [0]],
      ["alone", [1]],
    ]);
    expect(await statementsOf("always", 1)).toEqual([["batch", [0]]]);
  });
});

describe("the batcher", () => {
  test("sends the next request when a statement has ended, without the help of a timer, and leaves no timer", async () => {
    stopTimers();
    const { send, statements, last } = start();
    const answers: unknown[] = [];
    for (let nth = 0; nth < 5; nth += 1) {
      void send().then((answer) => answers.push(answer));
      await settle();
      expect(statements).toHaveLength(nth + 1);
      last().answer();
      await settle();
      expect(answers.at(-1)).toEqual(row(nth));
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  test("sends a single request alone, with the time that it has", async () => {
    const { send, until, shown, last } = start();
    const sent = send("a", 3_000);
    await until(1);
    last().answer();
    expect(await sent).toEqual(row(0));
    expect(shown()).toEqual([["alone", [0]]]);
    expect(last().waitMs[0]).toBeGreaterThan(2_000);
    expect(last().waitMs[0]).toBeLessThanOrEqual(3_000);
  });

  test("sends a single request as a batch with a least size of one", async () => {
    const { send, until, shown, last } = start(1);
    const sent = send();
    await until(1);
    last().answer();
    expect(await sent).toEqual(row(0));
    expect(shown()).toEqual([["batch", [0]]]);
  });

  test("sends the requests of one turn as one statement, and gives each its own row", async () => {
    const { send, until, shown, last } = start();
    const sent = [send("a"), send("a"), send("a")];
    await until(1);
    last().answer([row(0), row(1, "refused"), row(2, "replayed")]);
    expect((await Promise.all(sent)).map(({ outcome }) => outcome)).toEqual(["accepted", "refused", "replayed"]);
    expect(shown()).toEqual([["batch", [0, 1, 2]]]);
  });

  test("collects what comes while a statement of the same team runs, and then takes half of all requests at work", async () => {
    stopTimers();
    const { send, shown, last } = start();
    const sent = [send()];
    await settle();
    for (let count = 0; count < 7; count += 1) sent.push(send());
    for (let answered = 0; answered < 3; answered += 1) {
      await settle();
      last().answer();
    }
    await Promise.all(sent);
    expect(shown()).toEqual([
      ["alone", [0]],
      ["batch", [1, 2, 3, 4]],
      ["batch", [5, 6, 7]],
    ]);
  });

  test("starts another statement while a single request runs, and none while a batch runs", async () => {
    stopTimers();
    const { send, shown, statements, last } = start();
    const sent = [send("a")];
    await settle();
    sent.push(...["b", "c", "d", "e"].map((team) => send(team)));
    await settle();
    statements[0]?.answer();
    await sent[0];
    sent.push(send("f"));
    await settle();
    expect(shown()).toEqual([
      ["alone", [0]],
      ["batch", [1, 2]],
    ]);
    last().answer();
    await settle();
    last().answer();
    await Promise.all(sent);
    expect(shown().at(-1)).toEqual(["batch", [3, 4, 5]]);
  });

  test("does not let another team wait for that statement", async () => {
    const { send, until, shown, statements } = start();
    const sent = [send("a")];
    await until(1);
    sent.push(send("b"));
    await until(2);
    for (const { answer } of statements) answer();
    await Promise.all(sent);
    expect(shown()).toEqual([
      ["alone", [0]],
      ["alone", [1]],
    ]);
  });

  test("does not wait longer for a statement that is not answered soon", async () => {
    const { send, until, statements } = start();
    const sent = [send("a")];
    await until(1);
    sent.push(send("a"), send("a"));
    await until(2);
    expect(statements[1]).toMatchObject({ name: "batch", sent: [1, 2] });
    for (const { answer } of statements) answer();
    await Promise.all(sent);
  });

  test("takes one request of each team before the second of any, and 64 at most", async () => {
    stopTimers();
    const { send, statements, last } = start();
    const first = send("first");
    await settle();
    const busy = Array.from({ length: 124 }, () => send("busy"));
    const other = [send("b"), send("c"), send("b")];
    await settle();
    expect(statements[1]?.sent.slice(0, 6)).toEqual([1, 125, 126, 2, 127, 3]);
    expect(statements[1]?.sent).toHaveLength(64);
    for (const { answer } of statements) answer();
    await Promise.all([first, ...other]);
    await settle();
    last().answer();
    await Promise.all(busy);
    expect(statements.flatMap(({ sent }) => sent).length).toBe(128);
  });

  test("sends what is blocked alone", async () => {
    const { send, until, shown, statements } = start();
    const sent = [send("a"), send("a")];
    await until(1);
    statements[0]?.answer([row(0, "blocked"), row(1)]);
    expect(await sent[1]).toEqual(row(1));
    await until(2);
    statements[1]?.answer();
    expect(await sent[0]).toEqual(row(0));
    expect(shown()).toEqual([
      ["batch", [0, 1]],
      ["alone", [0]],
    ]);
  });

  test.each(["55P03", "RK001", "22P05", "57014"])(
    "sends each request alone after the server has refused the batch with %s",
    async (code) => {
      const { send, until, shown, statements } = start();
      const sent = [send("a"), send("a")].map((one) => one.catch((error: { code: string }) => error.code));
      await until(1);
      statements[0]?.fail(serverError(code));
      await until(3);
      statements[1]?.fail(serverError("RK001"));
      statements[2]?.answer();
      expect(await Promise.all(sent)).toEqual(["RK001", row(1)]);
      expect(shown().slice(1)).toEqual([
        ["alone", [0]],
        ["alone", [1]],
      ]);
    },
  );

  test.each([
    ["its outcome is unknown", new OutcomeUnknownError("broke")],
    ["it was never sent", new NotSentError("ended")],
    ["the server is going away", serverError("57P01")],
    ["a pooler has lost its connection", serverError("08006")],
  ])("sends nothing again when %s: every request gets the error", async (_what, error) => {
    const { send, until, shown, statements } = start();
    const sent = [send("a"), send("a")].map((one) => one.catch(({ code }: { code: string }) => code));
    await until(1);
    statements[0]?.fail(error);
    expect(await Promise.all(sent)).toEqual(["service_unavailable", "service_unavailable"]);
    const next = send("a");
    await until(2);
    statements[1]?.answer();
    await next;
    expect(shown()).toEqual([
      ["batch", [0, 1]],
      ["alone", [2]],
    ]);
  });

  test("lets each request wait for itself when no connection is free for the batch in time", async () => {
    const { send, until, shown, last, statements } = start();
    // Each team that is blocked holds connections, until none is left for batches.
    const blocked = Array.from({ length: 8 }, (_, nth) => send(`blocked ${nth % 2}`, 60_000));
    await until(1);
    for (const { sent, answer } of [...statements]) answer(sent.map((nth) => row(nth, "blocked")));
    await until(9);
    const sent = [send("a", 50), send("a", 60_000)].map((one) => one.catch(({ code }: { code: string }) => code));
    expect(await sent[0]).toBe("service_unavailable");
    for (const { answer } of statements.slice(1)) answer();
    await Promise.all(blocked);
    await until(10);
    last().answer();
    expect(await sent[1]).toEqual(row(9));
    expect(shown().at(-1)).toEqual(["alone", [9]]);
  });

  test("rejects every request when the answer has not a row for each", async () => {
    const { send, until, statements } = start();
    const sent = [send("a"), send("a")];
    const ends = Promise.allSettled(sent);
    await until(1);
    statements[0]?.answer([row(0)]);
    expect((await ends).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});
