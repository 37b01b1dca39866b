CREATE TABLE "retake"."console_codes" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "retake"."api_keys" ADD COLUMN "console_signed_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "retake"."console_codes" ADD CONSTRAINT "console_codes_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "retake"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "console_codes_expires" ON "retake"."console_codes" USING btree ("expires_at");