import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import sharp from "sharp";
import { subscribe } from "../helpers/subscriber.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { dumpDatabase, readBlobFiles } from "./dump-files.ts";
import {
  create,
  image,
  type PaidRequest,
  regenerate,
  resynthesize,
  sendOverGraphql,
  sendOverRest,
} from "./paid-request.ts";
import { IS_REFUSED, leavesUnanswered, startPausedVendor } from "./paused-vendor.ts";
import type {
  Credits,
  Recorded,
  RecordedCall,
  RecordedEvent,
  RecordedKey,
  RecordedRefusal,
  RecordedRun,
  RecordedStreams,
  RecordedTeam,
  TeamName,
} from "./recorded.ts";
import { runVersion, startVersion, type VersionProcess } from "./start-version.ts";

// Makes the dump described in test/upgrade/README.md. Runs a real process of the old version, kills it during its work, and
// records the database, the images, and the answers that a later version must still give.

const { values } = parseArgs({
  options: { old: { type: "string" }, database: { type: "string" }, out: { type: "string" } },
});
const { old, database, out } = values;
if (!old || !database || !out) throw new Error("usage: make-dump.ts --old FOLDER --database URL --out FOLDER");

const dataDir = await mkdtemp(join(tmpdir(), "retake-dump-"));
const vendor = await startPausedVendor();
const env = {
  DATABASE_URL: database,
  DATA_DIR: dataDir,
  IMAGE_PROVIDER: "openai-compatible",
  IMAGE_MODEL: "any",
  IMAGE_PROVIDER_BASE_URL: vendor.baseUrl,
  IMAGE_PROVIDER_CONCURRENCY: "40",
  IMAGE_PROVIDER_TIMEOUT_MS: "290000",
  SYNTHESIS_DEADLINE_MS: "86400000",
};
const sql = postgres(database, { onnotice: () => {} });

const calls: RecordedCall[] = [];
const refusals: RecordedRefusal[] = [];
let process_: VersionProcess | undefined;
const url = () => process_?.url ?? "";

const credits: Record<TeamName, number> = { ended: 500, busy: 500, poor: 1, autoSave: 100 };
const teams = {} as Record<TeamName, { id: string; apiKey: string }>;
const characters: Record<TeamName, string[]> = { ended: [], busy: [], poor: [], autoSave: [] };

async function makeTeams(): Promise<void> {
  for (const name of Object.keys(credits) as TeamName[]) {
    const autoSave = name === "autoSave" ? ["--auto-save"] : [];
    const create = ["team", "create", "--name", name, "--credits", String(credits[name]), ...autoSave];
    const { team_id: id } = await runVersion<{ team_id: string }>(old ?? "", env, create);
    teams[name] = { id, apiKey: (await makeKey(id, "full")).api_key };
  }
}

const makeKey = (team: string, scope: string) =>
  runVersion<{ key_id: string; api_key: string }>(old ?? "", env, ["key", "create", "--team", team, "--scope", scope]);

/** The members of a route's answer that are read here. */
type Json = Record<string, unknown> & { readonly error?: { readonly code: string } };

