DROP INDEX "retake"."images_team";--> statement-breakpoint
CREATE INDEX "images_team" ON "retake"."images" USING btree ("team_id","id" collate "C");