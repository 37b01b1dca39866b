DROP INDEX "retake"."syntheses_character_history";--> statement-breakpoint
CREATE INDEX "syntheses_character_history" ON "retake"."syntheses" USING btree ("character_id","id" collate "C");