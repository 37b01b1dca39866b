import { existsSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it, vi } from "vitest";
import { findBinaryPackage } from "../../../src/db/embedded/binaries.ts";
import { cleanUpAfterEach, directoryOf, isGone, newFolder, query, serverPid, start, usedFolder } from "./programs.ts";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
cleanUpAfterEach();

it("makes a durable private server with the database and without a network port in an empty folder", async () => {
  const dataDir = newFolder();
  const postgres = await start(dataDir, { settings: {} });

  const [properties] = await query(
    postgres.connection,
    `select current_database() as database, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as synchronous_commit, current_setting('full_page_writes') as full_page_writes,
       current_setting('listen_addresses') as listen_addresses, current_setting('TimeZone') as timezone,
       current_setting('server_encoding') as encoding, inet_server_port() as port`,
  );
  expect(properties).toEqual({
    database: "retake",
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    listen_addresses: "",
    timezone: "UTC",
    encoding: "UTF8",
    port: null,
  });
  expect(statSync(directoryOf(dataDir)).mode & 0o777).toBe(0o700);
  expect(statSync(postgres.connection.host).mode & 0o777).toBe(0o700);
  await expect(query({ ...postgres.connection, password: "wrong" }, "select 1")).rejects.toMatchObject({
    code: "28P01",
  });
});

it("keeps the data when the server stops, and stops only once", async () => {
  const dataDir = await usedFolder();
  const directory = directoryOf(dataDir);
  const first = await start(dataDir);
  const pid = serverPid(directory) ?? 0;
  await query(first.connection, "update kept set value = 43");
  await Promise.all([first.stop(), first.stop()]);
  expect(await isGone(directory, pid)).toBe(true);
  expect(readdirSync(first.connection.host)).toEqual([]);

  const second = await start(dataDir);
  expect(await query(second.connection, "select value from kept")).toEqual([{ value: 43 }]);
});

it("serves several databases on one server and creates each when it is first used", async () => {
  const dataDir = await usedFolder();
  const [one, other] = await Promise.all([start(dataDir), start(dataDir, { database: 'Other "one"' })]);
  expect(await query(other.connection, "select current_database() as name")).toEqual([{ name: 'Other "one"' }]);
  expect(await query({ ...one.connection, database: "postgres" }, "select 1 as one")).toEqual([{ one: 1 }]);
});

it("runs from its own copy of the programs, so that npm can remove node_modules", async () => {
  const dataDir = await usedFolder();
  const directory = directoryOf(dataDir);
  const postgres = await start(dataDir);
  await query(postgres.connection, "do $$ begin perform 1; end $$");

  const files = readFileSync(`/proc/${serverPid(directory)}/maps`, "utf8").match(/\/\S.*$/gm) ?? [];
  expect(files.filter((path) => path.includes("node_modules"))).toEqual([]);
  expect(files.some((path) => path.startsWith(directory) && path.includes("libicui18n"))).toBe(true);
  const library = join(
    directory,
    `postgresql-${findBinaryPackage().version}-${process.platform}-${process.arch}`,
    "lib",
  );
  expect(readdirSync(library).filter((name) => name.endsWith(".a"))).toEqual([]);
});

it("uses one server for two names of one folder", async () => {
  const dataDir = await usedFolder();
  const link = join(newFolder(), "link");
  symlinkSync(dataDir, link);
  const [one, other] = await Promise.all([start(dataDir), start(link)]);
  expect(other.connection).toEqual(one.connection);
});

it("recommends DATABASE_URL on a machine without binaries", () => {
  expect(() => findBinaryPackage("win32", "x64")).toThrow(/win32-x64.*DATABASE_URL/);
  expect(() => findBinaryPackage("linux", "riscv64")).toThrow(/linux-riscv64.*DATABASE_URL/);
  expect(() => findBinaryPackage("linux", "x64", () => false)).toThrow(/glibc.*DATABASE_URL/);
  const absent = process.arch === "x64" ? "arm64" : "x64";
  expect(() => findBinaryPackage("darwin", absent)).toThrow(/npm ci.*DATABASE_URL/);
});

it("reports a setting that the server refuses in the server's own words", async () => {
  const dataDir = await usedFolder();
  await expect(start(dataDir, { settings: { max_connections: "many" } })).rejects.toThrow(/max_connections.*many/s);
  expect(existsSync(join(dirname(directoryOf(dataDir)), "postmaster.pid"))).toBe(false);
  await start(dataDir);
});
