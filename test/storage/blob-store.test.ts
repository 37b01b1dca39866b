import { describe, expect, test } from "vitest";
import type { BlobStore } from "../../src/storage/blob-store.ts";
import { openFileStore } from "../../src/storage/file-store.ts";
import { createS3Store } from "../../src/storage/s3-store.ts";
import { collectList } from "./collect-list.ts";
import { HOSTILE_KEYS } from "./hostile-keys.ts";
import { sampleBlob } from "./sample-blob.ts";
import { S3_CREDENTIALS, startStrictS3Server } from "./strict-s3-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const places: Record<string, () => Promise<BlobStore>> = {
  file: async () => (await openFileStore(await temporaryFolder())).store,
  s3: async () => {
    const { endpoint } = await startStrictS3Server();
    return createS3Store({ bucket: "pictures", endpoint, ...S3_CREDENTIALS });
  },
};

describe.each(Object.entries(places))("a %s store", (_, open) => {
  test("returns what was stored, with its size, type and time", async () => {
    const store = await open();
    const blob = sampleBlob("an image");
    const before = Date.now();
    await store.put(blob.key, blob.bytes, blob.contentType);
    expect(await store.get(blob.key)).toEqual(blob.bytes);
    const info = await store.stat(blob.key);
    expect(info).toMatchObject({ size: 8, contentType: "image/webp" });
    // HTTP dates have whole seconds.
    expect(Math.abs((info?.modifiedAt.getTime() ?? 0) - before)).toBeLessThan(5000);
  });

  test("returns null for a missing blob", async () => {
    const store = await open();
    const { key } = sampleBlob("never put");
    expect(await store.get(key)).toBeNull();
    expect(await store.get(key, { start: 0, end: 3 })).toBeNull();
    expect(await store.stat(key)).toBeNull();
  });

  test("deletes a blob, also twice", async () => {
    const store = await open();
    const blob = sampleBlob("short-lived");
    await store.put(blob.key, blob.bytes, blob.contentType);
    await store.delete(blob.key);
    await store.delete(blob.key);
    expect(await store.get(blob.key)).toBeNull();
  });

  test("stores the same blob twice", async () => {
    const store = await open();
    const blob = sampleBlob("twice");
    await store.put(blob.key, blob.bytes, blob.contentType);
    await store.put(blob.key, blob.bytes, blob.contentType);
    expect(await store.get(blob.key)).toEqual(blob.bytes);
  });

  test.each([
    [0, 0, "0"],
    [2, 4, "234"],
    [8, 9, "89"],
    [8, 4000, "89"],
    [10, 12, ""],
    [4000, 4001, ""],
  ])("limits the range %i-%i to the blob", async (start, end, expected) => {
    const store = await open();
    const blob = sampleBlob("0123456789");
    await store.put(blob.key, blob.bytes, blob.contentType);
    expect(Buffer.from((await store.get(blob.key, { start, end })) ?? "absent").toString()).toBe(expected);
  });

  test.each([
    [-1, 2],
    [3, 2],
    [0.5, 2],
    [0, Number.POSITIVE_INFINITY],
    [Number.NaN, 1],
  ])("refuses the range %d-%d", async (start, end) => {
    const store = await open();
    await expect(store.get(sampleBlob("x").key, { start, end })).rejects.toThrow(RangeError);
  });

  test("refuses every invalid key in each method", async () => {
    const store = await open();
    for (const key of HOSTILE_KEYS) {
      await expect(store.put(key, new Uint8Array(1), "image/webp"), key).rejects.toThrow(TypeError);
      await expect(store.get(key), key).rejects.toThrow(TypeError);
      await expect(store.stat(key), key).rejects.toThrow(TypeError);
      await expect(store.delete(key), key).rejects.toThrow(TypeError);
    }
  });

  test("refuses bytes and types that do not match the key", async () => {
    const store = await open();
    const { key, bytes } = sampleBlob("honest");
    await expect(store.put(key, sampleBlob("forged").bytes, "image/webp")).rejects.toThrow(TypeError);
    await expect(store.put(key, bytes, "text/html")).rejects.toThrow(TypeError);
    expect(await store.stat(key)).toBeNull();
  });

  test("stores 20,000,000 bytes and not one more", async () => {
    const store = await open();
    const most = sampleBlob(new Uint8Array(20_000_000));
    await store.put(most.key, most.bytes, most.contentType);
    expect((await store.get(most.key))?.byteLength).toBe(20_000_000);
    const over = sampleBlob(new Uint8Array(20_000_001));
    await expect(store.put(over.key, over.bytes, over.contentType)).rejects.toThrow(RangeError);
  });

  test("lists every blob of every team once", async () => {
    const store = await open();
    expect(await collectList(store)).toEqual([]);
    const blobs = Array.from({ length: 12 }, (_, index) => sampleBlob(`blob ${index}`, `team_0${index % 3}`));
    for (const blob of blobs) await store.put(blob.key, blob.bytes, blob.contentType);
    const listed = await collectList(store);
    expect(listed.map(({ key }) => key).sort()).toEqual(blobs.map(({ key }) => key).sort());
    for (const { modifiedAt } of listed) expect(Math.abs(Date.now() - modifiedAt.getTime())).toBeLessThan(5000);
  });
});
