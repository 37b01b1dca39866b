import { expect, it, vi } from "vitest";
import {
  cleanUpAfterEach,
  homeOf,
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

const LEASES = "select count(*) = 2 from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted";

async function startMany(dataDir: string, count: number) {
  return await Promise.all(Array.from({ length: count }, () => startProgram(dataDir)));
}

it("eight programs that start at once, cold and warm, share one server, and the last one out stops it", async () => {
  const dataDir = newFolder();
  const home = homeOf(dataDir);
  for (const temperature of ["cold", "warm"]) {
    const programs = await startMany(dataDir, 8);
    const pid = serverPid(home) ?? 0;
    expect(new Set(programs.map(({ server }) => server.pid)), temperature).toEqual(new Set([pid]));
    expect(await Promise.all(programs.map((program) => program.stop())), temperature).toEqual(Array(8).fill(0));
    expect(await isGone(home, pid), temperature).toBe(true);
  }
});

it("a program that leaves does not disturb those that stay", async () => {
  const dataDir = await usedFolder();
  const stays = await start(dataDir);
  const leaves = await startProgram(dataDir);
  await leaves.stop();
  expect(await query(stays.connection, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(serverPid(homeOf(dataDir))).toBe(leaves.server.pid);
});

it("programs that work in different databases keep the server for each other", async () => {
  const dataDir = await usedFolder();
  const stays = await start(dataDir, { database: "another" });
  const leaves = await start(dataDir);
  await leaves.stop();
  expect(await query(stays.connection, "select 1 as one")).toEqual([{ one: 1 }]);
});

it("a program that comes while the last one stops the server gets one that works", async () => {
  const dataDir = await usedFolder();
  let current = await start(dataDir);
  for (let round = 0; round < 20; round++) {
    const [next] = await Promise.all([start(dataDir), current.stop()]);
    expect(await query(next.connection, "select 1 as one")).toEqual([{ one: 1 }]);
    current = next;
  }
  const pid = serverPid(homeOf(dataDir)) ?? 0;
  await current.stop();
  expect(await isGone(homeOf(dataDir), pid)).toBe(true);
});

it("Ctrl-C reaches the program but not the server that others use", async () => {
  const dataDir = await usedFolder();
  const stays = await start(dataDir);
  const interrupted = await startProgram(dataDir);
  await interrupted.kill("SIGINT", true);
  expect(await query(stays.connection, "select 1 as one")).toEqual([{ one: 1 }]);

  await stays.stop();
  const starter = await startProgram(dataDir);
  await starter.kill("SIGINT", true);
  await start(dataDir);
  expect(serverPid(homeOf(dataDir))).toBe(starter.server.pid);
});

it.each([
  [
    "an administrator ends them",
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'retake lease'",
  ],
  ["one of the server's processes crashes", "crash"],
])("leases are taken again after %s, and the last one out still stops the server", async (_how, text) => {
  const dataDir = await usedFolder();
  const home = homeOf(dataDir);
  const [one, other] = [await startProgram(dataDir), await startProgram(dataDir)];
  expect(await queryUntil(one.connection, LEASES)).toBe(true);
  if (text === "crash") {
    const [row] = await query(
      one.connection,
      "select pid from pg_stat_activity where application_name = 'retake lease'",
    );
    process.kill(row?.pid, "SIGKILL");
  } else await query(one.connection, text);
  expect(await queryUntil(other.connection, LEASES)).toBe(true);

  await one.stop();
  expect(serverPid(home)).toBe(other.server.pid);
  expect(await query(other.connection, "select 1 as one")).toEqual([{ one: 1 }]);
  await other.stop();
  expect(await isGone(home, other.server.pid)).toBe(true);
  expect([...one.losses, ...other.losses]).toEqual([]);
});
