import type { BucketState } from "../../domain/buckets.ts";
import { builder } from "../builder.ts";

const MS_PER_SECOND = 1_000;

export const RateLimitType = builder.objectRef<BucketState>("RateLimit").implement({
  description: "A token bucket of the team, at one instant.",
  fields: (t) => ({
    bucket: t.exposeString("bucket", { description: "Its name, as over REST." }),
    limit: t.exposeInt("limit", { description: "Tokens it holds when it is full." }),
    remaining: t.exposeInt("remaining", { description: "Whole tokens left." }),
    resetAt: t.field({
      type: "DateTime",
      description: "When it is full again, rounded up to a second.",
      resolve: ({ resetAtSeconds }) => new Date(resetAtSeconds * MS_PER_SECOND).toISOString(),
    }),
  }),
});
