import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { connectionError, type DriverStatement, senderOf } from "./driver-statement.ts";

/** The driver's options as it has read them; `socket` is missing in its types. */
export type DriverOptions = postgres.Sql["options"] & { readonly socket?: (options: never) => Socket };

/**
 * One connection: a client of the driver that connects once and is then thrown away. The driver (3.4.9) would connect
 * again in the same place, but keeps there what the broken connection left behind: bytes that were not sent, which the
 * server then reads as the next startup; a refusal, by which it rejects the next statement unsent; the number of rows
 * that had come, so that the next result begins with as many holes; and a flag that a flush is scheduled, which is not.
 */
export type Connection = {
  readonly client: postgres.Sql;
  readonly execute: (statement: DriverStatement) => void;
  /** False once the other side has closed, which is known a moment before the connection is gone. */
  readonly isUsable: () => boolean;
  /** Lets a running statement finish for `timeout` seconds. */
  readonly end: (timeout: number) => Promise<void>;
  /** Gives it up at once, as broken. */
  readonly giveUp: () => void;
  /** Gives it up at once; `onGone` is not called. */
  readonly discard: () => void;
};

/** Connects at the first statement, after `delayMs`. `onGone` is called once, when the connection is or can't be. */
export function openConnection(
  base: DriverOptions,
  delayMs: number,
  onGone: (error: Error) => void,
  onnotify?: (channel: string, payload: string) => void,
): Connection {
  let socket: Socket | null = null;
  let asked = false;
  let gone = false;

  const discard = () => {
    if (gone) return;
    gone = true;
    socket?.destroy();
    void client.end({ timeout: 0 });
  };
  const lose = () => {
    if (gone) return;
    discard();
    onGone(connectionError("CONNECTION_CLOSED", "the connection to the database broke"));
  };
  const open = async (options: never) => {
    if (asked) lose();
    asked = true;
    if (delayMs > 0 && !gone) await delay(delayMs);
    if (gone || !base.socket) throw connectionError("CONNECTION_CLOSED", "the connection was given up");
    socket = base.socket(options);
    return socket;
  };
  const options = {
    ...base,
    max: 1,
    max_lifetime: null,
    onclose: lose,
    socket: open,
    ...(onnotify ? { onnotify } : {}),
  };
  const client = postgres(options as unknown as postgres.Options<Record<string, never>>);
  return {
    client,
    execute: senderOf(client),
    isUsable: () => !gone && (socket === null || socket.readyState === "open"),
    end: (timeout) => client.end({ timeout }),
    giveUp: lose,
    discard,
  };
}
