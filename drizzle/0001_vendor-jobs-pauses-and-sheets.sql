CREATE TABLE "retake"."provider_pauses" (
	"provider" text PRIMARY KEY NOT NULL,
	"paused_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "retake"."generations" ADD COLUMN "vendor_job_id" text;--> statement-breakpoint
ALTER TABLE "retake"."ref_sets" ADD COLUMN "sheet_key" text;--> statement-breakpoint
CREATE INDEX "ref_sets_sheet" ON "retake"."ref_sets" USING btree ("sheet_key") WHERE "ref_sets"."sheet_key" is not null;--> statement-breakpoint
ALTER TABLE "retake"."generations" ADD CONSTRAINT "generations_vendor_job" CHECK ("generations"."vendor_job_id" is null or "generations"."attempt" > 0 and "generations"."status" <> 'pending');