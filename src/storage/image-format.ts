export type ImageFormat = "png" | "jpeg" | "webp";

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];

/** The format that the first bytes show; names and headers are not asked. Null for every other format. */
export function imageFormatOf(bytes: Uint8Array): ImageFormat | null {
  const has = (magic: number[], at: number): boolean => magic.every((byte, index) => bytes[at + index] === byte);
  if (has(PNG, 0)) return "png";
  if (has(JPEG, 0)) return "jpeg";
  return has(RIFF, 0) && has(WEBP, 8) ? "webp" : null;
}

/** A content type in lower case without parameters, with the common misspelling `image/jpg` mended. */
export function pictureType(header: string): string {
  const type = header.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return type === "image/jpg" ? "image/jpeg" : type;
}
