/** Characters of the caller's input that a message repeats at most: a name of 200 KiB would only fill logs and screens. */
const MAX_QUOTED_CHARACTERS = 200;

/** A piece of the caller's input as a message repeats it: whole when it is short, else its beginning. */
export function quoted(text: string, most = MAX_QUOTED_CHARACTERS): string {
  if (text.length <= most) return text;
  // A surrogate pair is not cut in half.
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
