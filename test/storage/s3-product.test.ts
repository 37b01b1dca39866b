import { expect, test } from "vitest";
import { findCharacter } from "../../src/operations/characters.ts";
import { startTestApp } from "../helpers/app.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { S3_CREDENTIALS, startStrictS3Server } from "./strict-s3-server.ts";

test("Retake stores images in S3 once, and serves them itself at URLs that its own secrets sign", async () => {
  const s3 = await startStrictS3Server();
  const { accessKeyId, secretAccessKey, region } = S3_CREDENTIALS;
  const s3Env = {
    BLOB_STORE: "s3://pictures",
    S3_ENDPOINT: s3.endpoint,
    S3_REGION: region,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  };
  const provider = createFakeProvider();
  const old = { ...s3Env, URL_SIGNING_SECRET: "the-first-secret-of-all" };
  await using app = await startTestApp({ env: old, overrides: { provider } });
  const rotated = { ...s3Env, URL_SIGNING_SECRET: "a-second-secret-instead,the-first-secret-of-all" };
  await using beside = await startTestApp({ roles: ["gateway"], beside: app, env: rotated });

  const { call, teamId } = await app.seed.caller({ credits: 4 });
  const id = await app.seed.character(teamId);
  expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
  const character = await waitFor("the set", async () => {
    const found = await findCharacter(app.app, call, id);
    return found?.status === "reviewing" && found;
  });
  expect(s3.objects.size).toBe(8);
  for (const { key } of character.refs) {
    const url = new URL(app.app.urls.sign(`/storage/${key}`));
    const own = await fetch(url);
    expect([own.status, own.headers.get("content-type")]).toEqual([200, "image/webp"]);
    // The other process signs with the new secret and still accepts URLs signed with the old one.
    expect((await fetch(new URL(url.pathname + url.search, beside.url))).status).toBe(200);
    const renewed = new URL(beside.app.urls.sign(`/storage/${key}`));
    expect(renewed.searchParams.get("kid")).not.toBe(url.searchParams.get("kid"));
    expect((await fetch(new URL(renewed.pathname + renewed.search, app.url))).status).toBe(403);
    const part = await fetch(renewed, { headers: { Range: "bytes=0-3" } });
    expect([part.status, Buffer.from(await part.arrayBuffer()).toString()]).toEqual([206, "RIFF"]);
  }
});
