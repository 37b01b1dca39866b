import { type DocumentNode, GraphQLError } from "graphql";
import { MAX_ALIASES, MAX_DEPTH, MAX_ROOT_FIELDS } from "./limits.ts";
import { measureOperations } from "./measure-operation.ts";

/** What is too large about a document, whatever its variables are. Every operation counts, also those not asked for. */
export function documentLimitErrors(document: DocumentNode): GraphQLError[] {
  return measureOperations(document).flatMap(({ depth, aliases, fields }) => [
    ...tooMany("is nested", depth, MAX_DEPTH, "levels deep"),
    ...tooMany("has", aliases, MAX_ALIASES, "aliases"),
    ...tooMany("has", fields, MAX_ROOT_FIELDS, "root fields"),
  ]);
}

function tooMany(verb: string, count: number, most: number, unit: string): GraphQLError[] {
  return count > most ? [new GraphQLError(`The operation ${verb} ${count} ${unit}; at most ${most} are allowed.`)] : [];
}
