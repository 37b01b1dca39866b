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
      "Creates a character in one of two ways. With `generate: true`, four reference images are generated from " +
      "`attributes`: the credits of four generations are held, captured when all four images are delivered, and " +
      "released otherwise. With `upload_ids`, the uploads become the refs: the call is free, the character is `ready` at " +
      "once, and the rate limit is `characters_post`.",
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
    description:
      "Returns the character in its present state. Send its ETag as `If-None-Match` to get a 304 as long as neither " +
      "the character nor its signed URLs have changed.",
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
    summary: "Get a character's contact sheet",
    description:
      "Returns one image that shows the current refs in a row, or `resource_not_found` while the character has no refs. " +
      "Send its ETag as `If-None-Match` to get a 304 as long as the ref set has not changed.",
    response: { image: "image/webp" },
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
      description: "Returns only characters with this status.",
      example: "ready",
    },
    client_reference_id: {
      schema: { type: "string" },
      description: "Returns only characters that were created with this reference.",
      example: "crm-4711",
    },
  },
  operation: listCharacters,
  docs: {
    summary: "List characters",
    description: "Returns the team's characters, newest first. Deleted characters are not listed.",
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
    summary: "Change a character's name or attributes",
    description:
      "`attributes` replaces all attributes. The refs do not change, and a running synthesis continues with the " +
      "attributes it started with. Free.",
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
    description:
      "Deletes the character and its refs permanently. Both return 404 afterwards, except for refs that an image of " +
      "`POST /v1/images` uses. A running synthesis is cancelled and its credits are released. Free.",
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
    summary: "Save a reviewed ref set",
    description:
      "A `reviewing` character becomes `ready`. Does nothing when the character is already `ready`. The request has " +
      "no body. Free.",
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    inputErrors: [],
  },
  render: (character, show) => ({ body: show.character(character) }),
});

const ticketSchema = z
  .strictObject({
    upload_id: z.string().meta({ description: "The id of the upload, for `upload_ids` of a new character." }),
    upload_url: z
      .url()
      .meta({ description: "Send the bytes to this URL with one PUT within 15 minutes. It needs no key." }),
    upload_headers: z.record(z.string(), z.string()).meta({ description: "Send these headers with the PUT." }),
    expires_at: z.iso
      .datetime()
      .meta({ description: "When the upload expires. Use the uploaded image before this time." }),
  })
  .meta({ id: "UploadTicket" });

export const initUploadRoute = route({
  method: "post",
  path: "/v1/characters/uploads/init",
  status: 200,
  operation: initUpload,
  docs: {
    summary: "Start an upload",
    description: "Starts the upload of one PNG, JPEG or WebP image of at most 10 MB. Free.",
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
  query: {
    limit,
    starting_after: { ...starting_after, description: "The number of the last ref set of the previous page." },
  },
  operation: listRefSets,
  docs: {
    summary: "List a character's ref sets",
    description:
      "Returns all ref sets that the character has had, newest first. `refs/restore` makes an earlier one current " +
      "again.",
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
    summary: "Restore an earlier ref set",
    description:
      "Makes an earlier ref set the current one. A `failed` character becomes `reviewing`; every other status is " +
      "unchanged. Free.",
    examples: [{ number: 1 }],
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    inputErrors: ["missing_field", "value_out_of_range"],
  },
  render: (character, show) => ({ body: show.character(character) }),
});
