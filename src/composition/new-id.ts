import { randomFillSync } from "node:crypto";
import { monotonicFactory } from "ulid";
import { ID_PREFIXES, type NewId } from "../domain/ids.ts";

/** Random bytes drawn at once: a draw for each of an id's sixteen characters costs more than the rest of a request. */
const POOL_BYTES = 4_096;
const BYTE_VALUES = 256;

const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/** A fraction made of one random byte: an id's character takes five of its bits, so none is lost. */
function randomFraction(): number {
  if (used === POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const byte = pool[used] ?? 0;
  used += 1;
  return byte / BYTE_VALUES;
}

/** Of one millisecond each is one more than the last: lists that go by id are in the order of creation. */
const ulid = monotonicFactory(randomFraction);

/** `<prefix>_<ULID>`: sorts by time, 80 random bits. */
export const newId: NewId = (kind) => `${ID_PREFIXES[kind]}_${ulid()}`;
