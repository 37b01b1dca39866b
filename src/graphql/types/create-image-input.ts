import { text } from "../../operations/input.ts";
import { builder } from "../builder.ts";

const side = { min: 256, max: 2_048 };

export const CreateImageInput = builder.inputType("CreateImageInput", {
  description: "One picture to make.",
  fields: (t) => ({
    prompt: t.string({
      required: true,
      description: "What to show, 1–4000 characters.",
      validate: { schema: text(1, 4_000) },
    }),
    characterId: t.id({ description: "A READY character that appears in it." }),
    width: t.int({ description: "Pixels, 256–2048; 1024 if absent.", validate: side }),
    height: t.int({ description: "Pixels, 256–2048; 1024 if absent.", validate: side }),
    seed: t.field({ type: "Seed", description: "Asks for the same picture again, where the provider can." }),
  }),
});
