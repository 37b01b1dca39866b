import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { signInLink } from "../../src/cli/start.ts";
import { openDemo } from "../../src/composition/demo.ts";
import { readConfig } from "../../src/config.ts";
import { embeddedTarget } from "../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded/embedded-postgres.ts";
import { createConsoleCode } from "../../src/operations/console-session.ts";
import type { ImageProvider } from "../../src/providers/provider.ts";
import { createSandboxProvider } from "../../src/providers/sandbox/draw-character.ts";
import { ROLES, startRuntime } from "../../src/runtime.ts";
import { openBrowser } from "../helpers/browser.ts";
import { hang } from "../helpers/fake-provider.ts";
import { waitFor } from "../helpers/wait-for.ts";

/** Takes the README's screenshot of the console: a demo character of which two of four new images are delivered. */
const FILE = "docs/console.png";
const SIZE = { width: 1360, height: 860 };
/** Earlier syntheses of the character, for its history. */
const EARLIER = 3;

await using stack = new AsyncDisposableStack();
const dataDir = await mkdtemp(join(tmpdir(), "retake-picture-"));
stack.defer(() => rm(dataDir, { recursive: true, force: true }));
const postgres = await startEmbeddedPostgres({ dataDir });
stack.defer(() => postgres.stop());

const sandbox = createSandboxProvider({ latencyMs: 0 });
let endless = new Set<string>();
const provider: ImageProvider = {
  ...sandbox,
  generate: (request, call) => (endless.has(request.pose) ? hang(call) : sandbox.generate(request, call)),
};
// The two endless images are reported as failed when the process stops.
const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const target = embeddedTarget(postgres.connection);
const config = readConfig({ DATA_DIR: dataDir, PORT: "0" });
const runtime = await startRuntime(config, { roles: ROLES, logger, target, overrides: { provider } });
stack.defer(() => runtime.stop(0));
const { app } = runtime;
const url = runtime.url ?? "";
const demo = await openDemo(app, true);
const [id] = demo?.characterIds ?? [];
if (!demo || id === undefined) throw new Error("there is no demo");

const call = (method: string, path = "") =>
  fetch(`${url}/v1/characters/${id}${path}`, { method, headers: { "X-Api-Key": demo.apiKey } });
for (let nth = 0; nth < EARLIER; nth += 1) {
  await call("POST", "/resynthesize");
  await waitFor("the images", async () => (await (await call("GET")).json()).status === "reviewing");
}

const browser = stack.use(await openBrowser());
const page = await browser.newPage({ viewport: SIZE, locale: "en-GB", colorScheme: "light", reducedMotion: "reduce" });
await page.goto(signInLink(url, (await createConsoleCode(app, demo.teamId)) ?? "", id));
await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor();
endless = new Set(["side", "back"]);
await page.getByRole("button", { name: /^Resynthesize/ }).click();
await page.getByRole("heading", { name: "Mira Synthesizing 2 of 4" }).waitFor();
await waitFor("the two new images", async () => {
  const sources = await page
    .locator(".pose img.shown")
    .evaluateAll((images) => images.map((image) => image.getAttribute("src")));
  return new Set(sources).size === 4 && (await page.locator(".pose .picture:not(.making)").count()) === 2;
});
await page.mouse.move(0, 0);
const picture = await page.screenshot();
// The browser compresses for speed. A palette would make the file smaller, but would be visible in the images.
await sharp(picture).png({ compressionLevel: 9, adaptiveFiltering: true }).toFile(FILE);
console.log(`${FILE} is written`);
