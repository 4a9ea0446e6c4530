import { defineConfig } from 'vitest/config';

// Apart from vite.config.ts, whose root is `client` and whose plugins no unit test needs.
export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify('test') },
  test: {
    environment: 'node',
    setupFiles: ['./scripts/vitest-setup.mjs'],
    include: ['{shared,server,sim,client,bench}/**/*.test.{ts,tsx}', 'scripts/**/*.test.{mjs,ts}'],
    testTimeout: 20_000,
    maxWorkers: 2,
  },
});
