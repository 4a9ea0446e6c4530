import pg from 'pg';

/**
 * The shop's own tables, past its API: no order with two live fulfillments of one waybill, none that belongs to no order. `undone` counts what was
 * made and cancelled again: how often owners really met.
 */
export async function judgeDatabase(url: string): Promise<{ faults: string[]; undone: number }> {
  return await withClient(url, async (client) => {
    const twice = await client.query<{ code: string; count: string }>(
      `SELECT f."trackingCode" AS code, count(*)
         FROM fulfillment f JOIN order_fulfillments_fulfillment o ON o."fulfillmentId" = f.id
        WHERE f.state <> 'Cancelled' GROUP BY o."orderId", f."trackingCode" HAVING count(*) > 1`,
    );
    const lost = await client.query<{ id: number }>(
      `SELECT f.id FROM fulfillment f LEFT JOIN order_fulfillments_fulfillment o ON o."fulfillmentId" = f.id
        WHERE o."orderId" IS NULL`,
    );
    const undone = await client.query<{ count: string }>(`SELECT count(*) FROM fulfillment WHERE state = 'Cancelled'`);
    const faults = [
      ...twice.rows.map(({ code, count }) => `the shop's database: ${count} live fulfillments of ${code}`),
      ...lost.rows.map(({ id }) => `the shop's database: fulfillment ${id} belongs to no order`),
    ];
    return { faults, undone: Number(undone.rows[0]?.count) };
  });
}

/**
 * Gives a fulfillment that is Pending a twin, with what that moves in the shop's stock: what two creates at once leave behind when each is
 * checked before the other is written. Over the API it would depend on their timing.
 */
export async function plantTwin(url: string, trackingCode: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('BEGIN');
    const { rows } = await client.query<{ id: number; twin: number }>(
      `WITH old AS (SELECT * FROM fulfillment WHERE "trackingCode" = $1 AND state = 'Pending'),
            new AS (INSERT INTO fulfillment (state, "trackingCode", method, "handlerCode")
                    SELECT state, "trackingCode", method, "handlerCode" FROM old RETURNING id)
       SELECT old.id, new.id AS twin FROM old, new`,
      [trackingCode],
    );
    const ids = [rows[0]?.id, rows[0]?.twin];
    if (rows.length !== 1) throw new Error(`${rows.length} fulfillments of ${trackingCode} to be doubled`);
    await client.query(
      `INSERT INTO order_fulfillments_fulfillment ("orderId", "fulfillmentId")
       SELECT "orderId", $2 FROM order_fulfillments_fulfillment WHERE "fulfillmentId" = $1`,
      ids,
    );
    await client.query(
      `INSERT INTO order_line_reference (discriminator, "fulfillmentId", "orderLineId", quantity)
       SELECT discriminator, $2, "orderLineId", quantity FROM order_line_reference WHERE "fulfillmentId" = $1`,
      ids,
    );
    await client.query(
      `UPDATE stock_level s
          SET "stockOnHand" = s."stockOnHand" - r.quantity, "stockAllocated" = s."stockAllocated" - r.quantity
         FROM order_line_reference r JOIN order_line l ON l.id = r."orderLineId"
        WHERE r."fulfillmentId" = $1 AND s."productVariantId" = l."productVariantId"`,
      [ids[1]],
    );
    await client.query('COMMIT');
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
