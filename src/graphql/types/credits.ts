import type { Balance } from "../../domain/credits.ts";
import { builder } from "../builder.ts";

export const CreditsType = builder.objectRef<Balance>("Credits").implement({
  description: "A team's credits at one instant.",
  fields: (t) => ({
    total: t.exposeInt("total", { description: "Granted and not captured yet." }),
    held: t.exposeInt("held", { description: "Reserved by running work." }),
    available: t.exposeInt("available", { description: "`total` − `held`: what can be spent now." }),
  }),
});
