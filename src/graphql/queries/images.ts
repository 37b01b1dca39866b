import { connectImages } from "../../operations/list-images.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { ImageType } from "../types/image.ts";

builder.queryField("images", (t) =>
  t.connection(
    {
      type: ImageType,
      description: "The team's images, newest first.",
      resolve: async (_root, page, context) =>
        valueOrRefusal(context, await connectImages(context.app, context.call, page)),
    },
    { name: "ImageConnection", description: "A page of the team's images." },
    { name: "ImageEdge", description: "An image and its place in the list." },
  ),
);
