import { afterEach, describe, expect, test } from "vitest";
import { type Answer, type Client, TRANSPORTS } from "../helpers/clients.ts";
import { contractApp } from "./contract-app.ts";

const contract = contractApp();

/** Texts that JSON can express and that a database, UTF-8 and canonical JSON cannot hold. */
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

/** Ids that name nothing: they are not found or refused as text, and never cause an internal error. */
const IDS: readonly (readonly [string, Call])[] = [
  ["resynthesize", (client, _id, text, key) => client.resynthesize(text, keyed(key))],
  ["regenerate", (client, _id, text, key) => client.regenerate(text, { ...keyed(key), body: { pose: "side" } })],
  [
    "createImage",
    (client, _id, text, key) => client.createImage({ ...keyed(key), body: { prompt: "x", character_id: text } }),
  ],
  ["create", (client, _id, text, key) => client.create({ ...keyed(key), body: { name: "N", upload_ids: [text] } })],
  ["cancel", (client, id, text) => client.cancel(id, { synthesis_id: text })],
  ["save", (client, _id, text) => client.save(text)],
];

afterEach(() => {
  expect(contract.app().logged.filter(({ level }) => level === "error")).toEqual([]);
});

describe.each(TRANSPORTS)("over %s, with and without a key", (transport) => {
  test.each(MEMBERS)(
    "refuses a %s that is ill-formed or contains NUL with invalid_format, and changes nothing",
    async (param, call) => {
      const { client, id } = await contract.start(transport);
      for (const text of [...ILL_FORMED, NUL]) {
        for (const key of [undefined, "k"]) {
          const answer = await call(client, id, text, key);
          expect([text, answer.code, answer.param]).toEqual([text, "invalid_format", param]);
        }
      }
      expect((await client.balance()).value).toEqual({ total: 100, held: 0, available: 100 });
    },
  );

  test.each(IDS)("refuses a text that cannot be an id like an unknown id: %s", async (_what, call) => {
    const { client, id } = await contract.start(transport);
    // Six texts, twice: as many calls as the bucket has tokens.
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

  test("validates the character id in an image's body as text before it looks anything up", async () => {
    const { client } = await contract.start(transport);
    for (const text of ILL_FORMED) {
      const answer = await client.createImage({ key: "k", body: { prompt: "x", character_id: text } });
      expect([answer.code, answer.param]).toEqual(["invalid_format", "character_id"]);
    }
  });
});
