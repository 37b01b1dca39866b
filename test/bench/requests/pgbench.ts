import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EmbeddedConnection } from "../../../src/db/embedded/embedded-postgres.ts";
import type { Sql } from "../../../src/db/statement.ts";
import { BUCKETS } from "../../../src/domain/buckets.ts";
import type { Work } from "./prepare.ts";

/** The function that the product calls, with all that it binds; only who calls is looked up. */
const script = ({ burst, intervalMs }: { readonly burst: number; readonly intervalMs: number }) => `\\set i :i + 1
\\set n :base + :client_id * :each + :i
select a.outcome from bench_works w, public.accept_synthesis(
  w.team_id, 'pgbench-' || w.n, 'resynthesize_character', w.character_id, sha256('x'), 86400, 5000,
  'characters_synthesize', ${burst}, ${intervalMs}, 'syn_pgbench' || lpad(w.n::text, 19, '0'), 'resynthesize',
  array['portrait', 'front', 'side', 'back'], array['ready', 'reviewing', 'failed'], 4, 7, null, 600000, w.key_id) a
 where w.n = :n;
`;

/** The database alone, driven by pgbench: nothing that calls the function can be faster without changing it. */
export class Pgbench {
  readonly #target: EmbeddedConnection;
  readonly #folder: string;
  #next = 1;

  constructor(target: EmbeddedConnection, folder: string) {
    this.#target = target;
    this.#folder = folder;
  }

  /** Gives it characters to accept for; it uses each once, in this order. */
  async give(sql: Sql, works: readonly Work[]): Promise<void> {
    await sql`create table if not exists bench_works
      (n bigint generated always as identity primary key, team_id text, character_id text, key_id text)`;
    const rows = works.map(({ teamId, characterId, keyId }) => ({ teamId, characterId, keyId }));
    await sql`insert into bench_works (team_id, character_id, key_id)
      select "teamId", "characterId", "keyId"
        from jsonb_to_recordset(${sql.json(rows)}) as row ("teamId" text, "characterId" text, "keyId" text)`;
    await sql`analyze bench_works`;
  }

  /** Accepts about so many, and returns how many and the rate. Throws without pgbench, or when it fails. */
  async run(clients: number, count: number): Promise<{ readonly accepts: number; readonly rate: number }> {
    const file = join(this.#folder, "accept.sql");
    await writeFile(file, script(BUCKETS.characters_synthesize));
    const each = Math.floor(count / clients);
    const variables = ["-D", "i=0", "-D", `base=${this.#next - 1}`, "-D", `each=${each}`];
    this.#next += each * clients;
    const args = ["-n", "-M", "prepared", "-c", `${clients}`, "-j", "1", "-t", `${each}`, ...variables, "-f", file];
    const { host, port, user, password, database } = this.#target;
    const printed = await runProgram("pgbench", [...args, "-h", host, "-p", `${port}`, "-U", user, database], {
      ...process.env,
      PGPASSWORD: password,
    });
    const rate = /tps = ([\d.]+) \(without/.exec(printed)?.[1];
    if (rate === undefined) throw new Error(`pgbench: ${printed}`);
    return { accepts: each * clients, rate: Number(rate) };
  }
}

async function runProgram(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
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
  return printed;
}
