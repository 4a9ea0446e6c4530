/** What an import of orders answers. `row` 0: the whole order was refused. */
export interface ImportReport {
  accepted: number;
  repeated: number;
  backordered: number;
  cancelled: number;
  refused: { row: number; number: string; reason: string; params: Record<string, string | number> }[];
  unknownItems: { sku: string; name: string }[];
}

/** How many orders a file holds, about: different values of its first column. Good enough for a progress bar, never for a report. */
export function aboutOrders(text: string): number {
  const lines = text.split('\n');
  const numbers = new Set(
    lines.slice(1).map((line) =>
      line
        .slice(0, Math.max(0, line.indexOf(',')))
        .replaceAll('"', '')
        .trim(),
    ),
  );
  numbers.delete('');
  return numbers.size;
}

/** The refused rows as CSV that Excel opens in any language (UTF-8 with its mark, CRLF, formulas defused). */
export function reportCsv(
  report: ImportReport,
  heads: readonly string[],
  say: (reason: string, params: Record<string, string | number>) => string,
): string {
  const rows = report.refused.map(({ row, number, reason, params }) => [
    row === 0 ? '' : String(row),
    number,
    reason,
    say(reason, params),
  ]);
  return `\uFEFF${[heads, ...rows].map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** A cell of a CSV file that a spreadsheet may open: quoted where it has to be, formulas defused. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
