import { type Signal, useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Notice as NoticeContent } from "../words.ts";

type Props = { readonly notice: Signal<NoticeContent | null> };

/** A notice at the top of its view. It stays until it is dismissed or the call is sent again. */
export function Notice({ notice }: Props) {
  const now = useSignal(performance.now());
  const content = notice.value;
  const readyAt = content?.readyAt;
  useEffect(() => {
    if (readyAt === undefined) return;
    const timer = setInterval(() => (now.value = performance.now()), 250);
    return () => clearInterval(timer);
  }, [readyAt, now]);
  const left = useComputed(() => Math.ceil(((notice.value?.readyAt ?? 0) - now.value) / 1_000));
  if (!content) return null;
  const waiting = readyAt !== undefined && left.value > 0;
  return (
    <div class={`notice ${content.tone}`} role={content.tone === "ok" ? "status" : "alert"}>
      <p>
        <strong>{content.title}</strong> {content.text}{" "}
        {content.docUrl ? (
          <a class="phrase" href={content.docUrl} target="_blank" rel="noreferrer">
            About this error
          </a>
        ) : null}
      </p>
      <div class="actions">
        {content.retry ? (
          <button type="button" disabled={waiting} onClick={content.retry}>
            {waiting ? `Try again in ${left.value} s` : "Try again"}
          </button>
        ) : null}
        <button type="button" class="link subdued" onClick={() => (notice.value = null)}>
          Dismiss
        </button>
      </div>
    </div>
  );
}
