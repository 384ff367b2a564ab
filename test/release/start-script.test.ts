import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { allocatorPlace, findAllocator } from '../../scripts/release/allocator.ts';

const told = z.object({ preloaded: z.string(), conf: z.string(), isThere: z.boolean() });

/** In place of the server: says which allocator it has. */
const program = `
import { readFileSync } from 'node:fs';
const { LD_PRELOAD: preloaded = '', MALLOC_CONF: conf = '' } = process.env;
const isThere = /libjemalloc/.test(readFileSync('/proc/self/maps', 'utf8'));
console.log(JSON.stringify({ preloaded, conf, isThere }));
`;

/** A release's folder with its script, Node and whatever `bring` puts in the allocator's place. */
async function start(
  bring: (place: string) => Promise<unknown>,
  environment: Readonly<Record<string, string>> = {},
  name = 'fulmar',
) {
  const work = await mkdtemp(join(tmpdir(), 'fulmar-start-'));
  try {
    const folder = join(work, name);
    for (const part of ['bin', 'lib/server']) await mkdir(join(folder, part), { recursive: true });
    await copyFile('packaging/fulmar-server', join(folder, 'bin/fulmar-server'));
    await symlink(process.execPath, join(folder, 'bin/node'));
    await writeFile(join(folder, 'lib/server/main.js'), program);
    await writeFile(join(folder, 'lib/server/package.json'), '{"type":"module"}');
    await bring(join(folder, allocatorPlace));
    const env = { PATH: '/usr/bin:/bin', ...environment };
    const script = join(folder, 'bin/fulmar-server');
    const { stdout, stderr, status } = spawnSync('sh', [script], { env, encoding: 'utf8' });
    assert.deepEqual({ stderr, status }, { stderr: '', status: 0 });
    return told.parse(JSON.parse(stdout));
  } finally {
    await rm(work, { recursive: true });
  }
}

describe('the script that starts a release', () => {
  let library = '';
  before(async function () {
    const allocator = await findAllocator(process.arch);
    if (!allocator) return this.skip();
    library = allocator.file;
  });
  const bring = (place: string) => copyFile(library, place);

  it('has jemalloc where the release brings it', async () => {
    const { isThere, preloaded, conf } = await start(bring);
    assert.ok(isThere);
    assert.match(preloaded, /\/lib\/libjemalloc\.so\.2$/);
    assert.match(conf, /narenas/);
  });

  it('leaves what is set already', async () => {
    const set = { LD_PRELOAD: library, MALLOC_CONF: 'narenas:2' };
    const { preloaded, conf } = await start(bring, set);
    assert.ok(preloaded.endsWith(`:${library}`));
    assert.equal(conf, 'narenas:2');
  });

  for (const [what, broughtInstead, name] of [
    ['is missing', async () => {}, 'fulmar'],
    ['is for another processor', (place: string) => foreign(library, place), 'fulmar'],
    ['is damaged', (place: string) => writeFile(place, 'no library'), 'fulmar'],
    ['is in a folder that the linker cannot name', bring, 'the fulmar'],
  ] as const) {
    it(`starts without it where it ${what}, and says nothing`, async () => {
      const { isThere, preloaded } = await start(broughtInstead, {}, name);
      assert.deepEqual({ isThere, preloaded }, { isThere: false, preloaded: '' });
    });
  }
});

/** The same library, said to be for SPARC. */
async function foreign(library: string, place: string): Promise<void> {
  const octets = await readFile(library);
  octets.writeUInt16LE(2, 18);
  await writeFile(place, octets);
}
