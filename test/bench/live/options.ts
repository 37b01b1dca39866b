import { parseArgs } from "node:util";

const CANDIDATES = ["retake", "yoga", "mercurius"] as const;
/** `beside` is Retake from another checkout, to measure the effect of a change. */
export type Candidate = (typeof CANDIDATES)[number] | "beside";

export type Options = {
  /** Idle sockets with a character each, whose memory is measured; 0 to skip this. */
  readonly idle: number;
  /** Sockets that watch one character. */
  readonly sockets: number;
  /** Sockets that watch a character each. */
  readonly streams: number;
  /** Seconds with events, over all rounds. */
  readonly seconds: number;
  /** Events a second in a slice. */
  readonly rate: number;
  /** Times that the candidates take turns. */
  readonly rounds: number;
  /** Pages that poll, and that subscribe instead. */
  readonly pollers: number;
  /** Seconds for which a page watches. */
  readonly watched: number;
  readonly candidates: readonly Candidate[];
  /** The other checkout of Retake, if there is one. */
  readonly beside: string | null;
  /** The path of the JSON file for the figures. */
  readonly json: string | null;
};

/** With less time, the first poll of the last page would come after the first changes. */
const LEAST_WATCHED = 4;

/** Reads the command line. Throws a `TypeError` that names an unknown option. */
export function readOptions(args: readonly string[]): Options {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      idle: text,
      sockets: text,
      streams: text,
      seconds: text,
      rate: text,
      rounds: text,
      pollers: text,
      watched: text,
      only: text,
      beside: text,
      json: text,
    },
  });
  const sockets = count("sockets", values.sockets, 10_000);
  const candidates = values.only === undefined ? CANDIDATES : values.only.split(",").map(candidate);
  return {
    idle: values.idle === "0" ? 0 : count("idle", values.idle, 2 * sockets),
    sockets,
    streams: count("streams", values.streams, Math.ceil(sockets / 2)),
    seconds: count("seconds", values.seconds, 10),
    rate: count("rate", values.rate, 100),
    rounds: count("rounds", values.rounds, 3),
    pollers: count("pollers", values.pollers, 50),
    watched: Math.max(LEAST_WATCHED, count("watched", values.watched, 60)),
    candidates: values.beside === undefined ? candidates : [...candidates, "beside"],
    beside: values.beside ?? null,
    json: values.json ?? null,
  };
}

function count(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`--${name} must be a positive integer`);
}

function candidate(name: string): Candidate {
  const found = CANDIDATES.find((known) => known === name);
  if (found) return found;
  throw new TypeError(`--only is made of ${CANDIDATES.join(", ")}`);
}
