import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { cutConnection, live, restoreConnection } from "../../api/live.ts";
import { caughtUp } from "../../api/store.ts";
import { done, type Step } from "../../first-steps.ts";
import { type Notice, plural } from "../../words.ts";
import { lastResynthesis, replayLast } from "./actions.ts";

type Props = { readonly characterId: string; readonly notice: Signal<Notice | null> };

/** What to try first, ticked off as the server does it. */
export function FirstSteps({ characterId, notice }: Props) {
  return (
    <section class="panel steps" aria-labelledby="steps-title">
      <h2 id="steps-title">First steps</h2>
      <ol>
        <StepItem step="resynthesize" title="Resynthesize">
          <p>Four new poses, made from the stored attributes.</p>
        </StepItem>
        <StepItem step="replay" title="Send it again">
          <p>With the same idempotency key: replayed, charged once.</p>
          <button type="button" class="link" disabled={!lastResynthesis.value} onClick={() => void replayLast(notice)}>
            Send the same call again
          </button>
        </StepItem>
        <StepItem step="cut" title="Cut the connection">
          <p>Changes wait on the server; nothing is lost.</p>
          <CutButton />
        </StepItem>
        <StepItem step="curl" title="Call it from your code">
          <Curl characterId={characterId} />
        </StepItem>
      </ol>
    </section>
  );
}

function StepItem({
  step,
  title,
  children,
}: {
  readonly step: Step;
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  const ticked = done.value.has(step);
  return (
    <li class={ticked ? "done" : ""}>
      <span class="tick" aria-hidden="true">
        {ticked ? "✓" : ""}
      </span>
      <div>
        <h3>
          {title}
          {ticked ? <span class="sr-only"> (done)</span> : null}
        </h3>
        {children}
      </div>
    </li>
  );
}

function CutButton() {
  const tried = useSignal(false);
  if (live.value.state === "cut") {
    return (
      <button type="button" class="link" onClick={restoreConnection}>
        Connect again
      </button>
    );
  }
  const cut = () => {
    tried.value = true;
    caughtUp.value = 0;
    cutConnection();
  };
  return (
    <>
      <button type="button" class="link" onClick={cut}>
        Cut it now
      </button>
      {tried.value && live.value.state === "live" ? (
        <p role="status">Connected again; {plural(caughtUp.value, "change")} caught up.</p>
      ) : null}
    </>
  );
}

/** The same call over REST. The key is a placeholder: the page has none. */
function Curl({ characterId }: { readonly characterId: string }) {
  const copied = useSignal(false);
  const command = `curl -X POST ${location.origin}/v1/characters/${characterId}/resynthesize \\
  -H "X-Api-Key: $RETAKE_API_KEY" -H "Idempotency-Key: first"`;
  const copy = () =>
    void navigator.clipboard.writeText(command).then(() => {
      copied.value = true;
    });
  return (
    <>
      <pre class="code">{command}</pre>
      <button type="button" class="link" onClick={copy}>
        {copied.value ? "Copied" : "Copy"}
      </button>
      <p>The API key was printed when the server started.</p>
    </>
  );
}
