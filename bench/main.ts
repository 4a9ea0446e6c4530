/** `npm run bench -- NAME`: measures one thing on this machine and prints one line of JSON. */
const benches: Record<string, () => Promise<{ run(): Promise<object> }>> = {
  import: () => import('./import.ts'),
};

const [name = ''] = process.argv.slice(2);
const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (load) {
  const { run } = await load();
  console.log(JSON.stringify(await run()));
} else {
  console.error(`npm run bench -- NAME, one of: ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
}
