CREATE TABLE "retake"."api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"parent_id" text,
	"hash" "bytea" NOT NULL,
	"preview" text NOT NULL,
	"scope" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_hash" UNIQUE("hash"),
	CONSTRAINT "api_keys_scope" CHECK ("api_keys"."scope" in ('read', 'write', 'full'))
);
--> statement-breakpoint
CREATE TABLE "retake"."buckets" (
	"team_id" text NOT NULL,
	"bucket" text NOT NULL,
	"full_at" timestamp with time zone NOT NULL,
	CONSTRAINT "buckets_team_id_bucket_pk" PRIMARY KEY("team_id","bucket")
);
--> statement-breakpoint
CREATE TABLE "retake"."characters" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"attributes" jsonb,
	"client_reference_id" text,
	"error_message" text,
	"ref_set_number" integer,
	"aurous_version" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "characters_status" CHECK ("characters"."status" in ('synthesizing', 'reviewing', 'ready', 'failed', 'deleted')),
	CONSTRAINT "characters_error" CHECK (("characters"."error_message" is not null) = ("characters"."status" = 'failed')),
	CONSTRAINT "characters_refs" CHECK ("characters"."status" not in ('reviewing', 'ready') or "characters"."ref_set_number" is not null)
);
--> statement-breakpoint
CREATE TABLE "retake"."events" (
	"character_id" text NOT NULL,
	"version" integer NOT NULL,
	"team_id" text NOT NULL,
	"team_seq" bigint NOT NULL,
	"status" text NOT NULL,
	"previous_status" text,
	"synthesis_id" text,
	"character" jsonb,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "events_character_id_version_pk" PRIMARY KEY("character_id","version"),
	CONSTRAINT "events_version" CHECK ("events"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "retake"."generation_events" (
	"synthesis_id" text NOT NULL,
	"seq" integer NOT NULL,
	"pose" text,
	"generation_status" text,
	"completed" integer NOT NULL,
	"total" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "generation_events_synthesis_id_seq_pk" PRIMARY KEY("synthesis_id","seq")
);
--> statement-breakpoint
CREATE TABLE "retake"."generations" (
	"synthesis_id" text NOT NULL,
	"pose" text NOT NULL,
	"position" integer NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"request" jsonb,
	"image" jsonb,
	"model" text,
	"provider_request_id" text,
	"error_code" text,
	"not_before" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "generations_synthesis_id_pose_pk" PRIMARY KEY("synthesis_id","pose"),
	CONSTRAINT "generations_status" CHECK ("generations"."status" in ('pending', 'running', 'delivered', 'failed')),
	CONSTRAINT "generations_image" CHECK (("generations"."status" = 'delivered') = ("generations"."image" is not null)),
	CONSTRAINT "generations_sent" CHECK ("generations"."status" <> 'running' or ("generations"."attempt" > 0 and "generations"."request" is not null))
);
--> statement-breakpoint
CREATE TABLE "retake"."idempotency_keys" (
	"team_id" text NOT NULL,
	"key" text NOT NULL,
	"operation" text NOT NULL,
	"target" text,
	"fingerprint" "bytea" NOT NULL,
	"outcome" jsonb,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_team_id_key_pk" PRIMARY KEY("team_id","key")
);
--> statement-breakpoint
CREATE TABLE "retake"."images" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"character_id" text,
	"ref_set_number" integer,
	"prompt" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"seed" bigint,
	"image" jsonb,
	"blob_keys" text[] DEFAULT '{}' NOT NULL,
	"aurous_version" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"completed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "retake"."ledger_entries" (
	"team_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"kind" text NOT NULL,
	"amount" bigint NOT NULL,
	"synthesis_id" text,
	"note" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "ledger_entries_team_id_seq_pk" PRIMARY KEY("team_id","seq"),
	CONSTRAINT "ledger_entries_kind" CHECK ("ledger_entries"."kind" in ('grant', 'hold', 'capture', 'release')),
	CONSTRAINT "ledger_entries_amount" CHECK ("ledger_entries"."amount" > 0),
	CONSTRAINT "ledger_entries_synthesis" CHECK (("ledger_entries"."kind" = 'grant') = ("ledger_entries"."synthesis_id" is null))
);
--> statement-breakpoint
CREATE TABLE "retake"."ref_sets" (
	"character_id" text NOT NULL,
	"number" integer NOT NULL,
	"team_id" text NOT NULL,
	"synthesis_id" text,
	"identity_seed" bigint NOT NULL,
	"refs" jsonb NOT NULL,
	"blob_keys" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "ref_sets_character_id_number_pk" PRIMARY KEY("character_id","number")
);
--> statement-breakpoint
CREATE TABLE "retake"."settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retake"."sql_functions" (
	"file" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retake"."syntheses" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"character_id" text,
	"kind" text NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"attributes" jsonb,
	"prompt_override" text,
	"price" bigint NOT NULL,
	"identity_seed" bigint NOT NULL,
	"previous_status" text,
	"previous_error" text,
	"base_ref_set" integer,
	"error_code" text,
	"runner" uuid,
	"progress_seq" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"deadline_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "syntheses_kind" CHECK ("syntheses"."kind" in ('create', 'resynthesize', 'regenerate_ref', 'image')),
	CONSTRAINT "syntheses_status" CHECK ("syntheses"."status" in ('running', 'succeeded', 'failed', 'cancelled')),
	CONSTRAINT "syntheses_character" CHECK ("syntheses"."kind" = 'image' or "syntheses"."character_id" is not null),
	CONSTRAINT "syntheses_finished" CHECK (("syntheses"."status" = 'running') = ("syntheses"."finished_at" is null)),
	CONSTRAINT "syntheses_error" CHECK (("syntheses"."status" = 'failed') = ("syntheses"."error_code" is not null)),
	CONSTRAINT "syntheses_price" CHECK ("syntheses"."price" > 0)
);
--> statement-breakpoint
CREATE TABLE "retake"."teams" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"auto_save" boolean DEFAULT false NOT NULL,
	"aurous_version" text NOT NULL,
	"total" bigint DEFAULT 0 NOT NULL,
	"held" bigint DEFAULT 0 NOT NULL,
	"open_syntheses" integer DEFAULT 0 NOT NULL,
	"event_seq" bigint DEFAULT 0 NOT NULL,
	"entry_seq" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "teams_credits_not_negative" CHECK ("teams"."held" >= 0 and "teams"."total" - "teams"."held" >= 0),
	CONSTRAINT "teams_open_syntheses_not_negative" CHECK ("teams"."open_syntheses" >= 0)
);
--> statement-breakpoint
CREATE TABLE "retake"."uploads" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"filename" text NOT NULL,
	"content_type" text NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"image" jsonb,
	"character_id" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"url_expires_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "uploads_status" CHECK ("uploads"."status" in ('waiting', 'stored', 'used')),
	CONSTRAINT "uploads_image" CHECK (("uploads"."status" = 'waiting') = ("uploads"."image" is null))
);
--> statement-breakpoint
ALTER TABLE "retake"."api_keys" ADD CONSTRAINT "api_keys_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "retake"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retake"."generation_events" ADD CONSTRAINT "generation_events_synthesis_id_syntheses_id_fk" FOREIGN KEY ("synthesis_id") REFERENCES "retake"."syntheses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retake"."generations" ADD CONSTRAINT "generations_synthesis_id_syntheses_id_fk" FOREIGN KEY ("synthesis_id") REFERENCES "retake"."syntheses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retake"."images" ADD CONSTRAINT "images_id_syntheses_id_fk" FOREIGN KEY ("id") REFERENCES "retake"."syntheses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retake"."images" ADD CONSTRAINT "images_character_id_ref_set_number_ref_sets_character_id_number_fk" FOREIGN KEY ("character_id","ref_set_number") REFERENCES "retake"."ref_sets"("character_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retake"."ref_sets" ADD CONSTRAINT "ref_sets_character_id_characters_id_fk" FOREIGN KEY ("character_id") REFERENCES "retake"."characters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_team" ON "retake"."api_keys" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "api_keys_expires" ON "retake"."api_keys" USING btree ("expires_at") WHERE "api_keys"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "characters_team" ON "retake"."characters" USING btree ("team_id","id") WHERE "characters"."status" <> 'deleted';--> statement-breakpoint
CREATE INDEX "characters_team_status" ON "retake"."characters" USING btree ("team_id","status","id") WHERE "characters"."status" <> 'deleted';--> statement-breakpoint
CREATE INDEX "characters_client_reference" ON "retake"."characters" USING btree ("team_id","client_reference_id","id") WHERE "characters"."client_reference_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "events_team" ON "retake"."events" USING btree ("team_id","team_seq");--> statement-breakpoint
CREATE INDEX "events_created" ON "retake"."events" USING brin ("created_at");--> statement-breakpoint
CREATE INDEX "idempotency_keys_expires" ON "retake"."idempotency_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "images_team" ON "retake"."images" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "images_ref_set" ON "retake"."images" USING btree ("character_id","ref_set_number");--> statement-breakpoint
CREATE INDEX "images_blobs" ON "retake"."images" USING gin ("blob_keys");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entries_one_hold" ON "retake"."ledger_entries" USING btree ("synthesis_id") WHERE "ledger_entries"."kind" = 'hold';--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entries_one_resolution" ON "retake"."ledger_entries" USING btree ("synthesis_id") WHERE "ledger_entries"."kind" in ('capture', 'release');--> statement-breakpoint
CREATE INDEX "ref_sets_blobs" ON "retake"."ref_sets" USING gin ("blob_keys");--> statement-breakpoint
CREATE UNIQUE INDEX "syntheses_one_open" ON "retake"."syntheses" USING btree ("character_id") WHERE "syntheses"."status" = 'running' and "syntheses"."kind" <> 'image';--> statement-breakpoint
CREATE INDEX "syntheses_character_history" ON "retake"."syntheses" USING btree ("character_id","id");--> statement-breakpoint
CREATE INDEX "syntheses_deadline" ON "retake"."syntheses" USING btree ("deadline_at") WHERE "syntheses"."status" = 'running';--> statement-breakpoint
CREATE INDEX "uploads_expires" ON "retake"."uploads" USING btree ("expires_at");