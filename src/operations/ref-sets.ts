import { z } from "zod";
import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import { KeyedLimiter } from "../domain/limiter.ts";
import type { Call } from "../domain/principal.ts";
import { type InvalidInputCode, type Outcome, ok, refuse } from "../domain/refusals.ts";
import type { RefSetSnapshot } from "../domain/snapshots.ts";
import * as refSets from "../services/ref-sets/ref-sets.ts";
import { findSheetSource, recordSheet, type SheetSource } from "../services/ref-sets/ref-sets.ts";
import { blobKey, keepBlobs, putBlobs, sha256Hex } from "../storage/blob-store.ts";
import { contactSheet } from "../storage/images.ts";
import { findCharacter } from "./characters.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";
import {
  byNumber,
  type Connection,
  type ConnectionArguments,
  DEFAULT_PAGE_SIZE,
  limitInput,
  pagesOfOwners,
  toList,
} from "./pages.ts";

/** The number of a set, as text. */
const SET_NUMBER = /^[1-9][0-9]{0,8}$/;

/** Lists a character's ref sets, newest first. `startingAfter` is the number of a set. */
export const listRefSets = defineOperation({
  name: "list_ref_sets",
  scope: "read",
  bucket: "characters_get",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({
    characterId: lookupId,
    limit: limitInput,
    startingAfter: z
      .string()
      .refine((number) => SET_NUMBER.test(number), {
        error: "must be the number of a ref set",
        params: { code: "invalid_page_token" satisfies InvalidInputCode },
      })
      .optional(),
  }),
  run: async ({ app, call, input }) => {
    const { characterId, limit = DEFAULT_PAGE_SIZE, startingAfter } = input;
    if (!(await findCharacter(app, call, characterId))) return refuse({ kind: "not_found" });
    const after = startingAfter === undefined ? null : Number(startingAfter);
    const bounds = { after, before: null, take: limit, backward: false };
    const page = await refSets.listRefSets(app.db, call.principal.teamId, characterId, bounds);
    return ok(toList(page, ({ number }) => String(number)));
  },
});

/**
 * Finds the same page of each character's ref sets, newest first, by the character's id. It has no rate limit, because
 * it is read as a field of characters, whose root field has taken a token.
 */
export function findRefSetPages(
  app: AppContext,
  call: Call,
  characterIds: readonly string[],
  page: ConnectionArguments,
): Promise<ReadonlyMap<string, Outcome<Connection<RefSetSnapshot>, "invalid_input">>> {
  const { teamId } = call.principal;
  return pagesOfOwners(characterIds, page, {
    list: (id) => byNumber(`ref_sets/${id}`),
    one: (id, bounds) => refSets.listRefSets(app.db, teamId, id, bounds),
    several: (ids, end) => refSets.listRefSetsOf(app.db, teamId, ids, end),
    read: (node) => ({ position: node.number, node }),
  });
}

/** Contact sheets that a process makes at the same time. Each needs 0.25 s of CPU time, which other images need too. */
const DRAWN_AT_ONCE = 2;
/** Sheets that may wait, about six seconds of work. Beyond that, calls are refused with service_unavailable. */
const MAX_WAITING = 50;

const drawings = new KeyedLimiter({ slots: DRAWN_AT_ONCE });
/** Sheets that are being made, by set. Simultaneous requests for the same sheet share one. */
const underWay = new Map<string, Promise<string | null>>();

/** Returns the contact sheet of the character's current ref set as WebP bytes; not_found without a set. */
export const getSheet = defineOperation({
  name: "get_sheet",
  scope: "read",
  bucket: "characters_get",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({ id: lookupId }),
  run: async ({ app, call, input }) => {
    const found = await findCharacter(app, call, input.id);
    const setNumber = found?.ref_set_number ?? null;
    const key = setNumber === null ? null : await findSheet(app, input.id, setNumber);
    const bytes = key === null ? null : await app.blobs.get(key);
    return bytes === null || setNumber === null ? refuse({ kind: "not_found" }) : ok({ bytes, setNumber });
  },
});

/**
 * Returns the blob key of a set's contact sheet, and makes the sheet on the first request. Null when the set does not
 * exist, its character was deleted, or its images are missing. Throws `CallError` service_unavailable when too many
 * sheets wait.
 */
export async function findSheet(app: AppContext, characterId: string, setNumber: number): Promise<string | null> {
  const source = await findSheetSource(app.db, characterId, setNumber);
  if (source === null || source.sheetKey !== null) return source?.sheetKey ?? null;
  const set = `${characterId}/${setNumber}`;
  const drawing = underWay.get(set) ?? startDrawing(app, { ...source, characterId, setNumber }, set);
  return drawing;
}

type Set = SheetSource & { readonly characterId: string; readonly setNumber: number };

function startDrawing(app: AppContext, source: Set, set: string): Promise<string | null> {
  if (underWay.size >= MAX_WAITING) {
    throw new CallError("service_unavailable", "Too many contact sheets are being made. Retry in 1 s.", {
      retryAfterSeconds: 1,
    });
  }
  const drawing = drawings.run("", () => drawSheet(app, source)).finally(() => underWay.delete(set));
  underWay.set(set, drawing);
  return drawing;
}

/** Stores the blob before the row, as for every image, so that a row never refers to a missing blob. */
async function drawSheet(app: AppContext, { characterId, setNumber, teamId, refs }: Set): Promise<string | null> {
  const images = await Promise.all(refs.map(({ key }) => app.blobs.get(key)));
  const whole = images.filter((bytes) => bytes !== null);
  if (whole.length < images.length) return null;
  const bytes = await contactSheet(whole);
  const key = blobKey({ teamId, sha256: sha256Hex(bytes), extension: "webp" });
  const blobs = [{ key, bytes, contentType: "image/webp" }];
  await putBlobs(app.blobs, blobs);
  if (!(await recordSheet(app.db, characterId, setNumber, key))) return null;
  await keepBlobs(app.blobs, blobs);
  return key;
}
