import type { Connection } from "./connection.ts";
import type { DriverStatement } from "./driver-statement.ts";

/** A connection of a pool, and what it is doing. */
export type Member = {
  readonly connection: Connection;
  current: DriverStatement | null;
  /** True once the server has answered anything over it. */
  answered: boolean;
  /** ms, of the monotonic clock */
  readonly born: number;
  /** When `current` was given to it; ms, of the monotonic clock. */
  startedAt: number;
};

/** The connections of a pool, at most `size`. */
export type Members = {
  readonly all: () => readonly Member[];
  /** The connection that was used last, for it has the most plans; a new one; or none. */
  readonly free: () => Member | null;
  readonly release: (member: Member) => void;
  readonly remove: (member: Member) => void;
};

/** The server's memory for a connection's plans grows; and after a failover old connections must not stay for ever. */
const MAX_AGE_MS = 30 * 60_000;

export function createMembers(size: number, open: () => Member): Members {
  const all = new Set<Member>();
  const idle: Member[] = [];

  const remove = (member: Member) => {
    all.delete(member);
    const place = idle.indexOf(member);
    if (place >= 0) idle.splice(place, 1);
    member.connection.discard();
  };
  return {
    all: () => [...all],
    free: () => {
      for (let member = idle.pop(); member; member = idle.pop()) {
        if (member.connection.isUsable()) return member;
        remove(member);
      }
      if (all.size >= size) return null;
      const member = open();
      all.add(member);
      return member;
    },
    release: (member) => {
      if (performance.now() - member.born > MAX_AGE_MS) remove(member);
      else idle.push(member);
    },
    remove,
  };
}
