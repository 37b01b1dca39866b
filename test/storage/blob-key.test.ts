import { describe, expect, test } from "vitest";
import { blobKey, keyOfStoragePath, parseBlobKey } from "../../src/storage/blob-store.ts";
import { HOSTILE_KEYS } from "./hostile-keys.ts";

const sha256 = "ab".repeat(32);
const key = `v1/team_01A/ab/${sha256}.webp`;

describe("a blob key", () => {
  test("is composed of version, team, shard and digest, and parsed again", () => {
    expect(blobKey({ teamId: "team_01A", sha256, extension: "webp" })).toBe(key);
    expect(parseBlobKey(key)).toEqual({ teamId: "team_01A", sha256, extension: "webp" });
  });

  test("can't be composed of parts that would leave its folder", () => {
    expect(() => blobKey({ teamId: "..", sha256, extension: "webp" })).toThrow(TypeError);
    expect(() => blobKey({ teamId: "a/b", sha256, extension: "webp" })).toThrow(TypeError);
    expect(() => blobKey({ teamId: "team_01A", sha256: "AB".repeat(32), extension: "webp" })).toThrow(TypeError);
  });

  test.each(HOSTILE_KEYS)("%j is not a blob key", (text) => {
    expect(parseBlobKey(text)).toBeNull();
    expect(keyOfStoragePath(`/storage/${text}`)).toBeNull();
  });

  test("has one path, and only that path is parsed to it", () => {
    expect(keyOfStoragePath(`/storage/${key}`)).toBe(key);
    expect(keyOfStoragePath(`/storage//${key}`)).toBeNull();
    expect(keyOfStoragePath(`/other/${key}`)).toBeNull();
    expect(keyOfStoragePath("/storage/uploads/upl_01A")).toBeNull();
  });
});
