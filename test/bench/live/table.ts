import type { Figures } from "./run-bench.ts";

const round = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

/** The figures as Markdown. */
export function table({ cores, load, idle, broadcast, streams, polling }: Figures): string {
  const one = Object.values(broadcast)[0];
  const each = Object.values(streams)[0];
  const open = Object.values(idle)[0];
  const lines = [
    `${cores} cores; load ${load.map((value) => value.toFixed(1)).join(" before, ")} after. Server, subscribers, writer and`,
    "PostgreSQL are processes of their own.",
    "",
    `| server | kB for each of ${open?.sockets ?? 0} idle sockets: resident / heap / external | ${one?.sockets} sockets, one event to all, ms (range) | CPU µs a delivery | ${each?.sockets} sockets, ${each?.rate} events/s: p50 / p99 (range of the slices) / max ms | CPU µs a delivery |`,
    "|---|---|---|---|---|---|",
  ];
  for (const [name, all] of Object.entries(broadcast)) {
    const stream = streams[name as keyof Figures["streams"]];
    const memory = idle[name as keyof Figures["idle"]];
    const kilobytes = memory ? [memory.resident, memory.heap, memory.external].map(round).join(" / ") : "–";
    const times = stream
      ? `${round(stream.p50)} / ${round(stream.p99)} (${stream.p99Range.map(round).join("–")}) / ${round(stream.max)}`
      : "–";
    lines.push(
      `| ${name} | ${kilobytes} | ${round(all.allMs)} (${all.rangeMs.map(round).join("–")}) | ${round(all.cpuMicros)} | ` +
        `${times} | ${stream ? round(stream.cpuMicros) : "–"} |`,
    );
  }
  if (polling) {
    const { pages, seconds, changes, polling: polled, subscribing } = polling;
    lines.push(
      "",
      `${pages} pages for ${seconds} s with ${changes} changes each; for a page: polling every second ${round(polled.bytes / 1000)} kB and ` +
        `${round(polled.cpuMs)} ms CPU, one subscription ${round(subscribing.bytes / 1000)} kB and ${round(subscribing.cpuMs)} ms: ` +
        `${round(polled.bytes / subscribing.bytes)}x the bytes, ${round(polled.cpuMs / subscribing.cpuMs)}x the CPU.`,
    );
  }
  return lines.join("\n");
}
