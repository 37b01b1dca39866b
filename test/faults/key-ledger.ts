import { expect } from "vitest";
import type { TestApp } from "../helpers/app.ts";
import { TRANSPORTS } from "../helpers/clients.ts";
import { resynthesize, type TypedAnswer } from "../helpers/typed-call.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { atRest, expectTyped, passQueueTime } from "./fault-bench.ts";

/** Calls with keys, each for another character, and their answers. */
export type KeyLedger = {
  /** Sends all of them repeatedly, a few at a time, until `until` returns true. Answers must be typed. */
  readonly load: (url: string, until: () => boolean) => Promise<void>;
  /** Sends each until its answer is definite, waits until all syntheses have ended, and checks for one accept and one charge each. */
  readonly resolve: (url: string) => Promise<void>;
  /** Every answer so far. */
  readonly answers: readonly TypedAnswer[];
};

type IdempotentRequest = {
  readonly apiKey: string;
  readonly id: string;
  readonly key: string;
  readonly answers: TypedAnswer[];
};

const TEAMS = 6;
/** Fewer than a bucket admits at once. */
const CALLS_OF_A_TEAM = 8;
const SENDERS = 12;

/** `sound` seeds and checks without faults. */
export async function openKeyLedger(sound: TestApp): Promise<KeyLedger> {
  const teams = await Promise.all(Array.from({ length: TEAMS }, () => sound.seed.team()));
  const calls: IdempotentRequest[] = await Promise.all(
    teams.flatMap(({ teamId, apiKey }) =>
      Array.from({ length: CALLS_OF_A_TEAM }, async (_, n) => {
        const id = await sound.seed.character(teamId);
        return { apiKey, id, key: `key ${n}`, answers: [] };
      }),
    ),
  );
  const all: TypedAnswer[] = [];
  const send = async (url: string, nth: number) => {
    const call = calls[nth % calls.length];
    if (!call) throw new Error("no calls");
    const transport = TRANSPORTS[nth % 2] ?? "rest";
    const answer = await resynthesize(transport, url, call.apiKey, call.id, call.key);
    expectTyped(answer);
    call.answers.push(answer);
    all.push(answer);
    return answer;
  };
  return {
    answers: all,
    load: async (url, until) => {
      let nth = 0;
      const sender = async () => {
        while (!until()) {
          nth += 1;
          // An odd step, so that each key is sent over both transports in turn.
          await send(url, nth + Math.floor(nth / calls.length));
        }
      };
      await Promise.all(Array.from({ length: SENDERS }, sender));
    },
    resolve: async (url) => {
      await Promise.all(
        calls.map((_, nth) => waitFor(`the fate of key ${nth}`, async () => (await send(url, nth)).code === "ok")),
      );
      await passQueueTime(sound);
      await atRest(sound);
      for (const { answers } of calls) {
        expect(answers.filter(({ code, replayed }) => code === "ok" && !replayed).length).toBeLessThanOrEqual(1);
      }
      const rows = await sound.app.db.sql<{ kinds: string }[]>`
        select string_agg(e.kind, ' ' order by e.seq) as kinds from retake.ledger_entries e join retake.syntheses s on s.id = e.synthesis_id
         where s.character_id in ${sound.app.db.sql(calls.map(({ id }) => id))}
         group by s.character_id, s.id`;
      expect(rows.length).toBe(calls.length);
      for (const { kinds } of rows) expect(["hold capture", "hold release"]).toContain(kinds);
    },
  };
}
