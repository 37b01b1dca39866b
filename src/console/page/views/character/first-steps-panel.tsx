import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { cutConnection, live, restoreConnection } from "../../api/live.ts";
import { caughtUp } from "../../api/store.ts";
import { done, STEPS, type Step } from "../../first-steps.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { type Notice, plural } from "../../words.ts";
import { lastResynthesis, replayLast } from "./actions.ts";

type Props = { readonly characterId: string; readonly notice: Signal<Notice | null> };

/**
 * The first steps to try. Each is ticked when the server has done it. Folded when all were done on an earlier visit.
 */
export function FirstSteps({ characterId, notice }: Props) {
  const doneBefore = useMemo(() => done.value.size === STEPS.length, []);
  const canReplay = lastResynthesis.value?.id === characterId;
  return (
    <details class="panel steps" open={!doneBefore}>
      <summary>
        <h2>First steps</h2>
        <span class="faint">
          {done.value.size} of {STEPS.length} done
        </span>
      </summary>
      <ol>
        <StepItem step="resynthesize" title="Resynthesize">
          <p>Generates four new poses from the stored attributes.</p>
        </StepItem>
        <StepItem step="replay" title="Send it again">
          <p>The same idempotency key replays the call. It is charged once.</p>
          <button type="button" class="link" disabled={!canReplay} onClick={() => void replayLast(notice)}>
            Send the same call again
          </button>
        </StepItem>
        <StepItem step="cut" title="Cut the connection">
          <p>The server keeps every change and sends it when you reconnect.</p>
          <CutButton />
        </StepItem>
        <StepItem step="curl" title="Call it from your code">
          <p>
            Set <code>RETAKE_API_KEY</code> to the key that the server printed.
          </p>
          <Curl characterId={characterId} />
        </StepItem>
      </ol>
    </details>
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
        <p role="status">Connected again. {plural(caughtUp.value, "missed change")} received.</p>
      ) : null}
    </>
  );
}

/** The same call over REST. The API key is a shell variable, because the page has no API key. */
function Curl({ characterId }: { readonly characterId: string }) {
  // A new idempotency key for each visit, because a known key would only be replayed.
  const key = useMemo(() => crypto.randomUUID().slice(0, 8), []);
  const start = ["curl -X POST", '-H "X-Api-Key: $RETAKE_API_KEY"', `-H "Idempotency-Key: ${key}"`].join(" \\\n  ");
  const url = `${location.origin}/v1/characters/${characterId}/resynthesize`;
  // Without an indentation, because the line is long.
  const command = `${start} \\\n${url}`;
  return (
    <>
      <pre class="code" tabIndex={0}>
        {command}
      </pre>
      <CopyButton label="Copy" text={command} link />
    </>
  );
}
