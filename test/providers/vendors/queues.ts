import type { VendorName } from "../../../src/providers/vendors/vendor-provider.ts";
import { bytes, IMAGE, json } from "./behaviours.ts";
import type { Behaviour } from "./fake-vendor.ts";

/** A queue vendor for tests: how it names jobs and reports their states. */
export type Queue = {
  readonly name: VendorName;
  readonly model: string;
  /** The name that `remember` receives. */
  readonly job: (origin: string) => string;
  /** The vendor's own name of the job. */
  readonly jobId: string;
  readonly submitPath: string;
  readonly submitted: (origin: string) => unknown;
  readonly waiting: unknown;
  readonly done: (origin: string, url: string) => unknown;
  readonly failed: unknown;
  readonly refused: unknown;
  readonly empty: (origin: string) => unknown;
  /** Whether a path polls the job rather than its image. */
  readonly asks: (path: string) => boolean;
};

const FAL_JOB = "fal-ai/flux-2/requests/req-1";

export const QUEUES: readonly Queue[] = [
  {
    name: "replicate",
    model: "black-forest-labs/flux-2-pro",
    job: () => "replicate pred1",
    jobId: "pred1",
    submitPath: "/v1/models/black-forest-labs/flux-2-pro/predictions",
    submitted: () => ({ id: "pred1", status: "starting" }),
    waiting: { id: "pred1", status: "processing" },
    done: (_, url) => ({ id: "pred1", status: "succeeded", output: [url] }),
    failed: { id: "pred1", status: "failed", error: "CUDA out of memory" },
    refused: { id: "pred1", status: "failed", error: "The input was flagged as sensitive. (E005)" },
    empty: () => ({ id: "pred1", status: "succeeded", output: [] }),
    asks: (path) => path === "/v1/predictions/pred1",
  },
  {
    name: "black-forest-labs",
    model: "flux-2-pro",
    job: (origin) => `black-forest-labs ${origin}/v1/get_result?id=task-1`,
    jobId: "task-1",
    submitPath: "/v1/flux-2-pro",
    submitted: (origin) => ({ id: "task-1", polling_url: `${origin}/v1/get_result?id=task-1` }),
    waiting: { id: "task-1", status: "Pending" },
    done: (_, url) => ({ id: "task-1", status: "Ready", result: { sample: url } }),
    failed: { id: "task-1", status: "Error" },
    refused: { id: "task-1", status: "Content Moderated" },
    empty: () => ({ id: "task-1", status: "Ready", result: {} }),
    asks: (path) => path === "/v1/get_result?id=task-1",
  },
  {
    name: "fal",
    model: "fal-ai/flux-2",
    job: (origin) => `fal ${origin}/${FAL_JOB}/status`,
    jobId: "req-1",
    submitPath: "/v1/fal-ai/flux-2",
    submitted: (origin) => ({ request_id: "req-1", status_url: `${origin}/${FAL_JOB}/status`, status: "IN_QUEUE" }),
    waiting: { status: "IN_PROGRESS" },
    done: (origin, url) => ({ status: "COMPLETED", response_url: `${origin}/${FAL_JOB}`, images: [{ url }] }),
    failed: { status: "COMPLETED", error: "Runner gone", error_type: "runner_disconnected" },
    refused: { images: [{ url: "https://v3.fal.media/black.png" }], has_nsfw_concepts: [true] },
    empty: () => ({ images: [] }),
    asks: (path) => path.startsWith(`/${FAL_JOB}`),
  },
];

/**
 * Accepts one job and reports the given states one after the other, the last one for ever. A state may be a behaviour.
 * fal reports the end of a job at another URL, where the same body is sent without its status.
 */
export function jobOf(queue: Queue, states: readonly (unknown | Behaviour)[]): Behaviour {
  let asked = 0;
  return (call) => {
    const { seen, response, origin, bill } = call;
    if (seen.method === "POST") {
      bill();
      return json(response, 201, queue.submitted(origin));
    }
    if (!queue.asks(seen.path)) return bytes(IMAGE)(call);
    const state = states[Math.min(asked, states.length - 1)];
    if (typeof state === "function") {
      asked += 1;
      return (state as Behaviour)(call);
    }
    if (queue.name === "fal" && !seen.path.endsWith("/status")) {
      const { status: _, ...result } = state as Record<string, unknown>;
      return json(response, 200, result);
    }
    asked += 1;
    return json(response, 200, state);
  };
}
