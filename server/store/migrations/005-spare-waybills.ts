/** Waybill numbers that are to be given back to their carrier: of boxes that there will not be, and second numbers. */
export const spareWaybills005 = [
  `CREATE TABLE "spare" (
    "wh" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "carrier" TEXT NOT NULL,
    "parcel" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "nextAt" INTEGER NOT NULL,
    "problem" TEXT,
    PRIMARY KEY ("wh", "id")
  ) STRICT, WITHOUT ROWID`,
];
