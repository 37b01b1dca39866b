import type { BlobInfo, ByteRange } from "./blob-store.ts";

export type StorageRequest = {
  readonly method: "GET" | "HEAD";
  readonly headers: Headers;
  /** The digest from the blob's key, used as ETag. */
  readonly sha256: string;
  readonly info: BlobInfo;
  /** How long the URL is still valid, in seconds. */
  readonly maxAgeSeconds: number;
  /** Reads the blob or a part of it; null when it was deleted. */
  readonly read: (range?: ByteRange) => Promise<Uint8Array | null>;
};

export type StorageResponse = {
  readonly status: 200 | 206 | 304 | 416;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
};

/**
 * Answers GET and HEAD for one blob as in RFC 9110: conditions first, then one byte range. Several ranges and
 * malformed ones are ignored, which the RFC allows. The caller has already checked access. Returns null when the blob
 * was deleted before it was read, and the answer is 404.
 */
export async function storageResponse(request: StorageRequest): Promise<StorageResponse | null> {
  const { method, headers, sha256, info, read } = request;
  const etag = `"${sha256}"`;
  const common = commonHeaders(etag, request.maxAgeSeconds);

  if (matchesAny(headers.get("if-none-match"), etag)) return { status: 304, headers: common, body: null };

  const entity = { ...common, "content-type": info.contentType };
  const range = method === "GET" && rangeApplies(headers, etag) ? parseRange(headers.get("range"), info.size) : null;
  if (range === "unsatisfiable") {
    return { status: 416, headers: { ...common, "content-range": `bytes */${info.size}` }, body: null };
  }
  if (method === "HEAD") return { status: 200, headers: withLength(entity, info.size), body: null };

  const body = await read(range ?? undefined);
  if (body === null) return null;
  if (range === null) return { status: 200, headers: withLength(entity, body.byteLength), body };
  if (body.byteLength !== range.end - range.start + 1)
    throw new Error("The store returned a range of the wrong length");
  const contentRange = `bytes ${range.start}-${range.end}/${info.size}`;
  return { status: 206, headers: { ...withLength(entity, body.byteLength), "content-range": contentRange }, body };
}

function commonHeaders(etag: string, maxAgeSeconds: number): Record<string, string> {
  return {
    etag,
    "accept-ranges": "bytes",
    "cache-control": `private, max-age=${Math.max(0, Math.floor(maxAgeSeconds))}, immutable`,
    "content-security-policy": "default-src 'none'",
    // The signature in the URL is the permission, so pages of any origin may show the image.
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
  };
}

function withLength(headers: Record<string, string>, length: number): Record<string, string> {
  return { ...headers, "content-length": String(length) };
}

/** Weak comparison, as If-None-Match requires. ETags here are hex, so a comma always separates. */
function matchesAny(header: string | null, etag: string): boolean {
  if (header === null) return false;
  if (header.trim() === "*") return true;
  return header.split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === etag);
}

/** If-Range compares strongly. A date never matches, because no Last-Modified is sent. */
function rangeApplies(headers: Headers, etag: string): boolean {
  const condition = headers.get("if-range");
  return condition === null || condition.trim() === etag;
}

/** Null when there is no range to apply. An end past the last byte is cut. */
function parseRange(header: string | null, size: number): ByteRange | "unsatisfiable" | null {
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? "");
  const [, first = "", last = ""] = match ?? [];
  if (match === null || (first === "" && last === "")) return null;
  if (first === "") return suffixRange(Number(last), size);
  if (last !== "" && Number(last) < Number(first)) return null;
  if (Number(first) >= size) return "unsatisfiable";
  return { start: Number(first), end: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}

/** The last `count` bytes. */
function suffixRange(count: number, size: number): ByteRange | "unsatisfiable" {
  if (count === 0 || size === 0) return "unsatisfiable";
  return { start: Math.max(0, size - count), end: size - 1 };
}
