import { z } from "zod";
import { CHARACTER_STATUSES } from "../../domain/character.ts";
import { deleteCharacter, restoreRefSet, saveCharacter, updateCharacter } from "../../operations/change-character.ts";
import { getCharacter, listCharacters } from "../../operations/characters.ts";
import { createCharacter } from "../../operations/create-character.ts";
import { getSheet, listRefSets } from "../../operations/ref-sets.ts";
import { initUpload } from "../../operations/storage.ts";
import { characterSchema, listBody, listSchema, refSetSchema } from "../resources.ts";
import { pageParameters, route } from "../route.ts";
import {
  EXAMPLE_ATTRIBUTES,
  EXAMPLE_CHARACTER,
  EXAMPLE_CREATED,
  EXAMPLE_REF_SET,
  EXAMPLE_UPLOAD_URL,
} from "./examples.ts";

export const createCharacterRoute = route({
  method: "post",
  path: "/v1/characters",
  status: 201,
  operation: createCharacter,
  docs: {
    summary: "Create a character",
    description:
      "With `generate: true` from attributes, paid with four generations; or from `upload_ids`, free and `ready` at " +
      "once (then the bucket is `characters_post`). Exactly one of the two.",
    examples: [
      { name: "Mina", generate: true, attributes: EXAMPLE_ATTRIBUTES, client_reference_id: "crm-4711" },
      { name: "Mina", upload_ids: ["upl_01HXMQ7Z3K8Y2NABCDEFGHJKMT"] },
    ],
    response: { schema: characterSchema, example: EXAMPLE_CREATED },
    inputErrors: ["missing_field", "value_out_of_range", "parameter_invalid_combination", "upload_invalid"],
  },
  render: ({ character, replayed }, show) => ({ body: show.character(character), replayed }),
});

export const getCharacterRoute = route({
  method: "get",
  path: "/v1/characters/{id}",
  status: 200,
  operation: getCharacter,
  docs: {
    summary: "Read a character",
    description: "As it is now. Send the ETag as `If-None-Match` for a 304 while nothing changed and the URLs live on.",
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    etag: true,
    inputErrors: [],
  },
  render: (character, show) => ({ body: show.character(character), etagVersion: character.version }),
});

export const getSheetRoute = route({
  method: "get",
  path: "/v1/characters/{id}/sheet",
  status: 200,
  operation: getSheet,
  docs: {
    summary: "See a character",
    description:
      "The current set as one contact sheet: its pictures in a row. Not found while the character has no refs. Send the " +
      "ETag as `If-None-Match` for a 304 while the set is the same.",
    response: { picture: "image/webp" },
    etag: true,
    inputErrors: [],
  },
  render: ({ bytes, setNumber }) => ({ body: bytes, etagVersion: setNumber }),
});

export const listCharactersRoute = route({
  method: "get",
  path: "/v1/characters",
  status: 200,
  query: {
    ...pageParameters("character", EXAMPLE_CHARACTER.id),
    status: {
      schema: { type: "string", enum: [...CHARACTER_STATUSES] },
      description: "Only those in this state.",
      example: "ready",
    },
    client_reference_id: {
      schema: { type: "string" },
      description: "Only those created with this reference.",
      example: "crm-4711",
    },
  },
  operation: listCharacters,
  docs: {
    summary: "List characters",
    description: "Newest first, without the deleted ones.",
    response: {
      schema: listSchema(characterSchema, "CharacterList"),
      example: listBody({ data: [EXAMPLE_CHARACTER], hasMore: false, nextCursor: null }, (character) => character),
    },
    inputErrors: ["value_out_of_range", "invalid_page_token"],
  },
  render: (list, show) => ({ body: listBody(list, show.character) }),
});

export const updateCharacterRoute = route({
  method: "patch",
  path: "/v1/characters/{id}",
  status: 200,
  operation: updateCharacter,
  docs: {
    summary: "Change name or attributes",
    description:
      "`attributes` replaces the whole object. The refs stay as they are; a running synthesis keeps what it began with. Free.",
    examples: [{ name: "Mina" }, { attributes: EXAMPLE_ATTRIBUTES }, { attributes: null }],
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    inputErrors: ["value_out_of_range"],
  },
  render: (character, show) => ({ body: show.character(character) }),
});

