import { describe, expect, test } from "vitest";
import { parseS3ListPage } from "../../src/storage/s3-store.ts";

const listing = (inside: string) => `<?xml version="1.0"?>\n<ListBucketResult xmlns="x">${inside}</ListBucketResult>\n`;
const entry = (key: string, at = "2026-11-23T10:00:00.000Z") =>
  `<Contents><Key>${key}</Key><LastModified>${at}</LastModified></Contents>`;

describe("a page of a bucket's listing", () => {
  test("is parsed whatever the order of its parts", () => {
    const rest = "<IsTruncated>true</IsTruncated><NextContinuationToken>a&amp;b</NextContinuationToken>";
    const entries = [{ key: "k", modifiedAt: new Date("2026-11-23T10:00:00Z") }];
    expect(parseS3ListPage(listing(entry("k") + rest))).toEqual({ entries, next: "a&b" });
    expect(parseS3ListPage(listing(rest + entry("k")))).toEqual({ entries, next: "a&b" });
  });

  test("is the last one when it is not truncated, whatever else it contains", () => {
    expect(parseS3ListPage(listing("<IsTruncated>false</IsTruncated>"))).toEqual({ entries: [], next: null });
    expect(
      parseS3ListPage(listing("<IsTruncated>false</IsTruncated><NextContinuationToken>x</NextContinuationToken>")).next,
    ).toBeNull();
  });

  test("decodes escaped text, and a key can't imitate a tag", () => {
    const [{ key } = { key: "" }] = parseS3ListPage(
      listing(entry("&lt;Key&gt;&#65;&#x1F600;&quot;&apos;&amp;lt;")),
    ).entries;
    expect(key).toBe("<Key>A\u{1F600}\"'&lt;");
    const smuggled = listing(entry("&lt;IsTruncated&gt;true&lt;/IsTruncated&gt;"));
    expect(parseS3ListPage(smuggled).next).toBeNull();
    expect(
      parseS3ListPage(listing(entry("k").replace("</Contents>", "<IsTruncated>true</IsTruncated></Contents>"))).next,
    ).toBeNull();
  });

  test.each([
    ["nothing", ""],
    ["a page of HTML", "<!doctype html><html></html>"],
    ["a truncated document", listing(entry("k")).slice(0, -10)],
    ["an unclosed entry", listing("<Contents><Key>k</Key>")],
    ["an entry without a key", listing("<Contents><LastModified>2026-11-23T10:00:00Z</LastModified></Contents>")],
    ["an entry without a date", listing("<Contents><Key>k</Key></Contents>")],
    ["an invalid date", listing(entry("k", "yesterday"))],
    ["a truncated listing without a token", listing("<IsTruncated>true</IsTruncated>")],
    ["a document type", `<!DOCTYPE x [<!ENTITY e "k">]>${listing(entry("&e;"))}`],
    ["an entity that is declared in the document", listing(entry("&e;"))],
    ["an entity that is not a character", listing(entry("&#x110000;"))],
    ["an unterminated entity", listing(entry("a&b"))],
    ["CDATA", listing(entry("<![CDATA[k]]>"))],
    ["a comment", listing(`<!-- ${entry("k")} -->`)],
  ])("is refused when it is %s", (_, xml) => {
    expect(() => parseS3ListPage(xml)).toThrow(SyntaxError);
  });
});
