import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { noncePlaceholder } from './src/http/site/site.ts';

/** Where `npm run dev` has the server. */
const server = `http://127.0.0.1:${process.env.FULMAR_PORT ?? 8080}`;

/** Builds the dashboard; `npm run dev` serves it from its sources beside a server. */
export default defineConfig({
  base: './', // the server knows below which path it is reached
  root: fileURLToPath(new URL('src/dashboard', import.meta.url)),
  plugins: [react()],
  html: { cspNonce: noncePlaceholder },
  build: {
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      // What changes least often has a file of its own, which browsers keep through our releases.
      output: {
        codeSplitting: {
          groups: [{ name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// }],
        },
      },
    },
  },
  server: { proxy: { '/api': server, '/docs': server } },
});
