import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { findBinaryPackage } from "../../../src/db/embedded/binaries.ts";
import { findServerDirectory } from "../../../src/db/embedded/find-server-directory.ts";
import { pollUntil } from "../../../src/db/embedded/processes.ts";
import { dataFolder } from "../../../src/db/embedded/server-directory.ts";
import {
  cleanUpAfterEach,
  directoryOf,
  isGone,
  launchProgram,
  newFolder,
  query,
  serverPid,
  start,
  startProgram,
  usedFolder,
} from "./programs.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });
cleanUpAfterEach();

/** Kills a program and its server after a commit. The table `kept` then has this one row. */
async function killedTogether(dataDir: string, value: number): Promise<void> {
  const program = await startProgram(dataDir);
  await query(program.connection, `update kept set value = ${value}`);
  process.kill(program.server.pid, "SIGKILL");
  await program.kill();
}

it("joins the server of a killed program and stops it at the end", async () => {
  const dataDir = await usedFolder();
  const directory = directoryOf(dataDir);
  const killed = await startProgram(dataDir);
  await killed.kill();

  const next = await start(dataDir);
  expect(serverPid(directory)).toBe(killed.server.pid);
  await next.stop();
  expect(await isGone(directory, killed.server.pid)).toBe(true);
});

it("recovers every committed row when four programs start at once after a kill of program and server", async () => {
  const dataDir = await usedFolder();
  await killedTogether(dataDir, 1);
  const all = await Promise.all(Array.from({ length: 4 }, () => start(dataDir)));
  for (const { connection } of all) {
    expect(await query(connection, "select value from kept")).toEqual([{ value: 1 }]);
  }
});

it("starts although the lock files name a process id that now belongs to another program", async () => {
  const dataDir = await usedFolder();
  const directory = directoryOf(dataDir);
  await killedTogether(dataDir, 2);
  const other = spawn("sleep", ["600"], { ...findServerDirectory(dataDir).account, stdio: "ignore" });
  await once(other, "spawn");
  try {
    for (const path of [join(dataFolder(directory), "postmaster.pid"), join(directory, "run", ".s.PGSQL.5432.lock")]) {
      writeFileSync(path, readFileSync(path, "utf8").replace(/^\d+/, String(other.pid)));
    }
    const next = await start(dataDir);
    expect(await query(next.connection, "select value from kept")).toEqual([{ value: 2 }]);
    expect(other.exitCode ?? other.signalCode).toBeNull();
  } finally {
    other.kill();
  }
});

it("starts although a full disk left the lock file empty", async () => {
  const dataDir = await usedFolder();
  writeFileSync(join(dataFolder(directoryOf(dataDir)), "postmaster.pid"), "");
  await start(dataDir);
});

it("reports the death of the server once to each program, and recovers at the next start", async () => {
  const dataDir = await usedFolder();
  const programs = [await startProgram(dataDir), await startProgram(dataDir)];
  process.kill(programs[0]?.server.pid ?? 0, "SIGKILL");
  expect(await pollUntil(() => programs.every(({ losses }) => losses.length > 0), 10_000)).toBe(true);
  expect(await Promise.all(programs.map((program) => program.stop()))).toEqual([0, 0]);
  expect(programs.map(({ losses }) => losses.length)).toEqual([1, 1]);
  await start(dataDir);
});

it("repeats a start that was killed during initdb, and removes what it left", async () => {
  const dataDir = newFolder();
  const directory = directoryOf(dataDir);
  const unfinished = () => readdirSync(directory).filter((name) => name.startsWith(".making"));
  const program = launchProgram(dataDir);
  expect(
    await pollUntil(() => unfinished().some((name) => existsSync(join(directory, name, "data", "base"))), 20_000),
  ).toBe(true);
  process.kill(-(program.pid ?? 0), "SIGKILL");
  await once(program, "exit");
  expect(unfinished()).toHaveLength(1);

  await start(dataDir);
  expect(unfinished()).toEqual([]);
});

it("copies programs again that a power failure left without contents", async () => {
  const dataDir = await usedFolder();
  await (await start(dataDir)).stop();
  const { version } = findBinaryPackage();
  const program = join(
    directoryOf(dataDir),
    `postgresql-${version}-${process.platform}-${process.arch}`,
    "bin",
    "postgres",
  );
  // It is removed first, because it may be a hard link to the file in node_modules.
  rmSync(program);
  writeFileSync(program, "");
  await start(dataDir);
});

it("refuses data of another or an unknown major version and does not change it", async () => {
  const dataDir = await usedFolder();
  const file = join(dataFolder(directoryOf(dataDir)), "PG_VERSION");
  const version = readFileSync(file, "utf8");

  writeFileSync(file, "17\n");
  await expect(start(dataDir)).rejects.toThrow(/PostgreSQL 17.*DATABASE_URL/);
  rmSync(file);
  await expect(start(dataDir)).rejects.toThrow(/PG_VERSION/);

  writeFileSync(file, version);
  const again = await start(dataDir);
  expect(await query(again.connection, "select count(*)::int as rows from kept")).toEqual([{ rows: 1 }]);
});