const deletedSchema = z
  .strictObject({ id: z.string(), object: z.literal("character"), deleted: z.literal(true) })
  .meta({ id: "DeletedCharacter" });

export const deleteCharacterRoute = route({
  method: "delete",
  path: "/v1/characters/{id}",
  status: 200,
  operation: deleteCharacter,
  docs: {
    summary: "Delete a character",
    description: "For good: 404 from then on, its pictures too. Cancels a running synthesis and releases its credits.",
    response: { schema: deletedSchema, example: { id: EXAMPLE_CHARACTER.id, object: "character", deleted: true } },
    inputErrors: [],
  },
  render: ({ id }) => ({ body: { id, object: "character", deleted: true } }),
});

export const saveCharacterRoute = route({
  method: "post",
  path: "/v1/characters/{id}/save",
  status: 200,
  operation: saveCharacter,
  docs: {
    summary: "Accept a reviewed set",
    description: "`reviewing` becomes `ready`; a `ready` character stays as it is. Takes no body. Free.",
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    inputErrors: [],
  },
  render: (character, show) => ({ body: show.character(character) }),
});

const ticketSchema = z
  .strictObject({
    upload_id: z.string().meta({ description: "For `upload_ids` of a new character." }),
    upload_url: z.url().meta({ description: "Takes one PUT of the bytes, without a key, for 15 minutes." }),
    upload_headers: z.record(z.string(), z.string()).meta({ description: "To be sent with the PUT." }),
    expires_at: z.iso.datetime().meta({ description: "Until then the picture can be used." }),
  })
  .meta({ id: "UploadTicket" });

export const initUploadRoute = route({
  method: "post",
  path: "/v1/characters/uploads/init",
  status: 200,
  operation: initUpload,
  docs: {
    summary: "Begin an upload",
    description: "A ticket for one picture of at most 10 MB: PNG, JPEG or WebP.",
    examples: [{ filename: "mina.png", extension: "png", content_type: "image/png" }],
    response: {
      schema: ticketSchema,
      example: {
        upload_id: "upl_01HXMQ7Z3K8Y2NABCDEFGHJKMT",
        upload_url: EXAMPLE_UPLOAD_URL,
        upload_headers: { "Content-Type": "image/png" },
        expires_at: "2026-11-03T10:00:00.000Z",
      },
    },
    inputErrors: ["missing_field", "value_out_of_range", "parameter_invalid_combination"],
  },
  render: ({ uploadId, uploadUrl, uploadHeaders, expiresAt }) => ({
    body: {
      upload_id: uploadId,
      upload_url: uploadUrl,
      upload_headers: uploadHeaders,
      expires_at: expiresAt.toISOString(),
    },
  }),
});

const { limit, starting_after } = pageParameters("set", "2");

export const listRefSetsRoute = route({
  method: "get",
  path: "/v1/characters/{id}/refs/sets",
  status: 200,
  idArgument: "characterId",
  query: { limit, starting_after: { ...starting_after, description: "Number of the last set of the page before." } },
  operation: listRefSets,
  docs: {
    summary: "List a character's sets of refs",
    description: "All there ever were, newest first. An earlier one becomes current again by `refs/restore`.",
    response: {
      schema: listSchema(refSetSchema, "RefSetList"),
      example: listBody({ data: [EXAMPLE_REF_SET], hasMore: false, nextCursor: null }, (set) => set),
    },
    inputErrors: ["value_out_of_range", "invalid_page_token"],
  },
  render: (list, show) => ({ body: listBody(list, show.refSet) }),
});

export const restoreRefSetRoute = route({
  method: "post",
  path: "/v1/characters/{id}/refs/restore",
  status: 200,
  idArgument: "characterId",
  operation: restoreRefSet,
  docs: {
    summary: "Make an earlier set current again",
    description: "Free. The way out of `failed`, which becomes `reviewing`; from other states the status stays.",
    examples: [{ number: 1 }],
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    inputErrors: ["missing_field", "value_out_of_range"],
  },
  render: (character, show) => ({ body: show.character(character) }),
});
