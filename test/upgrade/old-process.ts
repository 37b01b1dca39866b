import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import canonicalize from "canonicalize";
import type postgres from "postgres";
import type { StoredImage } from "../../src/domain/snapshots.ts";
import type { PaidRequest } from "./paid-request.ts";
import type { SentStatement } from "./statement-tap.ts";

/** Every statement that a process of 0.1.0 sends. */
export const OLD_STATEMENTS = JSON.parse(
  readFileSync(new URL("./0.1.0/statements.json", import.meta.url), "utf8"),
) as readonly SentStatement[];

/** The statement with which 0.1.0 calls this function. */
function calling(name: string): string {
  const found = OLD_STATEMENTS.find(({ text }) => new RegExp(`\\b${name}\\(`).test(text));
  if (!found) throw new Error(`0.1.0 does not call ${name}`);
  return found.text;
}

type OldAnswer = {
  readonly outcome: "accepted" | "replayed" | "refused";
  readonly facts: Record<string, unknown> & { readonly synthesis?: { readonly id: string } };
};

/** What gateways and workers of 0.1.0 do in the database, with their own statements. */
export type OldProcess = {
  /** Sends a resynthesis as a gateway does. */
  readonly resynthesize: (teamId: string, characterId: string, key: string) => Promise<OldAnswer>;
  readonly createImage: (teamId: string, prompt: string, key: string) => Promise<OldAnswer>;
  readonly cancel: (teamId: string, characterId: string) => Promise<OldAnswer>;
  /** Claims a synthesis as a worker does; null when it has ended. */
  readonly claim: (synthesisId: string) => Promise<OldRun | null>;
};

type OldRun = {
  /** Records that a pose was sent and delivered; false when another worker owns the synthesis. */
  readonly deliver: (pose: string, image: StoredImage) => Promise<boolean>;
  /** Records that a pose was sent. */
  readonly send: (pose: string) => Promise<boolean>;
  readonly settle: () => Promise<boolean>;
};

const DAY_SECONDS = 86_400;
const WAIT_MS = 5_000;
const DEADLINE_MS = 600_000;
const POSES = ["portrait", "front", "side", "back"];
const ELIGIBLE = ["reviewing", "ready", "failed"];

const fingerprint = ({ operation, target, body }: PaidRequest) =>
  createHash("sha256")
    .update(canonicalize({ body, operation, target }) ?? "")
    .digest();

let made = 0;
/** The ids only have to be new. */
const newId = (prefix: string) => {
  made += 1;
  return `${prefix}_01KB${randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase()}${String(made).padStart(6, "0")}`;
};

export function createOldProcess(sql: postgres.Sql): OldProcess {
  const ask = async <T>(text: string, values: readonly unknown[]): Promise<T> => {
    const [row] = await sql.unsafe(text, values as never[]);
    return row as T;
  };
  const [accept, acceptImage, cancel] = ["accept_synthesis", "accept_image", "cancel_synthesis"].map(calling);
  return {
    resynthesize: (teamId, target, key) => {
      const hash = fingerprint({ operation: "resynthesize_character", target, body: {} });
      const call = [teamId, key, "resynthesize_character", target, hash, DAY_SECONDS, WAIT_MS, 12, 10_000];
      const work = [newId("syn"), "resynthesize", POSES, ELIGIBLE, 4, 7, null, DEADLINE_MS];
      return ask(accept ?? "", [...call, ...work]);
    },
    createImage: (teamId, prompt, key) => {
      const hash = fingerprint({ operation: "create_image", target: null, body: { prompt } });
      const call = [teamId, key, "create_image", hash, DAY_SECONDS, WAIT_MS, 120, 1_000];
      const work = [newId("img"), null, prompt, 1024, 1024, null, "2026-05-15", 1, 7, DEADLINE_MS];
      return ask(acceptImage ?? "", [...call, ...work]);
    },
    cancel: (teamId, characterId) => ask(cancel ?? "", [teamId, characterId, null, ["synthesizing"]]),
    claim: (synthesisId) => claim(ask, synthesisId),
  };
}

type Ask = <T>(text: string, values: readonly unknown[]) => Promise<T>;

async function claim(ask: Ask, synthesisId: string): Promise<OldRun | null> {
  const runner = randomUUID();
  const { claimed } = await ask<{ claimed: unknown }>(calling("claim_synthesis"), [synthesisId, runner]);
  if (!claimed) return null;
  const request = { prompt: "p", template: "t", seed: 1, seed_counts: true, width: 64, height: 96, references: [] };
  const send = async (pose: string) => {
    const values = [synthesisId, pose, runner, request, 4, "fake", null];
    return (await ask<{ attempt: number } | undefined>(calling("record_sent"), values)) ?? null;
  };
  return {
    send: async (pose) => (await send(pose)) !== null,
    deliver: async (pose, image) => {
      const sent = await send(pose);
      if (!sent) return false;
      const values = [synthesisId, pose, runner, sent.attempt, image, "m", "r"];
      return (await ask<{ recorded: boolean }>(calling("record_delivered"), values)).recorded;
    },
    settle: async () => (await ask<{ settled: boolean }>(calling("settle_synthesis"), [synthesisId, runner])).settled,
  };
}
