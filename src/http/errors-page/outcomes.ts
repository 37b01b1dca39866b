import { html } from "hono/html";
import type { SynthesisError } from "../../domain/synthesis.ts";

/** Why accepted work ended without its pictures, and what its owner can do; none of it was charged. */
const OUTCOMES: Readonly<Record<SynthesisError, { readonly cause: string; readonly remedy: string }>> = {
  provider_outcome_unknown: {
    cause:
      "The image provider was asked and gave no clear answer. It may have been paid, so it was not asked a second time.",
    remedy: "Ask again, with a new idempotency key.",
  },
  provider_unavailable: {
    cause: "The image provider refuses all calls for now: its key, its quota, or too much to do.",
    remedy: "Ask again later; when it stays so, whoever runs this server must look at the provider's account.",
  },
  provider_bad_response: {
    cause: "The image provider answered with something that is no usable picture.",
    remedy: "Ask again, with a new idempotency key.",
  },
  content_rejected: {
    cause: "The attributes or the prompt were refused for their content.",
    remedy: "Change them; the same words are refused again.",
  },
  deadline_exceeded: {
    cause: "The work was not done in the time a synthesis may take.",
    remedy: "Ask again; when it happens often, there are too few workers.",
  },
  cancelled: {
    cause: "It was cancelled before a first set of pictures was there.",
    remedy: "Ask again when you want it.",
  },
};

/** The part of the page about `error_message` and `errorCode`: accepted calls that came to nothing later. */
export function outcomes() {
  return html`<h2>Work that ended without pictures</h2>
      <p>These are no answers to a call, but values of a character's or an image's <code>error_message</code> and of
        <code>Synthesis.errorCode</code>. The credits were released, all of them, and the pictures from before stay.</p>
      <dl>${Object.entries(OUTCOMES).map(
        ([code, { cause, remedy }]) => html`
        <dt id="${code}"><code>${code}</code></dt>
        <dd>${cause} ${remedy}</dd>`,
      )}
      </dl>`;
}
