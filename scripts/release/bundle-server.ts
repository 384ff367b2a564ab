import { readdir } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { build } from 'rolldown';
import { root } from './about.ts';

/** With parts in machine code, which they find beside themselves: they stay packages. */
export const nativePackages = ['argon2', 'better-sqlite3'] as const;

/** What is used where it is there, and is not. */
const absent = ['pg-native', 'cpu-features', /sshcrypto\.node$/];

/**
 * Makes few files of the server and all packages that it uses: `main.js`, `search-worker.js`, which runs in
 * a thread of its own, and each migration by its name,
 * since that is how MikroORM finds them.
 */
export async function bundleServer(folder: string): Promise<void> {
  await build({
    cwd: root,
    input: {
      main: 'src/main.ts',
      'search-worker': 'src/unikernels/consoles/search/search-worker.ts',
      ...(await migrations('sqlite')),
      ...(await migrations('postgresql')),
    },
    platform: 'node',
    external: [...nativePackages, ...absent],
    // For packages in CommonJS that look for files beside themselves.
    transform: { define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' } },
    logLevel: 'warn',
    checks: { eval: false },
    output: { dir: folder, entryFileNames: '[name].js', chunkFileNames: '[name].js' },
  });
}

async function migrations(dialect: string): Promise<Record<string, string>> {
  const folder = `src/database/migrations/${dialect}`;
  const files = await readdir(join(root, folder));
  return Object.fromEntries(
    files
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => [`migrations/${dialect}/${parse(file).name}`, `${folder}/${file}`]),
  );
}
