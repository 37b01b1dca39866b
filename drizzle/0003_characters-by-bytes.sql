DROP INDEX "retake"."characters_team";--> statement-breakpoint
DROP INDEX "retake"."characters_team_status";--> statement-breakpoint
DROP INDEX "retake"."characters_client_reference";--> statement-breakpoint
CREATE INDEX "characters_team" ON "retake"."characters" USING btree ("team_id","id" collate "C") WHERE "retake"."characters"."status" <> 'deleted';--> statement-breakpoint
CREATE INDEX "characters_team_status" ON "retake"."characters" USING btree ("team_id","status","id" collate "C") WHERE "retake"."characters"."status" <> 'deleted';--> statement-breakpoint
CREATE INDEX "characters_client_reference" ON "retake"."characters" USING btree ("team_id","client_reference_id","id" collate "C") WHERE "retake"."characters"."client_reference_id" is not null;