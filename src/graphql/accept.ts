/** Media types that answers come in, ranges that hold one of them, and the page for browsers. */
const KNOWN = /^\s*(application\/(json|graphql-response\+json|\*)|text\/(event-stream|html|\*)|\*\/\*)\s*(;|$)/i;
/** Answers are UTF-8. */
const OTHER_CHARSET = /;\s*charset\s*=\s*"?(?!utf-8"?\s*(;|$))/i;

/**
 * The `Accept` that counts: what of it is known here. Who asks for something else alone gets JSON, as HTTP allows:
 * better than work that is done and then not told of.
 */
export function acceptOf(header = "*/*"): string {
  const known = header.split(",").filter((type) => KNOWN.test(type) && !OTHER_CHARSET.test(type));
  return known.length === 0 || known.every((type) => /html/i.test(type))
    ? [...known, "*/*"].join(",")
    : known.join(",");
}
