/** One page of a bucket's listing. `next` is the continuation token, null on the last page. */
export type S3ListPage = {
  readonly entries: readonly { readonly key: string; readonly modifiedAt: Date }[];
  readonly next: string | null;
};

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Reads the few tags of a `ListObjectsV2` answer. Not an XML parser: no attributes inside, no comments, no CDATA, no
 * document types (so no entities of its own). Throws a `SyntaxError` for anything that is not plainly such a page,
 * because a page read as empty would look like an empty bucket.
 */
export function parseS3ListPage(xml: string): S3ListPage {
  const document = xml.replace(/^\uFEFF?\s*(<\?xml[^>]*\?>)?\s*/, "");
  const whole = /^<ListBucketResult(\s[^>]*)?>([\s\S]*)<\/ListBucketResult>\s*$/.exec(document);
  if (whole === null || /<[!?]/.test(document)) throw new SyntaxError("Not a bucket listing");
  const blocks = (whole[2] ?? "").split("<Contents>");
  const entries = blocks.slice(1).map((block) => parseEntry(block.slice(0, endOf(block))));
  const head = blocks.map((block, at) => (at === 0 ? block : block.slice(endOf(block)))).join("");
  const truncated = textOf(head, "IsTruncated") === "true";
  const next = truncated ? textOf(head, "NextContinuationToken") : null;
  if (truncated && !next) throw new SyntaxError("A cut bucket listing without its continuation token");
  return { entries, next };
}

function endOf(block: string): number {
  const end = block.indexOf("</Contents>");
  if (end < 0) throw new SyntaxError("A bucket listing with an open entry");
  return end;
}

function parseEntry(block: string): { key: string; modifiedAt: Date } {
  const key = textOf(block, "Key");
  const modifiedAt = new Date(textOf(block, "LastModified") ?? "");
  if (key === null || Number.isNaN(modifiedAt.getTime()))
    throw new SyntaxError("A bucket listing's entry lacks a part");
  return { key, modifiedAt };
}

function textOf(xml: string, tag: string): string | null {
  const text = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1];
  return text === undefined ? null : unescapeXml(text);
}

function unescapeXml(text: string): string {
  return text.replace(/&([^;&]*);?/g, (_, name: string) => {
    const number = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(name);
    const point = number === null ? Number.NaN : Number.parseInt(number[1] ?? number[2] ?? "", number[1] ? 16 : 10);
    const plain = ENTITIES[name] ?? (point <= 0x10ffff ? String.fromCodePoint(point) : undefined);
    if (plain === undefined) throw new SyntaxError("A bucket listing with an unknown entity");
    return plain;
  });
}
