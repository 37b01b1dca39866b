import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import sharp from "sharp";
import { type PaidRequest, sendOverGraphql, sendOverRest } from "./paid-request.ts";
import { runVersion } from "./start-version.ts";

export type RollingTeam = { readonly id: string; readonly apiKey: string; readonly characters: readonly string[] };

export type LoadFigures = {
  /** Accepted keys, and replays of accepted keys. */
  readonly accepted: number;
  readonly replayed: number;
  /** Answers that ask for a retry, by code; `network` for a broken connection. */
  readonly retried: Readonly<Record<string, number>>;
  /** All other answers. Each one is a broken promise. */
  readonly failures: readonly string[];
};

const TEAMS = 3;
const CHARACTERS = 12;
const REPLAYS = 4;
const MAX_FAILURES = 20;
const PAUSE_MS = 25;
/** How often the buckets are filled, because the load tests keys and not rate limits. */
const REFILL_MS = 100;
/** Answers that ask the caller to send the same call again. */
const RETRYABLE = new Set(["service_unavailable", "rate_limit_exceeded", "in_flight", "network"]);
/** The synthesis of the character's previous key is still running. */
const BUSY = "invalid_request_error";

/** Teams with uploaded characters, made through the old version. */
export async function makeTeams(old: string, env: Record<string, string>, url: string): Promise<RollingTeam[]> {
  return Promise.all(
    Array.from({ length: TEAMS }, async (_, nth) => {
      const create = ["team", "create", "--name", `Rolling ${nth}`, "--credits", "1000000"];
      const { team_id: id } = await runVersion<{ team_id: string }>(old, env, create);
      const { api_key: apiKey } = await runVersion<{ api_key: string }>(old, env, ["key", "create", "--team", id]);
      const characters: string[] = [];
      for (let n = 0; n < CHARACTERS; n++) characters.push(await uploadCharacter(url, apiKey));
      return { id, apiKey, characters };
    }),
  );
}

export async function uploadCharacter(url: string, apiKey: string): Promise<string> {
  const post = async (path: string, body: unknown) => {
    const headers = { "x-api-key": apiKey, "content-type": "application/json" };
    const response = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as Record<string, string>;
  };
  const file = { filename: "a.png", extension: "png", content_type: "image/png" };
  const slot = await post("/v1/characters/uploads/init", file);
  const bytes = await sharp({ create: { width: 16, height: 16, channels: 3, background: "#aa3" } })
    .png()
    .toBuffer();
  const put = { method: "PUT", headers: { "content-type": "image/png" }, body: new Uint8Array(bytes) };
  await fetch(slot.upload_url ?? "", put);
  const made = await post("/v1/characters", { name: "R", upload_ids: [slot.upload_id], attributes: { age: 20 } });
  return made.id ?? "";
}

type Sent = { readonly code: string; readonly replayed: boolean; readonly answer: unknown };

/** One caller per character. A new key is sent until it is accepted, then repeatedly through every process. */
export function startLoad(
  teams: readonly RollingTeam[],
  urls: () => readonly string[],
  refill: () => PromiseLike<unknown>,
) {
  const figures = { accepted: 0, replayed: 0, retried: {} as Record<string, number>, failures: [] as string[] };
  let stopped = false;
  let nth = 0;

  const fail = (what: string) => {
    if (figures.failures.length < MAX_FAILURES) figures.failures.push(what);
  };
  const send = async (team: RollingTeam, request: PaidRequest, key: string): Promise<Sent & { over: string }> => {
    nth += 1;
    const targets = urls();
    const url = targets[nth % targets.length] ?? "";
    const over = Math.floor(nth / 2) % 2 === 0 ? "rest" : "graphql";
    try {
      const sent =
        over === "rest" ? await restAnswer(url, team, request, key) : await graphqlAnswer(url, team, request, key);
      return { ...sent, over };
    } catch {
      return { code: "network", replayed: false, answer: null, over };
    }
  };
  /** Sends the key until the answer is neither a request to retry nor caused by the previous synthesis. */
  const sendToEnd = async (team: RollingTeam, request: PaidRequest, key: string) => {
    while (true) {
      const sent = await send(team, request, key);
      if (sent.code === "ok") return sent;
      if (sent.code !== BUSY && !RETRYABLE.has(sent.code)) {
        fail(`${key}: ${sent.code} ${JSON.stringify(sent.answer)}`);
        return null;
      }
      if (sent.code !== BUSY) figures.retried[sent.code] = (figures.retried[sent.code] ?? 0) + 1;
      await delay(PAUSE_MS);
    }
  };
  const call = async (team: RollingTeam, character: string) => {
    const key = `${character} ${crypto.randomUUID()}`;
    const request: PaidRequest = { operation: "resynthesize_character", target: character, body: {} };
    const answers: Record<string, unknown> = {};
    for (let n = 0; n <= REPLAYS; n++) {
      const sent = await sendToEnd(team, request, key);
      if (!sent) return;
      if (n > 0 && !sent.replayed) fail(`${key}: accepted again`);
      answers[sent.over] ??= sent.answer;
      if (!isDeepStrictEqual(answers[sent.over], sent.answer)) {
        fail(`${key}: ${JSON.stringify(answers[sent.over])} and then ${JSON.stringify(sent.answer)}`);
      }
      if (sent.replayed) figures.replayed += 1;
    }
    figures.accepted += 1;
  };
  const callers = teams.flatMap((team) =>
    team.characters.map(async (character) => {
      while (!stopped) await call(team, character);
    }),
  );
  let ended = false;
  const refilling = (async () => {
    while (!ended) {
      await refill();
      await delay(REFILL_MS);
    }
  })();
  return {
    stop: async (): Promise<LoadFigures> => {
      stopped = true;
      await Promise.all(callers);
      ended = true;
      await refilling;
      return figures;
    },
  };
}

async function restAnswer(url: string, team: RollingTeam, request: PaidRequest, key: string): Promise<Sent> {
  const { status, replayed, body } = await sendOverRest(url, team.apiKey, request, key);
  const error = body.error as { code: string; details?: { reason?: string } } | undefined;
  // Signatures differ between processes, because each signs with its own address.
  const answer = JSON.parse(JSON.stringify(error ?? body), (name, member) =>
    name === "url" || name === "thumb_url" ? null : member,
  );
  const inFlight = error?.details?.reason === "in_flight";
  return { code: status < 300 ? "ok" : inFlight ? "in_flight" : (error?.code ?? String(status)), replayed, answer };
}

async function graphqlAnswer(url: string, team: RollingTeam, request: PaidRequest, key: string): Promise<Sent> {
  const { code, reason, replayed, synthesisId } = await sendOverGraphql(url, team.apiKey, request, key);
  const inFlight = reason === "IN_FLIGHT";
  return { code: code === null ? "ok" : inFlight ? "in_flight" : code, replayed, answer: synthesisId ?? code };
}
