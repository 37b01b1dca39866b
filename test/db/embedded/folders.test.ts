import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { dataFolder } from "../../../src/db/embedded/home.ts";
import { cleanUpAfterEach, homeOf, newFolder, query, serverPid, start, usedFolder } from "./programs.ts";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
cleanUpAfterEach();

const isRoot = process.geteuid?.() === 0;

/** A folder that everybody may pass through. */
function openFolder(): string {
  const folder = newFolder();
  chmodSync(folder, 0o755);
  return folder;
}

it.each([
  ["spaces and signs", "it's dätä 100% <ok> #1;&"],
  ["150 letters", "x".repeat(150)],
])("a folder with %s in its name serves, by a short path to a private socket", async (_what, name) => {
  const dataDir = join(openFolder(), name, "deeper");
  const postgres = await start(dataDir);
  expect(await query(postgres.connection, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(Buffer.byteLength(postgres.connection.host)).toBeLessThan(80);
  expect(statSync(postgres.connection.host).mode & 0o777).toBe(0o700);

  await postgres.stop();
  const isInHome = postgres.connection.host.startsWith(dataDir);
  expect(existsSync(postgres.connection.host)).toBe(isInHome);
});

it("what cannot be a data folder is refused with its name", async () => {
  const file = join(newFolder(), "file");
  writeFileSync(file, "");
  await expect(start(file)).rejects.toThrow(`DATA_DIR ${file} cannot be used`);
  await expect(start(join(file, "below"))).rejects.toThrow(/DATA_DIR .* cannot be used/);
  for (const name of ["two\nlines", "$HOME", 'quo"te', "back\\slash", "tick`"]) {
    await expect(start(join(newFolder(), name))).rejects.toThrow(/must not contain/);
  }
});

describe.runIf(isRoot)("started by root", () => {
  const uidOf = (pid: number | undefined) =>
    Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);

  it("the server runs as another user, in root's private data folder too", async () => {
    const dataDir = await usedFolder();
    chownSync(dataDir, 0, 0);
    chmodSync(dataDir, 0o700);
    await start(dataDir);
    const home = homeOf(dataDir);
    expect(home).toBe(join(dataDir, "postgres"));
    expect(uidOf(serverPid(home))).toBeGreaterThan(0);
    expect(statSync(dataDir).mode & 0o067).toBe(0);
  });

  it("a project that nobody else may enter keeps its data elsewhere, always at the same place", async () => {
    const project = newFolder();
    chmodSync(project, 0o700);
    const dataDir = join(project, ".data");
    const home = homeOf(dataDir);
    expect(home).not.toContain(project);
    const first = await start(dataDir);
    await query(first.connection, "create table kept as select 42 as value");
    await first.stop();

    chmodSync(project, 0o755);
    const second = await start(dataDir);
    expect(homeOf(dataDir)).toBe(home);
    expect(await query(second.connection, "select value from kept")).toEqual([{ value: 42 }]);
    expect(statSync(project).mode & 0o777).toBe(0o755);
  });

  it("data that got out of reach is not taken for a new database", async () => {
    const dataDir = await usedFolder();
    const project = dirname(dataDir);
    chmodSync(project, 0o700);
    await expect(start(dataDir)).rejects.toThrow(/can no longer reach its data/);
    chmodSync(project, 0o755);
    await start(dataDir);
  });

  it("data is served by whoever made it, and root's copy of it works", async () => {
    const dataDir = await usedFolder();
    const home = homeOf(dataDir);
    const owner = 54_321;
    // Not the programs: they may be hard links to the files in node_modules.
    spawnSync("chown", ["-R", `${owner}:${owner}`, join(home, "server")]);
    for (const path of [home, dataDir]) chownSync(path, owner, owner);
    const other = await start(dataDir);
    expect(uidOf(serverPid(home))).toBe(owner);
    await other.stop();

    const copy = join(openFolder(), ".data");
    spawnSync("cp", ["-r", dataDir, copy]);
    expect(statSync(dataFolder(join(copy, "postgres"))).uid).toBe(0);
    await start(copy);
    expect(uidOf(serverPid(homeOf(copy)))).toBeGreaterThan(0);
  });
});

it("a copy of a running server's folder does not lead to that server", async () => {
  const dataDir = await usedFolder();
  const original = await start(dataDir);
  const copy = join(openFolder(), "copy");
  spawnSync("cp", ["-a", dataDir, copy]);
  const second = await start(copy);
  expect(serverPid(homeOf(copy))).not.toBe(serverPid(homeOf(dataDir)));
  expect(second.connection.host).not.toBe(original.connection.host);
});
