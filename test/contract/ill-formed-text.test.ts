import { afterEach, describe, expect, test } from "vitest";
import { type Answer, type Client, TRANSPORTS } from "../helpers/clients.ts";
import { contractApp } from "./contract-app.ts";

const contract = contractApp();

/** What JSON can spell and no database, no UTF-8 and no canonical JSON can hold. */
const ILL_FORMED = ["\ud800", "a\udc00b", "\udfff\ud800"];
const NUL = "a\0b";

type Call = (client: Client, id: string, text: string, key?: string) => Promise<Answer<unknown>>;
const keyed = (key: string | undefined) => (key === undefined ? {} : { key });
const drawn = (options: object) => ({ name: "N", generate: true, attributes: { age: 30 }, ...options });

/** Each text that a caller may send in a body, with the member's name. */
const MEMBERS: readonly (readonly [string, Call])[] = [
  ["name", (client, _id, name, key) => client.create({ ...keyed(key), body: drawn({ name }) })],
  [
    "attributes.gender",
    (client, _id, gender, key) => client.create({ ...keyed(key), body: drawn({ attributes: { gender } }) }),
  ],
  [
    "attributes.additional_details",
    (client, id, additional_details) => client.update(id, { attributes: { additional_details } }),
  ],
  [
    "client_reference_id",
    (client, _id, client_reference_id, key) => client.create({ ...keyed(key), body: drawn({ client_reference_id }) }),
  ],
  ["prompt", (client, _id, prompt, key) => client.createImage({ ...keyed(key), body: { prompt } })],
  [
    "prompt_override",
    (client, id, prompt_override, key) =>
      client.regenerate(id, { ...keyed(key), body: { pose: "side", prompt_override } }),
  ],
];

/** Ids of nobody: not found, or refused as text, but never a failure of ours. */
const IDS: readonly (readonly [string, Call])[] = [
  ["resynthesize", (client, _id, text, key) => client.resynthesize(text, keyed(key))],
  ["regenerate", (client, _id, text, key) => client.regenerate(text, { ...keyed(key), body: { pose: "side" } })],
  [
    "an image of",
    (client, _id, text, key) => client.createImage({ ...keyed(key), body: { prompt: "x", character_id: text } }),
  ],
  [
    "a character from",
    (client, _id, text, key) => client.create({ ...keyed(key), body: { name: "N", upload_ids: [text] } }),
  ],
  ["cancel", (client, id, text) => client.cancel(id, { synthesis_id: text })],
  ["save", (client, _id, text) => client.save(text)],
];

afterEach(() => {
  expect(contract.app().logged.filter(({ level }) => level === "error")).toEqual([]);
});

describe.each(TRANSPORTS)("over %s, with a key and without,", (transport) => {
  test.each(MEMBERS)("%s that is ill-formed or has NUL is invalid_format, and nothing happens", async (param, call) => {
    const { client, id } = await contract.start(transport);
    for (const text of [...ILL_FORMED, NUL]) {
      for (const key of [undefined, "k"]) {
        const answer = await call(client, id, text, key);
        expect([text, answer.code, answer.param]).toEqual([text, "invalid_format", param]);
      }
    }
    expect((await client.balance()).value).toEqual({ total: 100, held: 0, available: 100 });
  });

  test.each(IDS)("%s a text that can be no id is refused like anything that is not there", async (_what, call) => {
    const { client, id } = await contract.start(transport);
    // Six texts, twice: as many as the bucket has tokens.
    for (const text of [...(transport === "rest" ? [] : ILL_FORMED), NUL, "x".repeat(2000), "é"]) {
      for (const key of [undefined, "k"]) {
        const { code } = await call(client, id, text, key);
        expect([text, ["resource_not_found", "invalid_format", "upload_invalid"].includes(code) || code]).toEqual([
          text,
          true,
        ]);
      }
    }
    expect((await client.balance()).value).toEqual({ total: 100, held: 0, available: 100 });
  });

  test("a character's id in an image's body is judged as text before anything is touched", async () => {
    const { client } = await contract.start(transport);
    for (const text of ILL_FORMED) {
      const answer = await client.createImage({ key: "k", body: { prompt: "x", character_id: text } });
      expect([answer.code, answer.param]).toEqual(["invalid_format", "character_id"]);
    }
  });
});
