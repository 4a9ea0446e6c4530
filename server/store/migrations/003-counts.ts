/** Cycle counts: the counts, what is known of each bin for them, settings, and the ledger by place and day and by its two accounts. */
export const counts003 = [
  `CREATE TABLE "count" (
    "wh" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "bin" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "requestedBy" TEXT,
    "requestedAt" INTEGER NOT NULL,
    "since" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "begun" TEXT NOT NULL,
    "results" TEXT NOT NULL,
    "awaited" TEXT NOT NULL,
    "decisions" TEXT NOT NULL,
    "change" INTEGER NOT NULL,
    PRIMARY KEY ("wh", "id")
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE "binCount" (
    "wh" TEXT NOT NULL,
    "bin" TEXT NOT NULL,
    "open" TEXT,
    "last" TEXT,
    PRIMARY KEY ("wh", "bin")
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE "setting" (
    "wh" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    PRIMARY KEY ("wh", "name")
  ) STRICT, WITHOUT ROWID`,
  `ALTER TABLE "task" ADD COLUMN "count" TEXT`,
  `ALTER TABLE "device" ADD COLUMN "heardAt" INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE "step" ADD COLUMN "notBefore" INTEGER NOT NULL DEFAULT 0`,
  `CREATE UNIQUE INDEX "countByChange" ON "count" ("wh", "change")`,
  `CREATE INDEX "countsByState" ON "count" ("wh", "state")`,
  `CREATE INDEX "ledgerBySrcDay" ON "ledger" ("wh", "src", "day")`,
  `CREATE INDEX "ledgerByDstDay" ON "ledger" ("wh", "dst", "day")`,
  `CREATE INDEX "ledgerByLeg" ON "ledger" ("wh", "src", "dst")`,
];
