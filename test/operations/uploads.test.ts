import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CallError } from "../../src/domain/errors.ts";
import type { Call } from "../../src/domain/principal.ts";
import { findBlob, MAX_UPLOAD_BYTES, storeUpload } from "../../src/operations/storage.ts";
import { parseSignatureParams } from "../../src/storage/signed-urls.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createCharacter, deleteCharacter, initUpload } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";

let app: TestApp;
let teamId: string;
let call: Call;
let png: Uint8Array;

beforeAll(async () => {
  app = await startTestApp({ roles: [] });
  ({ teamId, call } = await app.seed.caller());
  const background = { r: 200, g: 40, b: 90 };
  png = await sharp({ create: { width: 40, height: 60, channels: 3, background } })
    .png()
    .toBuffer();
});
afterAll(() => app[Symbol.asyncDispose]());

const PNG = { filename: "me.png", extension: "png", content_type: "image/png" };
const ticket = async (body: unknown = PNG) => expectOk(await initUpload(app.app, call, body));
const put = (uploadId: string, bytes: Uint8Array = png, contentType: string | null = "image/png") =>
  storeUpload(app.app, { uploadId, contentType, bytes });

describe("starting an upload", () => {
  test("returns a signed URL for a PUT, the headers to send, and an expiry in a day", async () => {
    const { uploadId, uploadUrl, uploadHeaders, expiresAt } = await ticket();
    expect(uploadId).toMatch(/^upl_[0-9A-Z]{26}$/);
    expect(uploadHeaders).toEqual({ "Content-Type": "image/png" });
    expect(Math.abs(expiresAt.getTime() - Date.now() - 86_400_000)).toBeLessThan(10_000);
    const url = new URL(uploadUrl);
    expect(url.pathname).toBe(`/storage/uploads/${uploadId}`);
    const params = parseSignatureParams(url.searchParams);
    expect(app.app.urls.verifyUpload(url.pathname, params)).toBe("valid");
    expect(app.app.urls.verify(url.pathname, params)).toBe("invalid_signature");
    expect(Math.abs(Number(params.exp) * 1000 - Date.now() - 900_000)).toBeLessThan(10_000);
  });

  test.each([
    [
      "another type than the extension's",
      { ...PNG, content_type: "image/jpeg" },
      "parameter_invalid_combination",
      "content_type",
    ],
    ["a type that is not an image type", { ...PNG, content_type: "text/html" }, "value_out_of_range", "content_type"],
    ["an extension that is not an image extension", { ...PNG, extension: "svg" }, "value_out_of_range", "extension"],
    [
      "another type than the extension's, both in capitals",
      { ...PNG, extension: ".PNG", content_type: "IMAGE/JPG" },
      "parameter_invalid_combination",
      "content_type",
    ],
    ["two dots", { ...PNG, extension: "..png" }, "value_out_of_range", "extension"],
    ["an extension that is not text", { ...PNG, extension: 1 }, "invalid_format", "extension"],
    ["no extension", { filename: "a", content_type: "image/png" }, "missing_field", "extension"],
    ["an empty file name", { ...PNG, filename: "" }, "value_out_of_range", "filename"],
    ["a file name of 121 characters", { ...PNG, filename: "x".repeat(121) }, "value_out_of_range", "filename"],
    ["no file name", { extension: "png", content_type: "image/png" }, "missing_field", "filename"],
    ["an unknown member", { ...PNG, size: 1 }, "invalid_request", "size"],
  ])("is refused with %s", async (_, body, code, param) => {
    expect(await initUpload(app.app, call, body)).toMatchObject({ refusal: { kind: "invalid_input", code, param } });
  });

  test.each([
    ["JPG", "image/jpeg"],
    [".JPG", "image/jpg"],
    [".jpeg", "IMAGE/JPEG"],
    ["jpg", "image/jpg"],
    ["jpeg", "Image/Jpg"],
    [".PNG", "image/PNG"],
    ["WebP", "image/webp"],
  ])("accepts the extension %s with the content type %s", async (extension, content_type) => {
    const { uploadHeaders } = await ticket({ filename: "photo", extension, content_type });
    const plain = content_type.toLowerCase().replace("jpg", "jpeg");
    expect(uploadHeaders).toEqual({ "Content-Type": plain });
  });

  test("takes a token of characters_post", async () => {
    const { remaining } = app.app.localRateLimiter.find(teamId, "characters_post");
    await ticket({ filename: "a.jpg", extension: "jpg", content_type: "image/jpeg" });
    expect(app.app.localRateLimiter.find(teamId, "characters_post").remaining).toBe(remaining - 1);
  });
});

