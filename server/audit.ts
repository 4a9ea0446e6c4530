import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from './config.ts';
import { auditBooks } from './engine/audit.ts';
import { openSqliteStore } from './store/sqlite.ts';

/** `npm run audit`: checks the books of DATA against themselves, beside a running server too. Exits 1 where something does not hold. */
const config = readConfig(process.env, process.argv.slice(2));
if ('problems' in config) {
  console.error(config.problems.join('\n'));
  process.exit(2);
}
const file = join(config.dataDir, 'picktrail.sqlite');
if (!existsSync(file)) {
  console.error(`${file} does not exist. Set DATA to the folder of the books.`);
  process.exit(2);
}
const store = await openSqliteStore(file, 'main');
const checks = await auditBooks(store);
await store.close();
for (const { name, ok, detail } of checks)
  console.error(`${ok ? 'ok    ' : 'BROKEN'} ${name}${detail ? `  ${detail}` : ''}`);
const broken = checks.filter((check) => !check.ok).length;
console.log(JSON.stringify({ checks: checks.length, broken }));
process.exit(broken === 0 ? 0 : 1);
