import { spawn } from "node:child_process";
import { glob, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EmbeddedConnection } from "../../../src/db/embedded/embedded-postgres.ts";
import type { Sql } from "../../../src/db/statement.ts";
import { BUCKETS } from "../../../src/domain/buckets.ts";
import type { Work } from "./prepare.ts";

/** The same function call as Retake makes, with the same parameters, after a look-up of the caller. */
const script = ({ burst, intervalMs }: { readonly burst: number; readonly intervalMs: number }) => `\\set i :i + 1
\\set n :base + :client_id * :each + :i
select a.outcome from bench_works w, public.accept_request(jsonb_build_object(
  'work', 'resynthesize', 'team', w.team_id, 'api_key', w.key_id, 'key', 'pgbench-' || w.n,
  'operation', 'resynthesize_character', 'target', w.character_id, 'fingerprint', sha256('x'), 'ttl_seconds', 86400,
  'wait_ms', 5000, 'bucket', 'characters_synthesize', 'burst', ${burst}, 'interval_ms', ${intervalMs},
  'character', w.character_id, 'eligible', array['ready', 'reviewing', 'failed'],
  'id', 'syn_pgbench' || lpad(w.n::text, 19, '0'), 'poses', array['portrait', 'front', 'side', 'back'], 'price', 4,
  'identity_seed', 7, 'prompt_override', null, 'deadline_ms', 600000)) a
 where w.n = :n;
`;

/** The first accepts of each connection are not counted: each connection compiles the functions and plans their statements. */
const WARM = 2;

/** The database alone, driven by pgbench. No server that calls the same function can be faster. */
export class Pgbench {
  readonly #target: EmbeddedConnection;
  readonly #folder: string;
  #next = 1;

  constructor(target: EmbeddedConnection, folder: string) {
    this.#target = target;
    this.#folder = folder;
  }

  /** Adds characters for the accepts. Each is used once, in this order. */
  async give(sql: Sql, works: readonly Work[]): Promise<void> {
    await sql`create table if not exists bench_works
      (n bigint generated always as identity primary key, team_id text, character_id text, key_id text)`;
    const rows = works.map(({ teamId, characterId, keyId }) => ({ teamId, characterId, keyId }));
    await sql`insert into bench_works (team_id, character_id, key_id)
      select "teamId", "characterId", "keyId"
        from jsonb_to_recordset(${sql.json(rows)}) as row ("teamId" text, "characterId" text, "keyId" text)`;
    await sql`analyze bench_works`;
  }

  /**
   * Runs about this many accepts. Returns their number, and the rate while all connections were warm and at work. Throws
   * when pgbench is missing or fails.
   */
  async run(clients: number, count: number): Promise<{ readonly accepts: number; readonly rate: number }> {
    const file = join(this.#folder, "accept.sql");
    await writeFile(file, script(BUCKETS.characters_synthesize));
    const each = Math.floor(count / clients);
    const variables = ["-D", "i=0", "-D", `base=${this.#next - 1}`, "-D", `each=${each}`];
    this.#next += each * clients;
    const log = join(this.#folder, "pgbench-log");
    const load = ["-c", `${clients}`, "-j", "1", "-t", `${each}`, "-l", "--log-prefix", log];
    const args = ["-n", "-M", "prepared", ...load, ...variables, "-f", file];
    const { host, port, user, password, database } = this.#target;
    await runProgram("pgbench", [...args, "-h", host, "-p", `${port}`, "-U", user, database], {
      ...process.env,
      PGPASSWORD: password,
    });
    return { accepts: each * clients, rate: warmRate(await takeLogs(log)) };
  }
}

/** Reads and removes the logs of a run, which have a line for each accept. */
async function takeLogs(prefix: string): Promise<string> {
  const files = await Array.fromAsync(glob(`${prefix}.*`));
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  await Promise.all(files.map((file) => rm(file)));
  return texts.join("");
}

/**
 * The accepts a second between the moment when every connection had done its first `WARM` and the moment when the first
 * one was done. A line is `client transaction latency script seconds microseconds`.
 * @internal
 */
export function warmRate(log: string): number {
  const ends = new Map<string, number[]>();
  for (const line of log.trim().split("\n")) {
    const [client = "", , , , seconds, micros] = line.split(" ");
    const own = ends.get(client) ?? [];
    ends.set(client, own);
    own.push(Number(seconds) + Number(micros) / 1e6);
  }
  const all = [...ends.values()];
  const from = Math.max(...all.map((own) => own[WARM - 1] ?? Number.NaN));
  const until = Math.min(...all.map((own) => own.at(-1) ?? Number.NaN));
  if (!(from < until)) throw new Error(`pgbench needs more than ${WARM} accepts for each client`);
  const counted = all.flat().filter((end) => end > from && end <= until).length;
  return counted / (until - from);
}

async function runProgram(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text: Buffer) => {
      printed += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  if (code !== 0) throw new Error(`${program}: ${printed}`);
}
