import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { findBinaryPackage } from "../../../src/db/embedded/binary-package.ts";
import { findHome } from "../../../src/db/embedded/find-home.ts";
import { dataFolder } from "../../../src/db/embedded/home.ts";
import { until } from "../../../src/db/embedded/until.ts";
import {
  cleanUpAfterEach,
  homeOf,
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

/** A program and its server, both killed after a commit: the table `kept` has this one row. */
async function killedTogether(dataDir: string, value: number): Promise<void> {
  const program = await startProgram(dataDir);
  await query(program.connection, `update kept set value = ${value}`);
  process.kill(program.server.pid, "SIGKILL");
  await program.kill();
}

it("the server of a killed program is used by the next one, who stops it at the end", async () => {
  const dataDir = await usedFolder();
  const home = homeOf(dataDir);
  const killed = await startProgram(dataDir);
  await killed.kill();

  const next = await start(dataDir);
  expect(serverPid(home)).toBe(killed.server.pid);
  await next.stop();
  expect(await isGone(home, killed.server.pid)).toBe(true);
});

it("after a kill of program and server four programs at once recover every committed row", async () => {
  const dataDir = await usedFolder();
  await killedTogether(dataDir, 1);
  const all = await Promise.all(Array.from({ length: 4 }, () => start(dataDir)));
  for (const { connection } of all) {
    expect(await query(connection, "select value from kept")).toEqual([{ value: 1 }]);
  }
});

it("lock files whose process id belongs to another program by now do not keep the server from starting", async () => {
  const dataDir = await usedFolder();
  const home = homeOf(dataDir);
  await killedTogether(dataDir, 2);
  const stranger = spawn("sleep", ["600"], { ...findHome(dataDir).account, stdio: "ignore" });
  await once(stranger, "spawn");
  try {
    for (const path of [join(dataFolder(home), "postmaster.pid"), join(home, "run", ".s.PGSQL.5432.lock")]) {
      writeFileSync(path, readFileSync(path, "utf8").replace(/^\d+/, String(stranger.pid)));
    }
    const next = await start(dataDir);
    expect(await query(next.connection, "select value from kept")).toEqual([{ value: 2 }]);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  } finally {
    stranger.kill();
  }
});

it("a lock file that a full disk left empty does not keep the server from starting", async () => {
  const dataDir = await usedFolder();
  writeFileSync(join(dataFolder(homeOf(dataDir)), "postmaster.pid"), "");
  await start(dataDir);
});

it("programs are told once that their server died, and a new start recovers", async () => {
  const dataDir = await usedFolder();
  const programs = [await startProgram(dataDir), await startProgram(dataDir)];
  process.kill(programs[0]?.server.pid ?? 0, "SIGKILL");
  expect(await until(() => programs.every(({ losses }) => losses.length > 0), 10_000)).toBe(true);
  expect(await Promise.all(programs.map((program) => program.stop()))).toEqual([0, 0]);
  expect(programs.map(({ losses }) => losses.length)).toEqual([1, 1]);
  await start(dataDir);
});

it("a start that was killed while it made the cluster is repeated from the beginning, and leaves nothing", async () => {
  const dataDir = newFolder();
  const home = homeOf(dataDir);
  const unfinished = () => readdirSync(home).filter((name) => name.startsWith(".making"));
  const program = launchProgram(dataDir);
  expect(await until(() => unfinished().some((name) => existsSync(join(home, name, "data", "base"))), 20_000)).toBe(
    true,
  );
  process.kill(-(program.pid ?? 0), "SIGKILL");
  await once(program, "exit");
  expect(unfinished()).toHaveLength(1);

  await start(dataDir);
  expect(unfinished()).toEqual([]);
});

it("programs that a power cut left without contents are copied again", async () => {
  const dataDir = await usedFolder();
  await (await start(dataDir)).stop();
  const { version } = findBinaryPackage();
  const program = join(homeOf(dataDir), `postgresql-${version}-${process.platform}-${process.arch}`, "bin", "postgres");
  // Removed first: the file may be a hard link to the one in node_modules.
  rmSync(program);
  writeFileSync(program, "");
  await start(dataDir);
});

it("data of another major version, or without one, is refused and left as it is", async () => {
  const dataDir = await usedFolder();
  const file = join(dataFolder(homeOf(dataDir)), "PG_VERSION");
  const version = readFileSync(file, "utf8");

  writeFileSync(file, "17\n");
  await expect(start(dataDir)).rejects.toThrow(/PostgreSQL 17.*DATABASE_URL/);
  rmSync(file);
  await expect(start(dataDir)).rejects.toThrow(/PG_VERSION/);

  writeFileSync(file, version);
  const again = await start(dataDir);
  expect(await query(again.connection, "select count(*)::int as rows from kept")).toEqual([{ rows: 1 }]);
});
