import { z } from "zod";
import { ERRORS, type ErrorCode } from "../domain/errors.ts";

const TYPES = ["invalid_request", "authentication", "not_found", "rate_limit", "server_error"] as const;

/** The envelope of every answer that is not 2xx or 3xx. */
export const errorSchema = z
  .strictObject({
    error: z.strictObject({
      type: z.enum(TYPES),
      code: z.enum(Object.keys(ERRORS) as ErrorCode[]),
      message: z.string().meta({ description: "For people; may change." }),
      param: z.string().nullable().meta({ description: "The member or header that is wrong." }),
      doc_url: z.url(),
      request_id: z.string().meta({ description: "Equal to the header Aurous-Request-Id." }),
      details: z.record(z.string(), z.unknown()).optional().meta({ description: "Facts of this code." }),
    }),
  })
  .meta({ id: "Error", description: "Branch on `type` for retries and on `code` for texts; both are stable." });
