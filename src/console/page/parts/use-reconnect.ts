import { useEffect, useRef } from "preact/hooks";
import { live } from "../api/live.ts";

/** Calls `callback` when a lost connection is live again, so that a view can read what it could not read before. */
export function useReconnect(callback: () => void): void {
  const { state } = live.value;
  const wasLive = useRef(false);
  const isLost = useRef(false);
  useEffect(() => {
    // Before the first connection a view reads its data anyway.
    if (state === "offline" || state === "cut" || (state === "connecting" && wasLive.current)) isLost.current = true;
    if (state !== "live") return;
    wasLive.current = true;
    if (isLost.current) callback();
    isLost.current = false;
  }, [state]);
}
