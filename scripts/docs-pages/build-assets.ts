import { join } from 'node:path';
import type { DocsAssets } from './page-html.ts';

/** Builds what the pages load into `assets/` of a folder; gives the files' names, which change with them. */
export async function buildAssets(root: string, folder: string): Promise<DocsAssets> {
  const { build } = await import('vite');
  const names: string[] = [];
  await build({
    ...{ configFile: false, root: join(root, 'src/dashboard/docs'), logLevel: 'warn' },
    base: './',
    plugins: [
      {
        name: 'names of what is built',
        generateBundle: (_options, bundle) => {
          names.push(...Object.keys(bundle));
        },
      },
    ],
    build: {
      ...{ outDir: folder, emptyOutDir: false, copyPublicDir: false },
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: {
          docs: join(root, 'src/dashboard/docs/docs.ts'),
          'docs-scheme': join(root, 'src/dashboard/docs/scheme.ts'),
        },
        output: {
          entryFileNames: 'assets/[name]-[hash].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
        },
      },
    },
  });
  const find = (pattern: RegExp) => {
    const name = names.find((each) => pattern.test(each));
    if (!name) throw new Error(`the build made no file like ${pattern}`);
    return name;
  };
  return {
    scheme: find(/docs-scheme-.*\.js$/),
    script: find(/docs-(?!scheme).*\.js$/),
    style: find(/\.css$/),
  };
}
