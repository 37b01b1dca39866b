import { table as socketTable } from "./live/table.ts";
import type { Result } from "./requests/measure.ts";
import type { Figures, Measured } from "./run-bench.ts";

/** Has plain resolvers; for paid calls, it runs on Retake's services. */
const PEER = "mercurius-jit";
const PAYING_PEER = "mercurius-jit, our services";
const BAR_WIDTH = 40;

const round = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(2));
const range = ([least, most]: readonly [number, number]) => `${round(least)}–${round(most)}`;

/** Formats the figures as Markdown tables, each with a plot of the server's CPU time, or of the rate for accepts. */
export function report({ cores, load, minutes, measured, sockets, accepts }: Figures): string {
  const lines = [
    `${cores} cores; load ${round(load[0])} before, ${round(load[1])} after; ${round(minutes)} minutes. Server, clients and PostgreSQL`,
    "are processes of their own. Closed loop; slices in turns; medians, with the range of the slices in parentheses.",
    ...(accepts > 0 ? [`${accepts} accepts, and as many keys, holds, events and jobs.`] : []),
    "",
  ];
  for (const one of measured) lines.push(...tableOf(one), "", ...plotOf(one), "");
  if (sockets) lines.push(socketTable(sockets), "");
  return lines.join("\n");
}

function tableOf({ section, clients, results }: Measured): string[] {
  const yardstick = results.find(({ name }) => name === "pgbench");
  const peer = results.find(({ name }) => name === PEER) ?? results.find(({ name }) => name === PAYING_PEER);
  return [
    `| ${section}, ${clients} clients | a second | ${yardstick ? "of pgbench | " : ""}p50 / p99 ms | CPU µs of the server | of ${peer?.name ?? PEER} |`,
    `|---|---|---|---|---|${yardstick ? "---|" : ""}`,
    ...results.map((one) => {
      const times = one.p50 === null || one.p99 === null ? "–" : `${round(one.p50)} / ${round(one.p99)}`;
      const cpu = one.cpu === null || !one.cpuRange ? "–" : `${round(one.cpu)} (${range(one.cpuRange)})`;
      const ofPgbench = yardstick ? `${round(one.rate / yardstick.rate)} | ` : "";
      const ofPeer = one.cpu === null || !peer?.cpu ? "–" : round(one.cpu / peer.cpu);
      return `| ${one.name} | ${round(one.rate)} (${range(one.rateRange)}) | ${ofPgbench}${times} | ${cpu} | ${ofPeer} |`;
    }),
  ];
}

function plotOf({ results }: Measured): string[] {
  const isRate = results.some(({ cpu }) => cpu === null);
  const valueShown = ({ rate, cpu }: Result) => (isRate ? rate : (cpu ?? 0));
  const most = Math.max(...results.map(valueShown));
  const longest = Math.max(...results.map(({ name }) => name.length));
  const bar = (value: number) => "█".repeat(Math.max(1, Math.round((value / most) * BAR_WIDTH)));
  const unit = isRate ? "a second" : "CPU µs";
  return [
    "```",
    ...results.map((one) => `${one.name.padEnd(longest)} ${bar(valueShown(one))} ${round(valueShown(one))} ${unit}`),
    "```",
  ];
}

/** The ratios for which there are goals, and all figures. Those that were not measured are absent. */
export function summary(figures: Figures): object {
  const { measured, sockets, ...run } = figures;
  const find = (section: string, clients?: number) =>
    measured.find((one) => one.section === section && (clients === undefined || one.clients === clients));
  const ratio = (one: Measured | undefined, name: string, other: string, of: "rate" | "cpu") => {
    const mine = one?.results.find((result) => result.name === name)?.[of];
    const theirs = one?.results.find((result) => result.name === other)?.[of];
    return mine && theirs ? Number((mine / theirs).toFixed(3)) : undefined;
  };
  const ofPgbench = (section: string, name: string) => {
    const counts = measured.filter((one) => one.section === section);
    const byClients = counts.map((one) => [one.clients, ratio(one, name, "pgbench", "rate")]);
    return {
      ofPgbench: ratio(find(section, 8), name, "pgbench", "rate"),
      ofPgbenchByClients: Object.fromEntries(byClients),
    };
  };
  const accept = (name: string) => ({
    ...ofPgbench("accept", name),
    cpuOfMercuriusJit: ratio(find("accept, all servers", 8), name, PAYING_PEER, "cpu"),
  });
  const ofPeer = (section: string) => ({
    cpuOfMercuriusJit: ratio(find(section), "retake graphql", PEER, "cpu"),
    cpuOfMercuriusJitOverOurServices: ratio(find(section), "retake graphql", PAYING_PEER, "cpu"),
    restCpuOfFastify: ratio(find(section), "retake rest", "fastify route", "cpu"),
  });
  const hot = "accept, one hot team";
  return {
    accept: {
      graphql: accept("retake graphql"),
      rest: accept("retake rest"),
      hotTeam: { ...ofPgbench(hot, "retake graphql"), rest: ofPgbench(hot, "retake rest") },
    },
    replay: ofPeer("replay"),
    refusal: ofPeer("refuse"),
    read: ofPeer("read"),
    list: ofPeer("list"),
    edge: ofPeer("edge"),
    unknownDocuments: ofPeer("unknown"),
    sockets: sockets && { broadcast: sockets.broadcast, streams: sockets.streams },
    run,
    measured,
  };
}
