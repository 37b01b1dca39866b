import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { createFileStore, openFileStore } from "../../src/storage/file-store.ts";
import { collectList } from "./collect-list.ts";
import { sampleBlob } from "./sample-blob.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const PUT_BLOBS = join(import.meta.dirname, "put-blobs.ts");
const run = promisify(execFile);
const id = "file:test";

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe("file store", () => {
  test("leaves one complete file when processes store one key at the same time, and readers never see a part", async () => {
    const root = await temporaryFolder();
    const blob = sampleBlob("same bytes".repeat(10_000));
    const store = createFileStore({ root, id });
    let running = true;
    const writers = Promise.all(
      Array.from({ length: 4 }, () => run(process.execPath, [PUT_BLOBS, "race", root, "same bytes", "25"])),
    ).finally(() => {
      running = false;
    });
    let seen = 0;
    while (running) {
      const bytes = await store.get(blob.key);
      if (bytes === null) continue;
      seen += 1;
      expect(Buffer.compare(bytes, blob.bytes)).toBe(0);
    }
    await writers;
    expect(seen).toBeGreaterThan(0);
    expect(await filesBelow(root)).toEqual([join(root, blob.key)]);
  });

  test("shows no incomplete file after a process is killed during puts, and removes its leftovers after an hour", async () => {
    const root = await temporaryFolder();
    let leftovers: string[] = [];
    // The kill may come between two puts, so it is repeated until it has hit a put.
    for (let kills = 0; kills < 20 && leftovers.length === 0; kills += 1) {
      await killWhileWriting(root);
      leftovers = (await filesBelow(root)).filter((file) => file.endsWith(".tmp"));
    }
    expect(leftovers).not.toEqual([]);

    const inAnHour = new Date(Date.now() + 3_650_000);
    const listed = await collectList(createFileStore({ root, id }));
    for (const { key } of listed) {
      const digest = createHash("sha256")
        .update(await readFile(join(root, key)))
        .digest("hex");
      expect(key).toContain(`/${digest}.webp`);
    }
    expect((await filesBelow(root)).filter((file) => file.endsWith(".tmp"))).toEqual(leftovers);
    await collectList(createFileStore({ root, id, now: () => inAnHour }));
    expect(await filesBelow(root)).toHaveLength(listed.length);
  });

  test("renews a blob's time when it is stored again, and repairs damaged bytes", async () => {
    const root = await temporaryFolder();
    const store = createFileStore({ root, id });
    const blob = sampleBlob("kept");
    await store.put(blob.key, blob.bytes, blob.contentType);
    await writeFile(join(root, blob.key), "da");
    await utimes(join(root, blob.key), 1000, 1000);
    await store.put(blob.key, blob.bytes, blob.contentType);
    expect(await store.get(blob.key)).toEqual(blob.bytes);
    expect(Date.now() - ((await store.stat(blob.key))?.modifiedAt.getTime() ?? 0)).toBeLessThan(60_000);
  });

  test("ignores files that are not its own, and removes none of them", async () => {
    const root = await temporaryFolder();
    const store = createFileStore({ root, id, now: () => new Date(Date.now() + 10_000_000) });
    const blob = sampleBlob("own");
    await store.put(blob.key, blob.bytes, blob.contentType);
    const folder = dirname(join(root, blob.key));
    await writeFile(join(folder, "notes.txt"), "another program's");
    await writeFile(join(folder, "x.tmp"), "another program's");
    await mkdir(join(folder, `${"0".repeat(64)}.webp`));
    await writeFile(join(root, "v1", "file"), "another program's");
    expect((await collectList(store)).map(({ key }) => key)).toEqual([blob.key]);
    expect(await filesBelow(root)).toHaveLength(4);
  });

  test("leaves no temporary file after a failed put", async () => {
    const root = await temporaryFolder();
    const blob = sampleBlob("no place");
    await mkdir(join(root, blob.key), { recursive: true });
    await expect(createFileStore({ root, id }).put(blob.key, blob.bytes, blob.contentType)).rejects.toThrow();
    expect(await filesBelow(root)).toEqual([]);
  });

  test("keeps its folder when the process changes its working directory", async () => {
    const root = await temporaryFolder();
    const start = process.cwd();
    onTestFinished(() => process.chdir(start));
    process.chdir(dirname(root));
    const store = createFileStore({ root: basename(root), id });
    process.chdir(start);
    const blob = sampleBlob("here");
    await store.put(blob.key, blob.bytes, blob.contentType);
    expect(await filesBelow(root)).toEqual([join(root, blob.key)]);
  });
});

describe("the id of a file store", () => {
  test("is the same for all processes that open a new folder at the same moment", async () => {
    const root = join(await temporaryFolder(), "blobs");
    const seen = new Set<string>();
    let running = true;
    const watch = async () => {
      while (running) seen.add(await readFile(join(root, "store-id"), "utf8").catch(() => ""));
    };
    const watching = watch();
    const elsewhere = Array.from({ length: 5 }, () => run(process.execPath, [PUT_BLOBS, "open", root]));
    const here = Array.from({ length: 10 }, async () => (await openFileStore(root)).id);
    const ids = [...(await Promise.all(elsewhere)).map(({ stdout }) => stdout), ...(await Promise.all(here))];
    running = false;
    await watching;
    const [id] = ids;
    expect(id).toMatch(/^file:[0-9a-f-]{36}$/);
    expect(new Set(ids)).toEqual(new Set([id]));
    expect([...seen].filter((content) => content !== "")).toEqual([`${id}\n`]);
    expect(await readdir(root)).toEqual(["store-id"]);
  });

  test("never changes, and differs between folders", async () => {
    const root = await temporaryFolder();
    const first = await openFileStore(root);
    expect(first.store.id).toBe(first.id);
    expect((await openFileStore(root)).id).toBe(first.id);
    expect((await openFileStore(await temporaryFolder())).id).not.toBe(first.id);
  });

  test("is never guessed: a damaged file stops the start", async () => {
    const root = await temporaryFolder();
    await writeFile(join(root, "store-id"), "file:");
    await expect(openFileStore(root)).rejects.toThrow(/store-id.*damaged/);
  });

  test("keeps a new folder private, and leaves its parents and an existing folder unchanged", async () => {
    const parent = await temporaryFolder();
    await chmod(parent, 0o755);
    await openFileStore(join(parent, "data", "blobs"));
    expect((await stat(join(parent, "data", "blobs"))).mode & 0o777).toBe(0o700);
    expect((await stat(parent)).mode & 0o777).toBe(0o755);
    expect((await stat(join(parent, "data"))).mode & 0o055).toBe(0o055 & ~process.umask());
  });
});

async function killWhileWriting(root: string): Promise<void> {
  const writer = spawn(process.execPath, [PUT_BLOBS, "endless", root], { stdio: "ignore" });
  onTestFinished(() => void writer.kill("SIGKILL"));
  const before = new Set(await filesBelow(root));
  const expiry = Date.now() + 10_000;
  while (!(await filesBelow(root).catch(() => [])).some((file) => file.endsWith(".tmp") && !before.has(file))) {
    if (Date.now() > expiry || hasEnded(writer)) throw new Error("The writer wrote nothing");
  }
  writer.kill("SIGKILL");
  if (!hasEnded(writer)) await once(writer, "exit");
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
