import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { findLocalServer, type ServerOptions } from '../../cli/commands/server/local-server.ts';

describe('the server of this machine', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-packaged-'));
    await writeFile(join(folder, 'fulmar.env'), 'FULMAR_DATABASE_URL=postgres://db/fulmar\n');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Finds it, from the package's command unless the environment says otherwise. */
  const find = async (options: ServerOptions, environment: Record<string, string> = {}) => {
    const installed = {
      program: join(folder, 'bin/fulmar-server'),
      data: join(folder, 'data'),
      settings: join(folder, 'fulmar.env'),
    };
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const { signal } = new AbortController();
    const deps = {
      environment: { FULMAR_PROGRAM: installed.program, ...environment },
      ...({
        platform: 'linux',
        home: folder,
        signal,
        now: Date.now,
        stdin,
        stdout,
        stderr,
      } as const),
    };
    const found = await findLocalServer(deps, options, installed);
    return { folder: found.folder, database: found.environment.FULMAR_DATABASE_URL };
  };
  const database = 'postgres://db/fulmar';

  it('is that of the package, with its settings, where nothing else is said', async () => {
    const data = join(folder, 'data');
    assert.deepEqual(await find({}), { folder: data, database });
    assert.deepEqual(await find({ data }), { folder: data, database });
  });

  it('is another one, without these settings, where that is named', async () => {
    const other = join(folder, 'other');
    const none = { folder: other, database: undefined };
    assert.deepEqual(await find({ data: other }), none);
    assert.deepEqual(await find({}, { FULMAR_DATA: other }), none);
    assert.deepEqual(await find({}, { FULMAR_PROGRAM: 'fulmar-server' }), {
      folder: join(process.cwd(), 'data'),
      database: undefined,
    });
  });

  it('is that of the package without settings that cannot be read', async () => {
    await rm(join(folder, 'fulmar.env'));
    assert.deepEqual(await find({}), { folder: join(folder, 'data'), database: undefined });
    await assert.rejects(find({ settings: join(folder, 'fulmar.env') }), /cannot be read/);
  });
});
