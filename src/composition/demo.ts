import { access, chmod, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { AppContext } from "../context.ts";
import type { CharacterAttributes } from "../domain/character.ts";
import type { Outcome } from "../domain/refusals.ts";
import { createFixtureCharacters } from "../operations/create-fixture-characters.ts";
import { createKey, createTeam, grantCredits } from "../operations/operator.ts";
import { createSandboxProvider } from "../providers/sandbox/draw-character.ts";
import { hasNoTeams } from "../services/teams/teams.ts";
import { makeFolder } from "../storage/file-store.ts";

/** The demo team for new users. It is stored in `DATA_DIR`, so that every start can print its key. */
export type Demo = {
  readonly teamId: string;
  readonly apiKey: string;
  readonly characterIds: readonly [string, ...string[]];
};

const demoFile = z.object({ teamId: z.string(), apiKey: z.string(), characterIds: z.tuple([z.string()], z.string()) });

/** A demo.json that can't be read. */
class DamagedDemoError extends Error {
  override readonly name = "DamagedDemoError";
}

/** Enough for 250 resynthesizes. */
const DEMO_CREDITS = 1_000;

/** Two characters to try: one finished, one waiting for review. */
const DEMO_CHARACTERS: readonly {
  name: string;
  status: "ready" | "reviewing";
  attributes: CharacterAttributes;
}[] = [
  {
    name: "Mira",
    status: "ready",
    attributes: {
      gender: "female",
      age: 28,
      ethnicity: "east asian",
      hair_color: "black",
      hair_style: "shoulder-length straight",
      eye_color: "brown",
      body_type: "athletic",
      additional_details: "round glasses, mustard turtleneck, blue jeans",
    },
  },
  {
    name: "Kofi",
    status: "reviewing",
    attributes: {
      gender: "male",
      age: 41,
      ethnicity: "west african",
      hair_color: "black",
      hair_style: "short afro",
      eye_color: "dark brown",
      body_type: "broad",
      additional_details: "full beard, navy jacket, beige chinos",
    },
  },
];

const FILE = "demo.json";
/** Any constant. */
const SEED_LOCK = 7_304_402_127;

/**
 * Returns the demo of this database, or null when there is none. Creates it when the database is new or `always` is
 * true.
 */
export async function openDemo(app: AppContext, always: true): Promise<Demo>;
export async function openDemo(app: AppContext, always: boolean): Promise<Demo | null>;
export async function openDemo(app: AppContext, always: boolean): Promise<Demo | null> {
  const known = await findDemo(app);
  if (known) return known;
  // One process seeds. Another that starts at the same moment waits and finds the result.
  return app.db.withAdvisoryLock(SEED_LOCK, async () => {
    const seeded = await findDemo(app);
    if (seeded) return seeded;
    return always || (await hasNoTeams(app.db)) || (await wasInterrupted(app)) ? seedAndKeep(app) : null;
  });
}

async function seedAndKeep(app: AppContext): Promise<Demo> {
  await makeFolder(app.config.DATA_DIR);
  const file = join(app.config.DATA_DIR, FILE);
  // The file is renamed when complete, because an incomplete one would break every later start.
  const temporary = unfinished(app);
  await writeFile(temporary, "", { mode: 0o600 });
  const demo = await seed(app);
  await writeFile(temporary, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  await chmod(temporary, 0o600);
  await rename(temporary, file);
  return demo;
}

/** This file exists while the demo is created, so its presence shows that the creation was interrupted. */
const unfinished = (app: AppContext) => join(app.config.DATA_DIR, `${FILE}.tmp`);

/**
 * Whether an earlier start was interrupted while it created the demo. The key of that team is lost, so another demo
 * is created.
 */
async function wasInterrupted(app: AppContext): Promise<boolean> {
  return access(unfinished(app)).then(
    () => true,
    () => false,
  );
}

/** The recorded demo, if it belongs to this database. */
async function findDemo(app: AppContext): Promise<Demo | null> {
  const file = join(app.config.DATA_DIR, FILE);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  const demo = parseDemo(text);
  if (!demo) {
    throw new DamagedDemoError(
      `${file} is damaged. Restore it, or delete it and start with --demo to create another demo team.`,
    );
  }
  const rows = await app.db.sql`select from retake.teams where id = ${demo.teamId}`;
  return rows.length === 1 ? demo : null;
}

function parseDemo(text: string): Demo | null {
  try {
    return demoFile.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function seed(app: AppContext): Promise<Demo> {
  const { teamId } = unwrap(await createTeam(app, { name: "Demo", credits: 0, autoSave: false }));
  const sandbox = createSandboxProvider({ latencyMs: 0 });
  const characterIds: string[] = [];
  for (const { name, status, attributes } of DEMO_CHARACTERS) {
    const made = unwrap(await createFixtureCharacters(app, sandbox, { teamId, name, status, attributes, count: 1 }));
    characterIds.push(...made.characterIds);
  }
  const { secret } = unwrap(await createKey(app, teamId, "full"));
  unwrap(await grantCredits(app, { teamId, amount: DEMO_CREDITS, note: "demo" }));
  return demoFile.parse({ teamId, apiKey: secret, characterIds });
}

function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`the demo team could not be created: ${outcome.refusal.kind}`);
}
