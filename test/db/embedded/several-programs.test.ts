import { expect, it, vi } from "vitest";
import {
  cleanUpAfterEach,
  directoryOf,
  isGone,
  newFolder,
  query,
  queryUntil,
  serverPid,
  start,
  startProgram,
  usedFolder,
} from "./programs.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });
cleanUpAfterEach();

const TWO_USAGE_LOCKS =
  "select count(*) = 2 from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted";

async function startMany(dataDir: string, count: number) {
  return await Promise.all(Array.from({ length: count }, () => startProgram(dataDir)));
}

it("shares one server among eight programs that start at once, and the last one to leave stops it", async () => {
  const dataDir = newFolder();
  const directory = directoryOf(dataDir);
  for (const temperature of ["cold", "warm"]) {
    const programs = await startMany(dataDir, 8);
    const pid = serverPid(directory) ?? 0;
    expect(new Set(programs.map(({ server }) => server.pid)), temperature).toEqual(new Set([pid]));
    expect(await Promise.all(programs.map((program) => program.stop())), temperature).toEqual(Array(8).fill(0));
    expect(await isGone(directory, pid), temperature).toBe(true);
  }
});

it("does not disturb the remaining programs when one leaves", async () => {
  const dataDir = await usedFolder();
  const stays = await start(dataDir);
  const leaves = await startProgram(dataDir);
  await leaves.stop();
  expect(await query(stays.connection, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(serverPid(directoryOf(dataDir))).toBe(leaves.server.pid);
});

it("keeps the server running for programs that use different databases", async () => {
  const dataDir = await usedFolder();
  const stays = await start(dataDir, { database: "another" });
  const leaves = await start(dataDir);
  await leaves.stop();
  expect(await query(stays.connection, "select 1 as one")).toEqual([{ one: 1 }]);
});

it("gives a working server to a program that starts while the last one stops it", async () => {
  const dataDir = await usedFolder();
  let current = await start(dataDir);
  for (let round = 0; round < 20; round++) {
    const [next] = await Promise.all([start(dataDir), current.stop()]);
    expect(await query(next.connection, "select 1 as one")).toEqual([{ one: 1 }]);
    current = next;
  }
  const pid = serverPid(directoryOf(dataDir)) ?? 0;
  await current.stop();
  expect(await isGone(directoryOf(dataDir), pid)).toBe(true);
});

it("does not pass Ctrl-C on to the server that other programs use", async () => {
  const dataDir = await usedFolder();
  const stays = await start(dataDir);
  const interrupted = await startProgram(dataDir);
  await interrupted.kill("SIGINT", true);
  expect(await query(stays.connection, "select 1 as one")).toEqual([{ one: 1 }]);

  await stays.stop();
  const starter = await startProgram(dataDir);
  await starter.kill("SIGINT", true);
  await start(dataDir);
  expect(serverPid(directoryOf(dataDir))).toBe(starter.server.pid);
});

it.each([
  [
    "an administrator ends them",
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'retake usage lock'",
  ],
  ["one of the server's processes crashes", "crash"],
])("takes usage locks again after %s, and the last program to leave still stops the server", async (_how, text) => {
  const dataDir = await usedFolder();
  const directory = directoryOf(dataDir);
  const [one, other] = [await startProgram(dataDir), await startProgram(dataDir)];
  expect(await queryUntil(one.connection, TWO_USAGE_LOCKS)).toBe(true);
  if (text === "crash") {
    const [row] = await query(
      one.connection,
      "select pid from pg_stat_activity where application_name = 'retake usage lock'",
    );
    process.kill(row?.pid, "SIGKILL");
  } else await query(one.connection, text);
  expect(await queryUntil(other.connection, TWO_USAGE_LOCKS)).toBe(true);

  await one.stop();
  expect(serverPid(directory)).toBe(other.server.pid);
  expect(await query(other.connection, "select 1 as one")).toEqual([{ one: 1 }]);
  await other.stop();
  expect(await isGone(directory, other.server.pid)).toBe(true);
  expect([...one.losses, ...other.losses]).toEqual([]);
});
