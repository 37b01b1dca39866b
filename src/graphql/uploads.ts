import { initUpload, type UploadTicket } from "../operations/init-upload.ts";
import { builder } from "./builder.ts";
import { errorsOf, mutate } from "./call.ts";

const InitUploadInput = builder.inputType("InitUploadInput", {
  description: "The image to upload.",
  validate: { schema: initUpload.input },
  fields: (t) => ({
    filename: t.string({ required: true, description: "1–120 characters." }),
    extension: t.string({
      required: true,
      description: "`jpeg`, `jpg`, `png` or `webp`, in any case, with or without a leading dot.",
    }),
    contentType: t.string({
      required: true,
      description: "`image/jpeg` (`image/jpg` means the same), `image/png` or `image/webp`.",
    }),
  }),
});

type Header = { readonly name: string; readonly value: string };

const UploadHeaderType = builder.objectRef<Header>("UploadHeader").implement({
  description: "A header to send with the upload.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "The name of the header." }),
    value: t.exposeString("value", { description: "Its value." }),
  }),
});

const InitUploadSuccess = builder.objectRef<UploadTicket>("InitUploadSuccess").implement({
  description: "A ticket for one upload.",
  fields: (t) => ({
    uploadId: t.exposeID("uploadId", { description: "Use it in `CreateCharacterInput.uploadIds`." }),
    uploadUrl: t.exposeString("uploadUrl", {
      description: "Send the bytes here with PUT within 15 minutes; at most 10 MB. The URL needs no key.",
    }),
    uploadHeaders: t.field({
      type: [UploadHeaderType],
      description: "Send these headers with the PUT.",
      resolve: ({ uploadHeaders }) => Object.entries(uploadHeaders).map(([name, value]) => ({ name, value })),
    }),
    expiresAt: t.field({
      type: "DateTime",
      description: "Until then the uploaded image can be used.",
      resolve: ({ expiresAt }) => expiresAt.toISOString(),
    }),
  }),
});

builder.mutationField("initUpload", (t) =>
  t.field({
    type: InitUploadSuccess,
    nullable: true,
    errors: errorsOf(initUpload),
    description: "Starts an upload of one image: PNG, JPEG or WebP. Free.",
    args: { input: t.arg({ type: InitUploadInput, required: true, description: "The image to upload." }) },
    resolve: (_root, { input }, context) => mutate(context, initUpload, input),
  }),
);
