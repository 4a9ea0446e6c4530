/**
 * What an explanation is read by: the ledger by order, cause, place and person, steps by person and place, and which tasks and parcels
 * an order ever had; and when an order was cancelled. Books that are older get theirs from the rows that they have.
 */
export const trails004: readonly string[] = [
  `ALTER TABLE "order" ADD COLUMN "cancelAt" INTEGER`,
  `ALTER TABLE "order" ADD COLUMN "cancelBy" TEXT`,
  `CREATE INDEX "ledgerByOrder" ON "ledger" ("wh", "order", "seq") WHERE "order" IS NOT NULL`,
  `CREATE INDEX "ledgerByCause" ON "ledger" ("wh", "cause", "seq")`,
  `CREATE INDEX "ledgerBySource" ON "ledger" ("wh", "src", "seq")`,
  `CREATE INDEX "ledgerByDestination" ON "ledger" ("wh", "dst", "seq")`,
  `CREATE INDEX "askedByPerson" ON "ledger" ("wh", "person", "seq") WHERE "person" IS NOT NULL AND "deviceAt" IS NULL`,
  `CREATE INDEX "stepsByPerson" ON "step" ("wh", "person", "receivedAt", "id")`,
  `CREATE INDEX "wavesByPerson" ON "wave" ("wh", "by", "openedAt", "id")`,
  `CREATE TABLE "mention" (
    "wh" TEXT NOT NULL,
    "mention" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    PRIMARY KEY ("wh", "mention", "name", "at", "id")
  ) STRICT, WITHOUT ROWID`,
  `INSERT OR IGNORE INTO "mention" SELECT t."wh", 'tasksByOrder', part.value ->> '$.order', t."createdAt", t."id"
    FROM "task" t, json_each(t."parts") part`,
  `INSERT OR IGNORE INTO "mention" SELECT "wh", 'tasksByOrder', "followUp" ->> '$.order', "createdAt", "id"
    FROM "task" WHERE "followUp" ->> '$.order' IS NOT NULL`,
  `INSERT OR IGNORE INTO "mention" SELECT p."wh", 'parcelsByOrder', o.value, 0, p."id"
    FROM "parcel" p, json_each(p."orders") o`,
  ...['bin', 'tote', 'dock', 'lane'].map(
    (field) => `INSERT OR IGNORE INTO "mention"
    SELECT "wh", 'stepsByPlace', "body" ->> '$.body.${field}', "receivedAt", "id"
    FROM "step" WHERE json_type("body", '$.body.${field}') = 'text' AND "body" ->> '$.body.${field}' <> ''`,
  ),
  `INSERT OR IGNORE INTO "mention" SELECT s."wh", 'stepsByPlace', t.value, s."receivedAt", s."id"
    FROM "step" s, json_each(s."body", '$.body.totes') t WHERE t.type = 'text' AND t.value <> ''`,
  `INSERT OR IGNORE INTO "mention" SELECT s."wh", 'stepsByPlace', i.value ->> '$.tote', s."receivedAt", s."id"
    FROM "step" s, json_each(s."body", '$.body.items') i
    WHERE i.type = 'object' AND json_type(i.value, '$.tote') = 'text' AND i.value ->> '$.tote' <> ''`,
];
