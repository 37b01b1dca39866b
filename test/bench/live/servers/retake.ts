import { startRuntime } from "../../../../src/runtime.ts";
import { settingsFromEnvironment } from "../bench-core.ts";
import { serveBench } from "./serve-bench.ts";

/** Retake's own gateway. */
const { config, ...options } = settingsFromEnvironment();
const runtime = await startRuntime(config, { ...options, roles: ["gateway"] });
serveBench(Number(new URL(runtime.url ?? "").port), () => runtime.stop(5_000));
