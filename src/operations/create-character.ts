import { z } from "zod";
import { isPlausibleId } from "../domain/ids.ts";
import { SYNTHESIZED_POSES } from "../domain/pose.ts";
import type { InvalidInputCode } from "../domain/refusals.ts";
import { acceptCreation } from "../services/accept/accept-creation.ts";
import { acceptUploadCreation } from "../services/accept/accept-upload-creation.ts";
import { finishAccept } from "./idempotent-request.ts";
import { attributesInput, setAttributes, text } from "./input.ts";
import { defineOperation, type RunContext } from "./operation.ts";

/** As many as the source API takes for one character. */
const MAX_UPLOADS = 6;

/** Either `generate` with attributes, or uploads. */
const input = z
  .strictObject({
    name: text(1, 120),
    generate: z.boolean().nullish(),
    attributes: attributesInput.nullish(),
    uploadIds: z.array(z.string()).min(1).max(MAX_UPLOADS).nullish(),
    clientReferenceId: text(0, 256).nullish(),
  })
  .superRefine(({ generate, attributes, uploadIds }, context) => {
    const refuse = (code: InvalidInputCode, member: string, message: string) =>
      context.addIssue({ code: "custom", path: [member], message, params: { code } });
    if (generate && uploadIds) {
      refuse("parameter_invalid_combination", "uploadIds", "can't be sent together with generate");
    } else if (!generate && !uploadIds) {
      refuse("parameter_invalid_combination", "generate", "must be true, unless uploads are sent");
    } else if (generate && setAttributes(attributes) === null) {
      refuse("missing_field", "attributes", "needed to synthesize a character, at least one of them");
    } else if (uploadIds?.some((id, index, all) => !isPlausibleId(id) || all.indexOf(id) !== index)) {
      refuse("upload_invalid", "uploadIds", "must be ids of uploads, each once");
    }
  });

type Input = z.output<typeof input>;

/**
 * Makes a new character: generated from attributes for the price of four generations, or made from uploads, free and
 * ready at once. Both ways are one operation, so a key that was used for one can't be used for the other.
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
  const result = await acceptCreation(app.db, app.callLimiter, idempotency, {
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
  call.onRateLimitState(app.localRateLimiter.peek(call.principal.teamId, "characters_post"));
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
