/** Which columns of a kind of file hold what, as a person said it once. */
export const mappings002 = [
  `CREATE TABLE "mapping" (
    "wh" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "columns" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    PRIMARY KEY ("wh", "id")
  ) STRICT, WITHOUT ROWID`,
];
