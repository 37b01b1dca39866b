import type { z } from "zod";
import type { AppContext } from "../../src/context.ts";
import type { Call } from "../../src/domain/principal.ts";
import type { Outcome } from "../../src/domain/refusals.ts";
import * as accessToken from "../../src/operations/api-keys.ts";
import * as cancel from "../../src/operations/change-character.ts";
import * as deleteOperation from "../../src/operations/change-character.ts";
import * as restore from "../../src/operations/change-character.ts";
import * as save from "../../src/operations/change-character.ts";
import * as update from "../../src/operations/change-character.ts";
import * as getCharacterOperation from "../../src/operations/characters.ts";
import * as characterLists from "../../src/operations/characters.ts";
import * as createCharacterOperation from "../../src/operations/create-character.ts";
import * as getImageOperation from "../../src/operations/get-by-id.ts";
import * as team from "../../src/operations/get-team.ts";
import * as createImageOperation from "../../src/operations/images.ts";
import * as estimates from "../../src/operations/images.ts";
import * as imageLists from "../../src/operations/images.ts";
import { callOperation, type Operation } from "../../src/operations/operation.ts";
import type { ConnectionArguments } from "../../src/operations/pages.ts";
import * as regenerate from "../../src/operations/resynthesize-character.ts";
import * as resynthesize from "../../src/operations/resynthesize-character.ts";
import * as upload from "../../src/operations/storage.ts";
import * as watch from "../../src/operations/watch-character.ts";
import { argsFromWire } from "../../src/operations/wire-names.ts";

/** Operations for tests below the transports, with bodies in REST's form. */

type Keyed = { readonly body: unknown; readonly idempotencyKey: string | null };

function call<Schema extends z.ZodObject, Result extends Outcome<unknown>>(
  app: AppContext,
  by: Call,
  operation: Operation<Schema, Result>,
  body: unknown,
  given: Readonly<Record<string, unknown>> = {},
  idempotencyKey: string | null = null,
) {
  const args = argsFromWire(operation.input, body, given);
  return callOperation(app, by, operation, { args, wireBody: body, idempotencyKey });
}

export const resynthesizeCharacter = (
  app: AppContext,
  by: Call,
  { id, body, idempotencyKey }: Keyed & { id: string },
) => call(app, by, resynthesize.resynthesizeCharacter, body, { id }, idempotencyKey);

export const regenerateCharacterRef = (
  app: AppContext,
  by: Call,
  { id, body, idempotencyKey }: Keyed & { id: string },
) => call(app, by, regenerate.regenerateCharacterRef, body, { id }, idempotencyKey);

export const createCharacter = (app: AppContext, by: Call, { body, idempotencyKey }: Keyed) =>
  call(app, by, createCharacterOperation.createCharacter, body, {}, idempotencyKey);

export const createImage = (app: AppContext, by: Call, { body, idempotencyKey }: Keyed) =>
  call(app, by, createImageOperation.createImage, body, {}, idempotencyKey);

type OfCharacter = { readonly characterId: string; readonly body: unknown };

export const cancelSynthesis = (app: AppContext, by: Call, { characterId, body }: OfCharacter) =>
  call(app, by, cancel.cancelSynthesis, body, { characterId });

export const restoreRefSet = (app: AppContext, by: Call, { characterId, body }: OfCharacter) =>
  call(app, by, restore.restoreRefSet, body, { characterId });

export const updateCharacter = (app: AppContext, by: Call, { id, body }: { id: string; body: unknown }) =>
  call(app, by, update.updateCharacter, body, { id });

export const saveCharacter = (app: AppContext, by: Call, id: string) => call(app, by, save.saveCharacter, {}, { id });

export const deleteCharacter = (app: AppContext, by: Call, id: string) =>
  call(app, by, deleteOperation.deleteCharacter, {}, { id });

export const getCharacter = (app: AppContext, by: Call, id: string) =>
  call(app, by, getCharacterOperation.getCharacter, {}, { id });

export const getImage = (app: AppContext, by: Call, id: string) =>
  call(app, by, getImageOperation.getImage, {}, { id });

export const getTeam = (app: AppContext, by: Call) => call(app, by, team.getTeam, {});

export const createAccessToken = (app: AppContext, by: Call, body: unknown) =>
  call(app, by, accessToken.createAccessToken, body);

export const initUpload = (app: AppContext, by: Call, body: unknown) => call(app, by, upload.initUpload, body);

export const estimate = (app: AppContext, by: Call, operation: string) =>
  call(app, by, estimates.estimate, {}, { operation });

export const estimateImage = (app: AppContext, by: Call, body: unknown) => call(app, by, estimates.estimateImage, body);

/** A query as REST parses it, with whole numbers as numbers. */
const numbers = (query: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      name === "limit" && /^-?\d+$/.test(String(value)) ? Number(value) : value,
    ]),
  );

export const listCharacters = (app: AppContext, by: Call, query: Readonly<Record<string, unknown>>) =>
  call(app, by, characterLists.listCharacters, numbers(query));

export const connectCharacters = (
  app: AppContext,
  by: Call,
  args: ConnectionArguments & { readonly status?: string | null },
) => callOperation(app, by, characterLists.connectCharacters, { args });

export const listImages = (app: AppContext, by: Call, query: Readonly<Record<string, unknown>>) =>
  call(app, by, imageLists.listImages, numbers(query));

export const connectImages = (app: AppContext, by: Call, args: ConnectionArguments) =>
  callOperation(app, by, imageLists.connectImages, { args });

/** The stream, or an error with the kind of the refusal as its message. */
export async function watchCharacter(app: AppContext, by: Call, args: { id: string; after: number | null }) {
  const outcome = await callOperation(app, by, watch.watchCharacter, { args });
  if (!outcome.ok) throw new Error(outcome.refusal.kind);
  return outcome.value;
}
