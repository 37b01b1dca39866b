import { expect, test } from "vitest";
import { restCall } from "../helpers/rest-client.ts";
import { contractApp } from "./contract-app.ts";

const contract = contractApp();
const CURRENT = "2026-05-15";

const ask = async (version?: string) => {
  const { team, id } = await contract.start("rest");
  const headers = version === undefined ? {} : { "aurous-version": version };
  return restCall(contract.url(), team.apiKey, "GET", `/v1/characters/${id}`, { headers });
};

test("applies and echoes the team's pinned version when the header is absent", async () => {
  const { headers, json } = await ask();
  expect([headers.get("aurous-version"), json.aurous_version]).toEqual([CURRENT, CURRENT]);
});

test("echoes a known version, also on an error response", async () => {
  expect((await ask(CURRENT)).headers.get("aurous-version")).toBe(CURRENT);
  const { team } = await contract.start("rest");
  const { headers, status } = await restCall(contract.url(), team.apiKey, "GET", "/v1/characters/char_nope", {
    headers: { "aurous-version": CURRENT },
  });
  expect([status, headers.get("aurous-version")]).toEqual([404, CURRENT]);
});

test.each([
  ["1999-01-01", "unknown_version"],
  ["2026-05-16", "unknown_version"],
  ["2026-5-15", "invalid_format"],
  ["latest", "invalid_format"],
  ["", "invalid_format"],
])("answers the version %j with 400 %s", async (version, code) => {
  const { status, json } = await ask(version);
  expect([status, json.error.code, json.error.param]).toEqual([400, code, "Aurous-Version"]);
});
