import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTestDatabase } from "../helpers/database.ts";
import { databaseUrl } from "../helpers/database-target.ts";
import { waitFor } from "../helpers/wait-for.ts";

/** Runs a command in its own process group, as a terminal does. `logged` returns the messages of its log lines. */
async function startAs(words: readonly [string, ...string[]]) {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "retake-signals-"));
  const env = { ...process.env, DATABASE_URL: databaseUrl(database.target), DATA_DIR: dataDir, PORT: "0" };
  const [command, ...args] = words;
  const child: ChildProcess = spawn(command, args, { env, stdio: ["ignore", "pipe", "ignore"], detached: true });
  let log = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  const logged = () => [...log.matchAll(/"msg":"(\w+)"/g)].map(([, word]) => word);
  const ended = once(child, "close");
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  await waitFor("the start", () => logged().includes("ready"), 30_000);
  return {
    group: -(child.pid ?? Number.NaN),
    pid: Number(/"pid":(\d+)/.exec(log)?.[1]),
    port: Number(/127\.0\.0\.1:(\d+)/.exec(log)?.[1]),
    logged,
    ended,
    isRunning,
    [Symbol.asyncDispose]: async () => {
      if (isRunning()) process.kill(-(child.pid ?? Number.NaN), "SIGKILL");
      await ended;
      await database[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s to the whole process group of npm start, as Ctrl-C sends it, stops in an orderly way",
  async (signal) => {
    await using started = await startAs(["npm", "start"]);
    process.kill(started.group, signal);
    await started.ended;
    expect(started.logged()).toEqual(["ready", "stopping", "stopped"]);
  },
);

test("a second signal ends a process that is still stopping", async () => {
  await using started = await startAs([process.execPath, "src/cli.ts", "start"]);
  // The process waits for a request that never completes. 100 Continue shows that the server has read its head.
  const socket = connect(started.port, "127.0.0.1").on("error", () => {});
  const head = ["Host: x", "Content-Type: application/json", "Content-Length: 9", "Expect: 100-continue"];
  socket.write(`POST /graphql HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n`);
  expect(String(await once(socket, "data"))).toContain("100 Continue");
  process.kill(started.pid, "SIGTERM");
  await waitFor("the stop", () => started.logged().includes("stopping"));
  const again = setInterval(() => {
    if (started.isRunning()) process.kill(started.pid, "SIGTERM");
  }, 100);
  const [code, signal] = await started.ended;
  clearInterval(again);
  socket.destroy();
  expect([code, signal, started.logged().at(-1)]).toEqual([null, "SIGTERM", "stopping"]);
});
