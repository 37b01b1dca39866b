import { z } from "zod";
import type { List } from "../operations/list-query.ts";
import type { QueryParameter } from "./route.ts";

/** A page of a list, as the source API prints it. */
export function listBody<Item, Body>(list: List<Item>, render: (item: Item) => Body) {
  return {
    object: "list" as const,
    data: list.data.map(render),
    has_more: list.hasMore,
    next_cursor: list.nextCursor,
  };
}

/** What `listBody` prints. */
export function listSchema(item: z.ZodType, id: string) {
  return z
    .strictObject({
      object: z.literal("list"),
      data: z.array(item),
      has_more: z.boolean(),
      next_cursor: z.string().nullable().meta({ description: "Send it as `starting_after`; null at the end." }),
    })
    .meta({ id });
}

/** The parameters that every list takes. */
export function pageParameters(item: string): Readonly<Record<"limit" | "starting_after", QueryParameter>> {
  return {
    limit: { schema: { type: "integer", minimum: 1, maximum: 100, default: 20 }, description: "Rows of a page." },
    starting_after: { schema: { type: "string" }, description: `Id of the last ${item} of the page before.` },
  };
}