async function rest(
  apiKey: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: Json }> {
  const response = await fetch(`${url()}${path}`, {
    method,
    headers: { "x-api-key": apiKey, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Json };
}

const must = async (answer: Promise<{ status: number; json: Record<string, unknown> }>) => {
  const { status, json } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(json));
  return json;
};

/** Makes a call over one transport and its replay over the other, so that both answers are known. */
async function accept(
  team: TeamName,
  acceptedOver: RecordedCall["acceptedOver"],
  about: string,
  request: PaidRequest,
  key = about,
): Promise<RecordedCall> {
  const { apiKey } = teams[team];
  const send = {
    rest: () => sendOverRest(url(), apiKey, request, key),
    graphql: () => sendOverGraphql(url(), apiKey, request, key),
  };
  const first = await send[acceptedOver]();
  if (first.replayed) throw new Error(`${about} was known already`);
  const byRest = acceptedOver === "rest" ? (first as Awaited<ReturnType<typeof send.rest>>) : await send.rest();
  const { characterId, synthesisId, imageId, code } = await send.graphql();
  if (byRest.status >= 300 || code !== null) throw new Error(`${about}: ${JSON.stringify([byRest, code])}`);
  if (request.operation === "create_character") characters[team].push(characterId ?? "");
  const ids = { character: characterId, synthesis: synthesisId, image: imageId };
  const { status, body } = byRest;
  const call = { about, team, acceptedOver, key, request, rest: { status, body }, ids, isDeleted: false };
  calls.push(call);
  return call;
}

async function refuse(
  team: TeamName,
  about: string,
  request: PaidRequest,
  key: string,
  isBound: boolean,
): Promise<void> {
  const { status, body } = await sendOverRest(url(), teams[team].apiKey, request, key);
  if (status < 400) throw new Error(`${about} was not refused`);
  const { code } = body.error as { code: string };
  refusals.push({ about, team, key, request, status, code, isBound });
}

const settled = ({ team, ids }: RecordedCall) =>
  waitFor(`the end of ${ids.character ?? ids.image}`, async () => {
    const path = ids.character ? `/v1/characters/${ids.character}` : `/v1/images/${ids.image}`;
    const { json } = await rest(teams[team].apiKey, "GET", path);
    return !["synthesizing", "pending", "processing"].includes(String(json.status)) && json;
  });

async function slot(team: TeamName): Promise<{ id: string; path: string }> {
  const body = { filename: "mira.png", extension: "png", content_type: "image/png" };
  const json = await must(rest(teams[team].apiKey, "POST", "/v1/characters/uploads/init", body));
  const { pathname, search } = new URL(String(json.upload_url));
  return { id: String(json.upload_id), path: `${pathname}${search}` };
}

async function upload(team: TeamName, background: string): Promise<string> {
  const { id, path } = await slot(team);
  const bytes = await sharp({ create: { width: 40, height: 60, channels: 3, background } })
    .png()
    .toBuffer();
  const init = { method: "PUT", headers: { "content-type": "image/png" }, body: new Uint8Array(bytes) };
  const response = await fetch(`${url()}${path}`, init);
  if (!response.ok) throw new Error(await response.text());
  return id;
}

/** Work of every kind, over both transports, that ends before the kill. */
async function finishedWork(): Promise<{ uploadUsed: string }> {
  const team = "ended";
  const { apiKey } = teams[team];
  const first = await accept(team, "rest", "a synthesized character over REST", create("Ann"));
  const second = await accept(team, "graphql", "a synthesized character over GraphQL", create("Zoë 🎀"), "ключ-鍵-🔑");
  await Promise.all([settled(first), settled(second)]);
  const uploadUsed = await upload(team, "#b54");
  const fromUpload = (id: string) => ({ name: "Up", upload_ids: [id], client_reference_id: "ref-1" });
  await accept(team, "rest", "an uploaded character over REST", {
    operation: "create_character",
    target: null,
    body: fromUpload(uploadUsed),
  });
  await accept(team, "graphql", "an uploaded character over GraphQL", {
    operation: "create_character",
    target: null,
    body: { ...fromUpload(await upload(team, "#45b")), attributes: { hair_color: "red" } },
  });
  const again = await accept(team, "rest", "a resynthesis over REST", resynthesize(first.ids.character));
  const flagged = resynthesize(second.ids.character, { force_all: false });
  await settled(await accept(team, "graphql", "a resynthesis over GraphQL", flagged));
  await settled(again);
  const wish = regenerate(first.ids.character, "side", "a café's awning");
  await settled(await accept(team, "rest", "a regenerated pose over REST", wish));
  await settled(
    await accept(team, "graphql", "a regenerated pose over GraphQL", regenerate(second.ids.character, "back")),
  );
  await must(rest(apiKey, "POST", `/v1/characters/${first.ids.character}/save`));
  const withCharacter = image({ prompt: "on a horse", character_id: first.ids.character, seed: 4294967295 });
  await settled(await accept(team, "rest", "an image over REST", withCharacter));
  await settled(
    await accept(team, "graphql", "an image over GraphQL", image({ prompt: "a lamp", width: 512, height: 512 })),
  );

  const deleted = await accept(team, "rest", "a character that was deleted", create("Gone"));
  await settled(deleted);
  await must(rest(apiKey, "DELETE", `/v1/characters/${deleted.ids.character}`));
  calls[calls.indexOf(deleted)] = { ...deleted, isDeleted: true };
  const refused = await accept(team, "graphql", "a synthesis that failed", create("Refused", IS_REFUSED));
  await settled(refused);
  const held = create("Cancelled", leavesUnanswered("portrait"));
  const cancelled = await accept(team, "rest", "a synthesis that was cancelled", held);
  await must(rest(apiKey, "POST", `/v1/characters/${cancelled.ids.character}/cancel`, {}));
  await must(rest(apiKey, "PATCH", `/v1/characters/${second.ids.character}`, { name: "Zoë renamed" }));
  await settled(await accept("autoSave", "rest", "a synthesis of a team with auto-save", create("Auto")));

  await refuse(team, "another body under a bound key", create("Bea"), first.key, true);
  await refuse(team, "another operation under a bound key", resynthesize(first.ids.character), first.key, true);
  await refuse("poor", "too few credits", create("Ann"), "poor-1", false);
  await refuse(team, "no such character", resynthesize("char_01KB0000000000000000000000"), "unknown-1", false);
  await refuse(team, "no attributes", { ...create("Ann"), body: { name: "Ann", generate: true } }, "invalid-1", false);
  return { uploadUsed };
}

async function credentials(): Promise<RecordedKey[]> {
  const { id, apiKey } = teams.ended;
  const secrets: [string, string][] = [["a key with scope full", apiKey]];
  for (const scope of ["read", "write"])
    secrets.push([`a key with scope ${scope}`, (await makeKey(id, scope)).api_key]);
  const token = async (by: string, scope: string) => {
    const json = await must(rest(by, "POST", "/v1/access_tokens", { scope, ttl_seconds: 86_400 }));
    return String(json.token);
  };
  secrets.push(["a token with scope read", await token(apiKey, "read")]);
  secrets.push(["a token with scope write", await token(apiKey, "write")]);
  const revoked = await makeKey(id, "full");
  secrets.push(["a revoked key", revoked.api_key], ["a token of a revoked key", await token(revoked.api_key, "write")]);
  await runVersion(old ?? "", env, ["key", "revoke", "--id", revoked.key_id]);
  await waitFor("the revocation", async () => (await rest(revoked.api_key, "GET", "/v1/balance")).status === 401);
  const codeOf = ({ json }: { json: Json }) => json.error?.code ?? "ok";
  return Promise.all(
    secrets.map(async ([about, secret]) => ({
      about,
      secret,
      read: codeOf(await rest(secret, "GET", "/v1/balance")),
      write: codeOf(await rest(secret, "POST", `/v1/characters/${characters.ended[0]}/save`)),
    })),
  );
}

/** Work of every kind that is in progress at the kill. */
async function interruptedWork(): Promise<void> {
  const team = "busy";
  const drawn = await accept(team, "rest", "the character whose pose was asked for", create("Drawn"));
  await settled(drawn);
  const uploaded = async (name: string, details: string) => {
    const body = {
      name,
      upload_ids: [await upload(team, "#777")],
      attributes: { age: 40, additional_details: details },
    };
    const json = await must(rest(teams[team].apiKey, "POST", "/v1/characters", body));
    characters[team].push(String(json.id));
    return String(json.id);
  };
  const atPortrait = await uploaded("Portrait", leavesUnanswered("portrait"));
  const afterPortrait = await uploaded("After", leavesUnanswered("front", "side", "back"));
  const atLast = await uploaded("Last", leavesUnanswered("back"));
  await accept(team, "rest", "a resynthesis with its portrait sent", resynthesize(atPortrait));
  await accept(team, "graphql", "a resynthesis with its portrait delivered", resynthesize(afterPortrait));
  await accept(team, "rest", "a resynthesis with one pose sent", resynthesize(atLast, { force_all: true }));
  await accept(team, "graphql", "a creation with its portrait sent", create("New", leavesUnanswered("portrait")));
  await accept(
    team,
    "rest",
    "a pose that was sent",
    regenerate(drawn.ids.character, "front", leavesUnanswered("front")),
  );
  await accept(team, "graphql", "an image that was sent", image({ prompt: leavesUnanswered("image") }));
  await waitFor("every call that is left unanswered", async () => {
    const [row] = await sql`select string_agg(status, ' ' order by status) as statuses from (
      select g.status from generations g join syntheses s on s.id = g.synthesis_id where s.status = 'running') g`;
    return (
      row?.statuses ===
      [...Array(4).fill("delivered"), ...Array(6).fill("pending"), ...Array(8).fill("running")].join(" ")
    );
  });
}

async function queuedWork(): Promise<void> {
  const team = "busy";
  const body = { name: "Queued", upload_ids: [await upload(team, "#333")], attributes: { age: 50 } };
  const json = await must(rest(teams[team].apiKey, "POST", "/v1/characters", body));
  characters[team].push(String(json.id));
  await accept(team, "graphql", "a resynthesis that waits for a worker", resynthesize(String(json.id)));
  await accept(team, "rest", "a creation that waits for a worker", create("Waiting"));
  await accept("autoSave", "graphql", "an image that waits for a worker", image({ prompt: "a chair" }));
}

const FIELDS = "cursor version status previousStatus occurredAt";

async function streamsOf(team: TeamName): Promise<RecordedStreams> {
  const { id: teamId, apiKey } = teams[team];
  const take = async (query: string, variables: Record<string, unknown>, count: number) => {
    await using stream = subscribe<{ change: RecordedEvent }>(url(), apiKey, query, variables);
    return (await stream.take(count)).map(({ change }) => change);
  };
  const perCharacter: Record<string, readonly RecordedEvent[]> = {};
  for (const id of characters[team]) {
    const [row] = await sql`select count(*)::int as n from events where character_id = ${id}`;
    const query = `subscription ($id: ID!) { change: characterStatusChanged(id: $id, after: 0) { ${FIELDS} } }`;
    perCharacter[id] = await take(query, { id }, row?.n);
  }
  const first = Object.values(perCharacter)[0]?.[0];
  if (!first) return { team: [], characters: {} };
  const [row] = await sql`select count(*)::int as n from events where team_id = ${teamId}`;
  const query = `subscription ($after: String) { change: teamEvents(after: $after) { ${FIELDS} } }`;
  const rest_ = await take(query, { after: first.cursor }, row?.n - 1);
  return { team: [first, ...rest_], characters: perCharacter };
}

const runningWork = () => sql<RecordedRun[]>`
  select s.id as "synthesisId", s.character_id as "characterId", s.price::int as price,
         coalesce(array_agg(g.pose order by g.position) filter (where g.status = 'pending'), '{}') as pending,
         coalesce(array_agg(g.pose order by g.position) filter (where g.status = 'running'), '{}') as sent,
         coalesce(array_agg(g.pose order by g.position) filter (where g.status = 'delivered'), '{}') as delivered
    from syntheses s join generations g on g.synthesis_id = s.id
   where s.status = 'running' group by s.id order by s.id`;

async function creditsOf(team: TeamName): Promise<Credits> {
  const json = await must(rest(teams[team].apiKey, "GET", "/v1/balance"));
  return {
    total: Number(json.credits),
    held: Number(json.held_credits),
    available: Number(json.available_credits),
  };
}

const perTeam = async <T>(read: (team: TeamName) => Promise<T>) =>
  Object.fromEntries(
    await Promise.all((Object.keys(credits) as TeamName[]).map(async (team) => [team, await read(team)])),
  ) as Record<TeamName, T>;

async function record(keys: RecordedKey[], uploadUsed: string): Promise<Recorded> {
  const stored = [await upload("ended", "#2a6"), await upload("ended", "#62a")];
  const waiting = await slot("ended");
  const [character] = characters.ended;
  const json = await must(rest(teams.ended.apiKey, "GET", `/v1/characters/${character}`));
  const { pathname, search } = new URL((json.refs as { url: string }[])[0]?.url ?? "");
  const bytes = await (await fetch(`${url()}${pathname}${search}`)).bytes();
  const byTeam = await perTeam<RecordedTeam>(async (team) => ({ ...teams[team], credits: await creditsOf(team) }));
  const [clock] = await sql<{ now: Date }[]>`select clock_now() as now`;
  return {
    takenAt: clock?.now.toISOString() ?? "",
    teams: byTeam,
    keys,
    calls,
    refusals,
    streams: await perTeam(streamsOf),
    running: [...(await runningWork())],
    uploads: { waiting: { ...waiting, contentType: "image/png" }, stored, used: uploadUsed },
    picture: { path: `${pathname}${search}`, sha256: createHash("sha256").update(bytes).digest("hex") },
  };
}

try {
  await makeTeams();
  process_ = await startVersion(old, env);
  const { uploadUsed } = await finishedWork();
  const keys = await credentials();
  await interruptedWork();
  await process_.kill("SIGKILL");
  process_ = await startVersion(old, env, "gateway");
  await queuedWork();
  const recorded = await record(keys, uploadUsed);
  await process_.kill("SIGKILL");
  await mkdir(out, { recursive: true });
  await writeFile(join(out, "database.sql"), `${await dumpDatabase(database)}\n`);
  await writeFile(join(out, "blobs.json"), `${JSON.stringify(await readBlobFiles(join(dataDir, "blobs")), null, 2)}\n`);
  // The ports of this run are replaced, because they were random.
  const text = JSON.stringify(recorded, null, 2).replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "http://retake.test");
  await writeFile(join(out, "recorded.json"), `${text}\n`);
} finally {
  await process_?.kill("SIGKILL");
  await sql.end();
  await vendor[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
}
