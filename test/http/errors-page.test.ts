import { afterAll, beforeAll, expect, test } from "vitest";
import { ERRORS } from "../../src/domain/errors.ts";
import { SYNTHESIS_ERRORS } from "../../src/domain/synthesis.ts";
import { type Gateway, startGateway } from "./gateway.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

test("the /errors page has one anchor for each error code, with its status", async () => {
  const page = await gateway.call(null, "GET", "/errors");
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toMatch(/^text\/html/);
  const anchors = [...page.text.matchAll(/<section id="(\w+)">/g)].map(([, id]) => id);
  expect(anchors.toSorted()).toEqual(Object.keys(ERRORS).toSorted());
  for (const [code, { status }] of Object.entries(ERRORS)) {
    expect(page.text).toContain(`<h2><a href="#${code}">${code}</a> <small>${status} · `);
  }
});

test("the /errors page has the cause, what to do, whether to send it again and whether it was charged, for each code", async () => {
  const { text } = await gateway.call(null, "GET", "/errors");
  const sections = text.split("<section id=").slice(1);
  expect(sections).toHaveLength(Object.keys(ERRORS).length);
  for (const section of sections) {
    for (const term of ["What to do", "Retry?", "Charged?"]) {
      expect(section).toMatch(new RegExp(`<dt>${term.replace("?", "\\?")}</dt>\\s*<dd>(<code>)?\\w`));
    }
  }
});

test("the /errors page explains each error_message of a failed character or image", async () => {
  const { text } = await gateway.call(null, "GET", "/errors");
  for (const code of SYNTHESIS_ERRORS) {
    expect(text).toMatch(new RegExp(`<dt id="${code}"><code>${code}</code></dt>\\s*<dd>[A-Z][^<]+\\.</dd>`));
  }
});

test("each doc_url leads to an anchor of the /errors page", async () => {
  const { json } = await gateway.call(null, "GET", "/v1/balance");
  const url = new URL(json.error.doc_url);
  const page = await (await fetch(url)).text();
  expect(page).toContain(`id="${url.hash.slice(1)}"`);
});

test("the /errors page runs no script and loads nothing", async () => {
  const page = await gateway.call(null, "GET", "/errors");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page.text).not.toMatch(/<script|src=|url\(|@import/);
});
