/** The one script between page and desktop, as a single CommonJS file: a sandboxed preload can load nothing else. */
import { join } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    outDir: '../build/app/preload',
    emptyOutDir: true,
    target: 'chrome156',
    minify: false,
    lib: { entry: join(import.meta.dirname, 'index.ts'), formats: ['cjs'], fileName: () => 'index.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
});
