import { z } from "zod";
import { SYNTHESIZED_POSES } from "../domain/character.ts";
import { isPlausibleId } from "../domain/ids.ts";
import type { InvalidInputCode } from "../domain/refusals.ts";
import { acceptCreation } from "../services/accept/accept-creation.ts";
import { acceptUploadCreation } from "../services/accept/accept-upload-creation.ts";
import { finishAccept } from "./idempotent-request.ts";
import { attributesInput, setAttributes, text, whenValid } from "./input.ts";
import { defineOperation, type RunContext } from "./operation.ts";

/** The limit of the source API. */
const MAX_UPLOADS = 6;

const rule = (member: string, code: InvalidInputCode, error: string) => ({ path: [member], error, params: { code } });

/** Either `generate` with attributes or uploads must be given. */
const input = z
  .strictObject({
    name: text(1, 120),
    generate: z.boolean().nullish(),
    attributes: attributesInput.nullish(),
    uploadIds: z.array(z.string()).min(1).max(MAX_UPLOADS).nullish(),
    clientReferenceId: text(0, 256).nullish(),
  })
  .refine(({ generate, uploadIds }) => !(generate && uploadIds), {
    ...rule("uploadIds", "parameter_invalid_combination", "can't be combined with generate"),
    ...whenValid("generate", "uploadIds"),
  })
  .refine(({ generate, uploadIds }) => generate || uploadIds, {
    ...rule("generate", "parameter_invalid_combination", "must be true when no uploads are given"),
    ...whenValid("generate", "uploadIds"),
  })
  .refine(({ attributes, uploadIds }) => uploadIds || setAttributes(attributes) !== null, {
    ...rule("attributes", "missing_field", "at least one attribute is required to generate a character"),
    ...whenValid("generate", "uploadIds", "attributes"),
  })
  .refine(({ uploadIds }) => !uploadIds?.some((id, index, all) => !isPlausibleId(id) || all.indexOf(id) !== index), {
    ...rule("uploadIds", "upload_invalid", "must be distinct upload ids"),
    ...whenValid("uploadIds"),
  });

type Input = z.output<typeof input>;

/**
 * Creates a character. With attributes, four images are generated for the price of four generations. With uploads, it
 * is free and ready at once. Both are one operation, so an idempotency key used for one can't be used for the other.
 */
export const createCharacter = defineOperation({
  name: "create_character",
  scope: "write",
  bucket: ({ uploadIds }) => (uploadIds ? "characters_post" : "characters_synthesize"),
  idempotent: true,
  refusals: ["insufficient_credits", "idempotency_key_in_use"],
  input,
  run: async (context) => {
    const { uploadIds } = context.input;
    return uploadIds ? makeFromUploads(context, uploadIds) : generate(context);
  },
});

async function generate(context: RunContext<Input, true>) {
  const { app, call, input, idempotency } = context;
  const result = await acceptCreation(app.accepts, idempotency, {
    ...newCharacter(context),
    attributes: setAttributes(input.attributes) ?? {},
    synthesisId: app.newId("synthesis"),
    price: SYNTHESIZED_POSES.length * app.config.CREDITS_PER_GENERATION,
    deadlineMs: app.config.SYNTHESIS_DEADLINE_MS,
  });
  return finishAccept(app, call, result);
}

async function makeFromUploads(context: RunContext<Input, true>, uploadIds: readonly string[]) {
  const { app, call, input, idempotency } = context;
  const result = await acceptUploadCreation(app.db, app.callLimiter, app.localRateLimiter, idempotency, {
    ...newCharacter(context),
    attributes: setAttributes(input.attributes),
    uploadIds,
  });
  call.onRateLimitState(app.localRateLimiter.find(call.principal.teamId, "characters_post"));
  return finishAccept(app, call, result);
}

function newCharacter({ app, call, input }: RunContext<Input, true>) {
  return {
    characterId: app.newId("character"),
    name: input.name,
    clientReferenceId: input.clientReferenceId ?? null,
    version: call.version,
    identitySeed: app.randomSeed(),
  };
}
