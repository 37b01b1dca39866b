import { parseArgs } from "node:util";

const SECTIONS = ["accept", "hot", "peers", "replay", "refuse", "read", "list", "edge", "unknown", "sockets"] as const;
type Section = (typeof SECTIONS)[number];

export type BenchOptions = {
  readonly sections: readonly Section[];
  /** Seconds of one slice. */
  readonly seconds: number;
  /** The number of slices of each candidate. */
  readonly rounds: number;
  /** Clients of all loads except accepts. */
  readonly clients: number;
  /** A factor for the number of warm-up calls and accepts. */
  readonly scale: number;
  /** Another checkout of Retake to compare with this one. */
  readonly beside: string | null;
  /** True to measure other servers too. */
  readonly peers: boolean;
  readonly json: boolean;
};

/** Reads the command line. Throws a `TypeError` that names an unknown option. */
export function readBenchOptions(args: readonly string[]): BenchOptions {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: text,
      seconds: text,
      rounds: text,
      clients: text,
      scale: text,
      beside: text,
      "no-peers": { type: "boolean" },
      json: { type: "boolean" },
    },
  });
  return {
    sections: values.only === undefined ? SECTIONS : values.only.split(",").map(section),
    seconds: positive("seconds", values.seconds, 1),
    rounds: positive("rounds", values.rounds, 5),
    clients: positive("clients", values.clients, 32),
    scale: positive("scale", values.scale, 1),
    beside: values.beside ?? null,
    peers: !values["no-peers"],
    json: values.json ?? false,
  };
}

function positive(name: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new TypeError(`--${name} must be a positive number`);
}

function section(name: string): Section {
  const found = SECTIONS.find((known) => known === name);
  if (found) return found;
  throw new TypeError(`--only is made of ${SECTIONS.join(", ")}`);
}
