import { describe, expect, test } from "vitest";
import { z } from "zod";
import * as apiKeys from "../../src/operations/api-keys.ts";
import * as changes from "../../src/operations/change-character.ts";
import * as characters from "../../src/operations/characters.ts";
import * as creation from "../../src/operations/create-character.ts";
import * as lookups from "../../src/operations/get-by-id.ts";
import * as team from "../../src/operations/get-team.ts";
import * as images from "../../src/operations/images.ts";
import { bucketOf, type Operation } from "../../src/operations/operation.ts";
import * as refSets from "../../src/operations/ref-sets.ts";
import * as syntheses from "../../src/operations/resynthesize-character.ts";
import * as storage from "../../src/operations/storage.ts";
import * as watchCharacter from "../../src/operations/watch-character.ts";
import * as watchProgress from "../../src/operations/watch-progress.ts";
import * as watchTeam from "../../src/operations/watch-team.ts";
import { codesIn, contractTable } from "../helpers/contract-page.ts";

const MODULES = [
  apiKeys,
  changes,
  characters,
  creation,
  lookups,
  team,
  images,
  refSets,
  syntheses,
  storage,
  watchCharacter,
  watchProgress,
  watchTeam,
];

const isOperation = (value: unknown): value is Operation =>
  typeof value === "object" && value !== null && "input" in value && value.input instanceof z.ZodObject;

const OPERATIONS = MODULES.flatMap((exports) => Object.values<unknown>(exports)).filter(isOperation);
const namesOf = (operations: readonly Operation[]) => operations.map(({ name }) => name).toSorted();

/** Operations by the words of docs/contract.md "Buckets". */
const CALLS: readonly (readonly [words: string, operation: Operation, input?: object])[] = [
  ["create from attributes", creation.createCharacter, { generate: true }],
  ["resynthesize", syntheses.resynthesizeCharacter],
  ["regenerate a pose", syntheses.regenerateCharacterRef],
  ["create from uploads", creation.createCharacter, { uploadIds: ["upl_1"] }],
  ["upload", storage.initUpload],
  ["change", changes.updateCharacter],
  ["delete", changes.deleteCharacter],
  ["save", changes.saveCharacter],
  ["cancel", changes.cancelSynthesis],
  ["restore", changes.restoreRefSet],
  ["reads of characters", characters.getCharacter],
  ["reads of characters", characters.listCharacters],
  ["reads of characters", characters.connectCharacters],
  ["reads of characters", refSets.listRefSets],
  ["reads of characters", refSets.getSheet],
  ["create an image", images.createImage],
  ["estimates", images.estimate],
  ["estimates", images.estimateImage],
  ["every other read", lookups.getImage],
  ["every other read", lookups.getSynthesis],
  ["every other read", lookups.getRefSet],
  ["every other read", lookups.getLedgerEntry],
  ["every other read", images.listImages],
  ["every other read", images.connectImages],
  ["every other read", team.getTeam],
  ["every other read", apiKeys.createAccessToken],
  ["every other read", apiKeys.revokeApiKey],
];

describe("the operations", () => {
  test("take their token from the bucket of docs/contract.md", () => {
    const rows = contractTable("Buckets");
    for (const [words, operation, input = {}] of CALLS) {
      const [row, ...others] = rows.filter(([, , , calls = ""]) => calls.includes(words));
      expect([operation.name, others, codesIn(row?.[0])]).toEqual([operation.name, [], [bucketOf(operation, input)]]);
    }
  });

  test("take no token for subscriptions, the event cursor and the list of API keys", () => {
    const limited = CALLS.map(([, operation]) => operation);
    const others = OPERATIONS.filter((operation) => !limited.includes(operation));
    expect(others.map((operation) => bucketOf(operation))).toEqual(others.map(() => null));
    expect(namesOf(others)).toEqual([
      "get_event_cursor",
      "list_api_keys",
      "watch_balance",
      "watch_character",
      "watch_progress",
      "watch_team",
    ]);
  });

  test("need the scope full for keys and tokens, write for changes, and read for everything else", () => {
    const { full = [], write = [], read = [], ...others } = Object.groupBy(OPERATIONS, ({ scope }) => scope);
    expect(others).toEqual({});
    expect(namesOf(full)).toEqual(["create_access_token", "list_api_keys", "revoke_api_key"]);
    expect(namesOf(write)).toEqual([
      "cancel_synthesis",
      "create_character",
      "create_image",
      "delete_character",
      "estimate_image",
      "init_upload",
      "regenerate_character_ref",
      "restore_ref_set",
      "resynthesize_character",
      "save_character",
      "update_character",
    ]);
    expect(namesOf(read).every((name) => /^(get|list|connect|watch)_|^estimate$/.test(name))).toBe(true);
  });

  test("take an idempotency key only for paid work and for the creation of a character", () => {
    expect(namesOf(OPERATIONS.filter(({ idempotent }) => idempotent))).toEqual([
      "create_character",
      "create_image",
      "regenerate_character_ref",
      "resynthesize_character",
    ]);
  });

  test("bind a key to the character that they are about, and creations to none", () => {
    const targets = OPERATIONS.filter(({ idempotent }) => idempotent).map(({ name, target }) => [
      name,
      target?.({ id: "char_1" }) ?? null,
    ]);
    expect(Object.fromEntries(targets)).toEqual({
      create_character: null,
      create_image: null,
      regenerate_character_ref: "char_1",
      resynthesize_character: "char_1",
    });
  });

  test("have distinct names", () => {
    expect(new Set(namesOf(OPERATIONS)).size).toBe(OPERATIONS.length);
  });
});
