import { getImage } from "../../operations/get-image.ts";
import { builder } from "../builder.ts";
import { valueOrNull } from "../errors.ts";
import { ImageType } from "../types/image.ts";

builder.queryField("image", (t) =>
  t.field({
    type: ImageType,
    nullable: true,
    description: "An image of the team; null when it is unknown or another team's.",
    args: { id: t.arg.id({ required: true, description: "`img_` + ULID." }) },
    resolve: async (_root, { id }, context) => valueOrNull(context, await getImage(context.app, context.call, id)),
  }),
);
