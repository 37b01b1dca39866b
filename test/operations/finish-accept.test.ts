import { describe, expect, test } from "vitest";
import type { AppContext } from "../../src/context.ts";
import type { Call } from "../../src/domain/principal.ts";
import { finishAccept } from "../../src/operations/idempotent-request.ts";

/** Finishes a paid call of the team `team_1` about `char_1`. Returns its outcome and everything that it reported. */
function finish(result: Parameters<typeof finishAccept>[2]) {
  const reports: unknown[] = [];
  const report =
    (name: string) =>
    (...values: readonly unknown[]) =>
      void reports.push([name, ...values]);
  const app = {
    metrics: { accept: report("counted") },
    tracer: { note: report("noted"), point: report("linked") },
    notifier: { notifyChanged: report("changed"), notifyJobQueued: report("queued") },
  } as unknown as AppContext;
  const call = { principal: { teamId: "team_1" }, onRateLimitState: report("limit") } as unknown as Call;
  return { outcome: finishAccept(app, call, result, "char_1"), reports };
}

const noted = (outcome: string) => ["noted", { "retake.team_id": "team_1", "retake.accept": outcome }];

describe("the end of a paid call", () => {
  test("links the trace to the accepted work, and notifies subscribers and workers", () => {
    const synthesis = finish({ outcome: "accepted", result: { synthesis: { id: "syn_1" } }, bucket: null });
    expect(synthesis.outcome).toEqual({ ok: true, value: { synthesis: { id: "syn_1" }, replayed: false } });
    expect(synthesis.reports).toEqual([
      ["counted", "accepted"],
      noted("accepted"),
      ["linked", "syn_1"],
      ["changed", "team_1", "char_1"],
      ["queued"],
    ]);
    const image = finish({ outcome: "accepted", result: { image: { id: "img_1" } }, bucket: null });
    expect(image.reports).toContainEqual(["linked", "img_1"]);
  });

  test("links nothing when no work was started", () => {
    const { reports } = finish({ outcome: "accepted", result: { synthesis: null }, bucket: null });
    expect(reports).toEqual([["counted", "accepted"], noted("accepted"), ["changed", "team_1", "char_1"], ["queued"]]);
  });

  test("links a replay to the work of the first call, and sends no notification", () => {
    const { outcome, reports } = finish({
      outcome: "replayed",
      result: { synthesis: { id: "syn_1" } },
      bucket: null,
    });
    expect(outcome).toEqual({ ok: true, value: { synthesis: { id: "syn_1" }, replayed: true } });
    expect(reports).toEqual([["counted", "replayed"], noted("replayed"), ["linked", "syn_1"]]);
  });

  test("counts a refusal by its kind", () => {
    const { outcome, reports } = finish({ outcome: "refused", refusal: { kind: "not_found" }, bucket: null });
    expect(outcome).toEqual({ ok: false, refusal: { kind: "not_found" } });
    expect(reports).toEqual([["counted", "not_found"], noted("not_found")]);
  });
});
