import { builder } from "../builder.ts";
import { UserError } from "../user-errors.ts";

builder.interfaceType(UserError, {
  name: "UserError",
  description:
    "An expected no to a mutation: nothing was changed and nothing was charged. Each implementation has facts of its own.",
  fields: (t) => ({
    type: t.exposeString("type", {
      description: "Class of the error, as over REST: `invalid_request`, `not_found`, `rate_limit`.",
    }),
    code: t.exposeString("code", { description: "Stable name of the reason, as over REST; branch on this." }),
    message: t.exposeString("message", { description: "One sentence for people; may change." }),
    param: t.exposeString("param", {
      nullable: true,
      description: "The argument at fault, a dotted path for a nested one; null when it is none.",
    }),
    docUrl: t.exposeString("docUrl", { description: "The page that explains the code." }),
    requestId: t.exposeID("requestId", { description: "Id of this request, for support and logs." }),
  }),
});
