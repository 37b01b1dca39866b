import { useSignal } from "@preact/signals";
import { calls, type RecordedCall } from "../../api/calls.ts";
import { send } from "../../api/client.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { clock } from "../../words.ts";
import { asGraphqlCurl, asRestCurl } from "./as-curl.ts";

/** The calls that this page has sent, newest first. */
export function InspectorView() {
  return (
    <>
      <header class="view-header">
        <div>
          <h1>Inspector</h1>
          <p class="secondary">
            The calls that this page has sent, newest first. Copied commands read the API key from{" "}
            <code>RETAKE_API_KEY</code>.
          </p>
        </div>
      </header>
      {calls.value.length === 0 ? <p class="empty">No calls yet.</p> : null}
      <ol class="panel calls">
        {calls.value.map((call) => (
          <li key={call.id}>
            <CallDetails call={call} />
          </li>
        ))}
      </ol>
    </>
  );
}

function CallDetails({ call }: { readonly call: RecordedCall }) {
  const open = useSignal(false);
  const key = call.variables.idempotencyKey;
  return (
    <details class="call" onToggle={(event) => (open.value = (event.currentTarget as HTMLDetailsElement).open)}>
      <summary>
        <time>{clock(call.at)}</time>
        <code>
          {call.kind} {call.name}
        </code>
        {typeof key === "string" ? <span class="faint">key {key.slice(0, 8)}…</span> : null}
        <span class={`call-outcome ${call.tone}`}>
          {call.outcome}
          {call.milliseconds === undefined ? "" : ` · ${Math.round(call.milliseconds)} ms`}
        </span>
      </summary>
      {open.value ? <CallBody call={call} /> : null}
    </details>
  );
}

function CallBody({ call }: { readonly call: RecordedCall }) {
  const rest = asRestCurl(call);
  const again = () => void send(call.document, call.variables).catch(() => undefined);
  return (
    <div class="call-body">
      <div class="actions">
        <CopyButton label="Copy as curl" text={asGraphqlCurl(call)} />
        {rest ? <CopyButton label="Copy as curl for /v1" text={rest} /> : null}
        {call.kind === "subscription" ? null : (
          <button type="button" onClick={again}>
            Send again
          </button>
        )}
        {call.requestId ? (
          <p class="faint">
            Request <code>{call.requestId}</code>
            {call.status ? ` · HTTP ${call.status}` : ""}
          </p>
        ) : null}
      </div>
      <Text title="Document" text={call.document} />
      <Text title="Variables" text={JSON.stringify(call.variables, null, 2)} />
      <Text
        title={call.kind === "subscription" ? "Latest message" : "Response"}
        text={call.answer === undefined ? "none yet" : JSON.stringify(call.answer, null, 2)}
      />
    </div>
  );
}

function Text({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section>
      <h2>{title}</h2>
      <pre class="code" tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}
