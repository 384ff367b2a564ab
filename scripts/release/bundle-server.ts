import { copyFile, readdir } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import { build } from 'rolldown';
import { root } from './about.ts';
import { withoutFetch } from './without-fetch.ts';

/** With parts in machine code, which they find beside themselves: they stay packages. */
export const nativePackages = ['argon2', 'better-sqlite3'] as const;

/** Files that the server reads beside itself. */
const besideServer = ['src/identity/accounts/common-passwords.txt', 'src/http/docs/show.js'];

/** What is used where it is there, and is not. */
const absent = ['pg-native', 'cpu-features', /sshcrypto\.node$/];

const sharedByDrivers = /node_modules\/(kysely|@mikro-orm\/(core|sql))\//;

/**
 * Makes few files of the server and all packages that it uses: `main.js`, `search-worker.js` and `block-worker.js`,
 * which run in threads of their own, and each migration by its name,
 * since that is how MikroORM finds them; and puts beside them what they read there.
 * `from`: the repository, if it is another one.
 */
export async function bundleServer(folder: string, from = root): Promise<void> {
  await build({
    cwd: from,
    input: {
      main: 'src/main.ts',
      'block-worker': 'src/unikernels/metrics/store/block-worker.ts',
      'search-worker': 'src/unikernels/consoles/search/search-worker.ts',
      ...(await migrations('sqlite', from)),
      ...(await migrations('postgresql', from)),
    },
    platform: 'node',
    external: [...nativePackages, ...absent],
    plugins: [withoutFetch()],
    // For packages in CommonJS that look for files beside themselves.
    transform: { define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' } },
    logLevel: 'warn',
    checks: { eval: false },
    output: {
      ...{ dir: folder, entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      // V8 keeps a source for as long as it runs: an octet a character where all are ASCII, else two.
      ...{ charset: 'ascii', comments: false }, // licences are in THIRD-PARTY.txt
      // What both drivers stand on, so that neither brings the other one along.
      codeSplitting: { groups: [{ name: 'orm', test: sharedByDrivers }] },
    },
  });
  for (const file of besideServer) {
    await copyFile(join(from, file), join(folder, basename(file)));
  }
}

async function migrations(dialect: string, from: string): Promise<Record<string, string>> {
  const folder = `src/database/migrations/${dialect}`;
  const files = await readdir(join(from, folder));
  return Object.fromEntries(
    files
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => [`migrations/${dialect}/${parse(file).name}`, `${folder}/${file}`]),
  );
}
