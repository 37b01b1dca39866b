import { type DocumentNode, type GraphQLSchema, getOperationAST, type OperationDefinitionNode } from "graphql";
import { LRUCache } from "lru-cache";
import { planQuery, type QueryPlan } from "./query-plan.ts";

/**
 * Limits the sum of the plans' sizes (`QueryPlan.size`). A unit takes about 200 bytes, so the cache takes at most 30
 * MB. A short document can have many operations and spread a fragment often, so its plans can take a thousand times as
 * much memory as its text.
 */
const MAX_SIZE = 150_000;

/**
 * Plans keep their document in memory. This many of its characters take as much memory as one unit of a plan's size.
 */
const CHARACTERS_OF_PLACE = 2;

/** The plans of operations that were already executed. */
export type PlanCache = {
  /** Null for an operation that is executed for the first time or can't be planned. */
  readonly find: (schema: GraphQLSchema, document: DocumentNode, operationName: string | null) => QueryPlan | null;
};

/**
 * Creates a cache of plans. A document in the cache of the engine is parsed only once, so the object of an operation is
 * its key.
 */
export function createPlanCache(maxSize = MAX_SIZE): PlanCache {
  const executed = new WeakMap<OperationDefinitionNode, "once" | "unplannable">();
  const plans = new LRUCache<OperationDefinitionNode, QueryPlan>({ maxSize });

  return {
    find: (schema, document, operationName) => {
      const operation = getOperationAST(document, operationName);
      if (!operation) return null;
      const known = plans.get(operation);
      if (known) return known;
      const state = executed.get(operation);
      if (state === "unplannable") return null;
      if (state === undefined) {
        executed.set(operation, "once");
        return null;
      }
      const plan = planQuery(schema, document, operation);
      if (!plan) executed.set(operation, "unplannable");
      else
        plans.set(operation, plan, { size: plan.size + Math.ceil((document.loc?.end ?? 0) / CHARACTERS_OF_PLACE) + 1 });
      return plan;
    },
  };
}