describe("an upload", () => {
  test("is encoded anew when it is stored, and can be read once a character shows it", async () => {
    const { uploadId } = await ticket();
    expect(expectOk(await put(uploadId))).toEqual({ uploadId });
    const [row] = await app.app.db.sql`select status, image from retake.uploads where id = ${uploadId}`;
    expect(row).toMatchObject({ status: "stored", image: { width: 40, height: 60 } });
    expect((await app.app.blobs.stat(row?.image.key))?.contentType).toBe("image/webp");
    expect(await findBlob(app.app, teamId, row?.image.key)).toBeNull();
    const body = { name: "Me", upload_ids: [uploadId] };
    const { character } = expectOk(await createCharacter(app.app, call, { body, idempotencyKey: null }));
    expect(character.refs).toEqual([{ ...row?.image, pose: "other" }]);
    expect(await findBlob(app.app, teamId, row?.image.key)).not.toBeNull();
  });

  test("becomes refs in the requested order, stays stored when it is not requested, and is refused after its expiry", async () => {
    const ids = [];
    for (const quarter of [0, 90, 180]) {
      const { uploadId } = await ticket();
      expectOk(await put(uploadId, await sharp(png).rotate(quarter).png().toBuffer()));
      ids.push(uploadId);
    }
    const [first = "", second = "", beside = ""] = ids;
    const create = (upload_ids: readonly string[]) =>
      createCharacter(app.app, call, { body: { name: "Me", upload_ids }, idempotencyKey: null });
    const { character } = expectOk(await create([second, first]));
    expect(character.refs.map(({ width, height }) => `${width}x${height}`)).toEqual(["60x40", "40x60"]);
    const [other] = await app.app.db.sql`select status from retake.uploads where id = ${beside}`;
    expect(other?.status).toBe("stored");
    await app.app.db.sql`update retake.uploads set expires_at = retake.clock_now() where id = ${beside}`;
    expect(await create([beside])).toMatchObject({ refusal: { code: "upload_invalid" } });
  });

  test("refuses a second PUT with other bytes and keeps the first image", async () => {
    const { uploadId } = await ticket();
    expectOk(await put(uploadId));
    const other = await sharp(png).rotate(90).png().toBuffer();
    expect(await put(uploadId, other)).toMatchObject({ refusal: { code: "upload_invalid" } });
    const [row] = await app.app.db.sql`select image from retake.uploads where id = ${uploadId}`;
    expect(row?.image).toMatchObject({ width: 40, height: 60 });
  });

  test("accepts a repeated PUT with the same bytes, also after its use, and changes nothing", async () => {
    const { uploadId } = await ticket();
    const read = () => app.app.db.sql`select * from retake.uploads where id = ${uploadId}`;
    expectOk(await put(uploadId));
    const stored = await read();
    expect(expectOk(await put(uploadId))).toEqual({ uploadId });
    expect(await read()).toEqual(stored);
    const body = { name: "Me", upload_ids: [uploadId] };
    const { character } = expectOk(await createCharacter(app.app, call, { body, idempotencyKey: null }));
    const used = await read();
    expect(expectOk(await put(uploadId))).toEqual({ uploadId });
    expect(await read()).toEqual(used);
    expectOk(await deleteCharacter(app.app, call, character.id));
    expect(await put(uploadId)).toMatchObject({ refusal: { code: "upload_invalid" } });
  });

  test("refuses a repeated PUT after its expiry or with another content type", async () => {
    const { uploadId } = await ticket();
    expectOk(await put(uploadId));
    expect(await put(uploadId, png, "image/webp")).toMatchObject({ refusal: { code: "upload_invalid" } });
    await app.app.db.sql`update retake.uploads set expires_at = retake.clock_now() where id = ${uploadId}`;
    expect(await put(uploadId)).toMatchObject({ refusal: { code: "upload_invalid" } });
  });

  test("accepts two simultaneous PUTs of the same bytes, and one of two different images", async () => {
    const same = await ticket();
    for (const answer of await Promise.all([put(same.uploadId), put(same.uploadId)])) expectOk(answer);
    const different = await ticket();
    const other = await sharp(png).rotate(90).png().toBuffer();
    const answers = await Promise.all([put(different.uploadId), put(different.uploadId, other)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  test.each(["image/jpg", "IMAGE/JPG; q=1", "image/jpeg"])("of a JPEG accepts the content type %s", async (sent) => {
    const { uploadId } = await ticket({ filename: "a.jpg", extension: "jpg", content_type: "image/jpeg" });
    expectOk(await put(uploadId, await sharp(png).jpeg().toBuffer(), sent));
  });

  test.each([
    ["another content type", () => png, "image/jpeg"],
    ["no content type", () => png, null],
    ["no bytes", () => new Uint8Array(), "image/png"],
    ["bytes that are not an image", () => Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), "image/png"],
    ["half an image", () => png.subarray(0, png.length / 2), "image/png"],
  ])("is refused with %s, and stays open", async (_, bytes, contentType) => {
    const { uploadId } = await ticket();
    expect(await put(uploadId, bytes(), contentType)).toMatchObject({ refusal: { code: "upload_invalid" } });
    expectOk(await put(uploadId, png, "Image/PNG; q=1"));
  });

  test("is refused with payload_too_large when it is one byte too large", async () => {
    const { uploadId } = await ticket();
    const tooLarge = new Uint8Array(MAX_UPLOAD_BYTES + 1);
    const error = await put(uploadId, tooLarge).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({ code: "payload_too_large" });
  });

  test("is refused after its expiry and for an unknown id", async () => {
    const { uploadId } = await ticket();
    await app.app.db.sql`update retake.uploads set expires_at = retake.clock_now() where id = ${uploadId}`;
    for (const id of [uploadId, "upl_none", "a\0b", ""]) {
      expect(await put(id)).toMatchObject({ refusal: { code: "upload_invalid" } });
    }
  });
});
