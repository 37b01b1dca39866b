import type { AppContext } from "../context.ts";
import type { Gauges } from "../domain/metrics.ts";
import { readGauges } from "../services/maintenance/read-gauges.ts";

/** An operator's call: what the database knows of work and money, over all processes and teams. */
export function currentGauges(app: AppContext): Promise<Gauges> {
  return readGauges(app.db);
}
