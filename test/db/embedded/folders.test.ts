import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { dataFolder } from "../../../src/db/embedded/server-directory.ts";
import { cleanUpAfterEach, directoryOf, newFolder, query, serverPid, start, usedFolder } from "./programs.ts";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
cleanUpAfterEach();

const isRoot = process.geteuid?.() === 0;

/** A folder that every user may enter. */
function openFolder(): string {
  const folder = newFolder();
  chmodSync(folder, 0o755);
  return folder;
}

it.each([
  ["spaces and signs", "it's dätä 100% <ok> #1;&"],
  ["150 letters", "x".repeat(150)],
])("serves a folder with %s in its name over a private socket with a short path", async (_what, name) => {
  const dataDir = join(openFolder(), name, "deeper");
  const postgres = await start(dataDir);
  expect(await query(postgres.connection, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(Buffer.byteLength(postgres.connection.host)).toBeLessThan(80);
  expect(statSync(postgres.connection.host).mode & 0o777).toBe(0o700);

  await postgres.stop();
  const isInHome = postgres.connection.host.startsWith(dataDir);
  expect(existsSync(postgres.connection.host)).toBe(isInHome);
});

it("refuses a path that can't be a data folder and names it", async () => {
  const file = join(newFolder(), "file");
  writeFileSync(file, "");
  await expect(start(file)).rejects.toThrow(`DATA_DIR ${file} cannot be used`);
  await expect(start(join(file, "below"))).rejects.toThrow(/DATA_DIR .* cannot be used/);
  for (const path of ["/proc", "/proc/retake", "/proc/retake/deeper", "/sys/retake"]) {
    await expect(start(path)).rejects.toThrow(`DATA_DIR ${path} cannot be used`);
  }
  for (const name of ["two\nlines", "$HOME", 'quo"te', "back\\slash", "tick`"]) {
    await expect(start(join(newFolder(), name))).rejects.toThrow(/must not contain/);
  }
});

describe.runIf(isRoot)("started by root", () => {
  const uidOf = (pid: number | undefined) =>
    Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);

  it("runs the server as another user, also in a private data folder of root", async () => {
    const dataDir = await usedFolder();
    chownSync(dataDir, 0, 0);
    chmodSync(dataDir, 0o700);
    await start(dataDir);
    const directory = directoryOf(dataDir);
    expect(directory).toBe(join(dataDir, "postgres"));
    expect(uidOf(serverPid(directory))).toBeGreaterThan(0);
    expect(statSync(dataDir).mode & 0o067).toBe(0);
  });

  it("keeps the data of a project that only root may enter in another place, which is always the same", async () => {
    const project = newFolder();
    chmodSync(project, 0o700);
    const dataDir = join(project, ".data");
    const directory = directoryOf(dataDir);
    expect(directory).not.toContain(project);
    const first = await start(dataDir);
    await query(first.connection, "create table kept as select 42 as value");
    await first.stop();

    chmodSync(project, 0o755);
    const second = await start(dataDir);
    expect(directoryOf(dataDir)).toBe(directory);
    expect(await query(second.connection, "select value from kept")).toEqual([{ value: 42 }]);
    expect(statSync(project).mode & 0o777).toBe(0o755);
  });

  it("does not mistake unreachable data for a new database", async () => {
    const dataDir = await usedFolder();
    const project = dirname(dataDir);
    chmodSync(project, 0o700);
    await expect(start(dataDir)).rejects.toThrow(/can no longer reach its data/);
    chmodSync(project, 0o755);
    await start(dataDir);
  });

  it("runs the server as the owner of the data, and serves a copy made by root", async () => {
    const dataDir = await usedFolder();
    const directory = directoryOf(dataDir);
    const owner = 54_321;
    // Without the programs, which may be hard links to the files in node_modules.
    spawnSync("chown", ["-R", `${owner}:${owner}`, join(directory, "server")]);
    for (const path of [directory, dataDir]) chownSync(path, owner, owner);
    const other = await start(dataDir);
    expect(uidOf(serverPid(directory))).toBe(owner);
    await other.stop();

    const copy = join(openFolder(), ".data");
    spawnSync("cp", ["-r", dataDir, copy]);
    expect(statSync(dataFolder(join(copy, "postgres"))).uid).toBe(0);
    await start(copy);
    expect(uidOf(serverPid(directoryOf(copy)))).toBeGreaterThan(0);
  });
});

it("starts a second server in a copy of a running server's folder", async () => {
  const dataDir = await usedFolder();
  const original = await start(dataDir);
  const copy = join(openFolder(), "copy");
  spawnSync("cp", ["-a", dataDir, copy]);
  const second = await start(copy);
  expect(serverPid(directoryOf(copy))).not.toBe(serverPid(directoryOf(dataDir)));
  expect(second.connection.host).not.toBe(original.connection.host);
});
