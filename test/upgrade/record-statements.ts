import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { subscribe } from "../helpers/subscriber.ts";
import { waitFor } from "../helpers/wait-for.ts";
import {
  create,
  image,
  type PaidRequest,
  regenerate,
  resynthesize,
  sendOverGraphql,
  sendOverRest,
} from "./paid-request.ts";
import { IS_BUSY, IS_REFUSED, leavesUnanswered, startPausedVendor } from "./paused-vendor.ts";
import { uploadCharacter } from "./rolling-load.ts";
import { runVersion, startVersion } from "./start-version.ts";
import { startStatementTap } from "./statement-tap.ts";
import { tour } from "./tour.ts";

// Records every statement that a process of the old version sends, see README.md. One process with both roles receives calls
// of every kind, and commands run next to it. Texts of several statements, which the queue uses, can't be prepared.

const { values } = parseArgs({
  options: { old: { type: "string" }, database: { type: "string" }, out: { type: "string" } },
});
const { old, database, out } = values;
if (!old || !database || !out) throw new Error("usage: record-statements.ts --old FOLDER --database URL --out FILE");

/** A worker's first maintenance round comes after thirty seconds. */
const MAINTENANCE_MS = 35_000;

await using open = new AsyncDisposableStack();
const dataDir = await mkdtemp(join(tmpdir(), "retake-statements-"));
open.defer(() => rm(dataDir, { recursive: true, force: true }));
const vendor = open.use(await startPausedVendor());
const tap = open.use(await startStatementTap(database));
const env = {
  DATABASE_URL: tap.url,
  DATA_DIR: dataDir,
  IMAGE_PROVIDER: "openai-compatible",
  IMAGE_MODEL: "any",
  IMAGE_PROVIDER_BASE_URL: vendor.baseUrl,
  SYNTHESIS_DEADLINE_MS: "20000",
};
const command = <T>(...words: string[]) => runVersion<T>(old, env, words);

const { team_id: team } = await command<{ team_id: string }>("team", "create", "--name", "T", "--credits", "100");
const { api_key: apiKey, key_id: keyId } = await command<{ api_key: string; key_id: string }>(
  "key",
  "create",
  "--team",
  team,
);
const { url } = open.use(await startVersion(old, env));
if (url === null) throw new Error("a gateway has a URL");

let nth = 0;
const send = async (request: PaidRequest) => {
  nth += 1;
  const { characterId, imageId, code } = await sendOverGraphql(url, apiKey, request, `key ${nth}`);
  if (code !== null) throw new Error(`${request.operation}: ${code}`);
  await sendOverRest(url, apiKey, request, `key ${nth}`);
  return characterId ?? imageId ?? "";
};
const settled = (id: string) =>
  waitFor(`the end of ${id}`, async () => {
    const path = id.startsWith("img_") ? "images" : "characters";
    const response = await fetch(`${url}/v1/${path}/${id}`, { headers: { "x-api-key": apiKey } });
    return !["synthesizing", "pending", "processing"].includes(((await response.json()) as { status: string }).status);
  });
const remove = (id: string) =>
  fetch(`${url}/v1/characters/${id}`, { method: "DELETE", headers: { "x-api-key": apiKey } });

const changedId = await uploadCharacter(url, apiKey);
const characterId = await send(create("Drawn", IS_BUSY));
const streams = [
  [`subscription { characterStatusChanged(id: "${characterId}") { version } }`],
  [`subscription { characterStatusChanged(id: "${characterId}", after: 0) { version } }`],
  [`subscription { synthesisProgress(characterId: "${characterId}") { completed } }`],
  ["subscription { teamEvents { cursor version } }"],
  ["subscription { balanceChanged { total } }"],
].map(([query]) => open.use(subscribe(url, apiKey, query ?? "")));
await settled(characterId);
await send(resynthesize(characterId));
await settled(characterId);
await send(regenerate(characterId, "side"));
await settled(characterId);
const imageId = await send(image({ prompt: "a lamp" }));
await settled(imageId);
await settled(await send(create("Refused", IS_REFUSED)));
await send(create("Overdue", leavesUnanswered("portrait")));
await tour(url, { apiKey, characterId, imageId, changedId });
await remove(changedId);
await fetch(`${url}/v1/access_tokens`, {
  method: "POST",
  headers: { "x-api-key": apiKey, "content-type": "application/json" },
  body: JSON.stringify({ scope: "read", ttl_seconds: 60 }),
});
await delay(MAINTENANCE_MS);
if (streams.some(({ received }) => received.length === 0)) throw new Error("a stream has sent nothing");

await command("credits", "grant", "--team", team, "--amount", "1");
await command("credits", "show", "--team", team);
await command("key", "list", "--team", team);
await command("character", "create", "--team", team, "--name", "Fixture", "--status", "ready");
await command("key", "revoke", "--id", keyId);
const single = tap.statements().filter(({ text }) => !/^\s*(SET LOCAL|listen)/.test(text));
await writeFile(out, `${JSON.stringify(single, null, 2)}\n`);
