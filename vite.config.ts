import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const theme = '#0B5D2A';

/** The package's version, and the commit where there is one: what a step says it was made with. */
function appVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };
  try {
    const commit = execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    });
    return `${version}+${commit.trim()}`;
  } catch {
    return version;
  }
}

export default defineConfig({
  root: 'client',
  publicDir: '../public',
  cacheDir: '../node_modules/.vite',
  define: { __APP_VERSION__: JSON.stringify(appVersion()) },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: ['chrome109', 'safari16.4', 'firefox115'],
    // Inline data: URLs and an inline polyfill would each need a hole in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  server: {
    proxy: { '/api': { target: `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`, changeOrigin: false } },
  },
  plugins: [
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '.',
      filename: 'sw.ts',
      // The entry registers it itself, and the user takes an update only between tasks.
      injectRegister: false,
      registerType: 'prompt',
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,woff2,wasm,mp3,json}'],
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      },
      manifest: {
        id: '/',
        name: 'Picktrail',
        short_name: 'Picktrail',
        description: 'Warehouse picking that keeps working without a network. 拣迹：断网也能拣货。',
        lang: 'en',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: theme,
        theme_color: theme,
        icons: [
          { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icons/icon-512-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
});
