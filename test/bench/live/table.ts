import type { Figures } from "./run-bench.ts";

const round = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

/** The figures as Markdown. */
export function table({ cores, load, broadcast, streams, polling }: Figures): string {
  const one = Object.values(broadcast)[0];
  const each = Object.values(streams)[0];
  const lines = [
    `${cores} cores; load ${load.map((value) => value.toFixed(1)).join(" before, ")} after. Server, subscribers, writer and`,
    "PostgreSQL are processes of their own.",
    "",
    `| server | kB a socket (${one?.sockets}) | of it heap | one event to all, ms (range) | CPU µs a delivery | ${each?.sockets} sockets, ${each?.rate} events/s: p50 / p99 / max ms | CPU µs a delivery |`,
    "|---|---|---|---|---|---|---|",
  ];
  for (const [name, all] of Object.entries(broadcast)) {
    const stream = streams[name as keyof Figures["streams"]];
    const times = stream ? `${round(stream.p50)} / ${round(stream.p99)} / ${round(stream.max)}` : "–";
    lines.push(
      `| ${name} | ${round(all.kilobytes)} | ${round(all.heapKilobytes)} | ${round(all.allMs)} (${all.rangeMs.map(round).join("–")}) | ` +
        `${round(all.cpuMicros)} | ${times} | ${stream ? round(stream.cpuMicros) : "–"} |`,
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
