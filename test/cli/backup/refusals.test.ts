import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OwnServer } from '../../support/own-server.ts';
import { callCommand } from '../support/call-command.ts';
import { passphrase, RestoredServer } from './restored-server.ts';

describe('a backup that cannot be restored', function () {
  this.timeout(120_000);
  let server: OwnServer;
  let file: string;
  let octets: Buffer;
  before(async () => {
    server = await OwnServer.open();
    file = join(server.folder, 'all.backup');
    const told = await backUp(file);
    assert.equal(told.code, 0, told.stderr);
    octets = await readFile(file);
  });
  after(() => server?.close());

  const backUp = (to: string, secret = passphrase) => {
    const environment = {
      FULMAR_DATA: join(server.folder, 'data'),
      FULMAR_BACKUP_PASSPHRASE: secret,
    };
    return callCommand(server.folder, ['server', 'backup', to], { environment });
  };

  const changed = (at: number) => {
    const copy = Buffer.from(octets);
    copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
    return copy;
  };
  const headerEnd = () => octets.indexOf(10) + 1;

  it('is not restored by who gives up meanwhile', async () => {
    await using restored = await RestoredServer.make();
    const leaving = new AbortController();
    leaving.abort(new Error('no more'));
    const { code } = await restored.control('server/restore', { file, passphrase }, leaving);
    assert.equal(code, 1);
    const left = await readdir(join(restored.folder, 'data')).catch(() => []);
    assert.deepEqual(
      left.filter((name) => name.startsWith('fulmar.sqlite')),
      [],
    );
  });

  for (const [what, content, words, secret] of [
    ['is cut off', () => octets.subarray(0, -40), /cut off: it ends after \d+ octets/, passphrase],
    ['was changed', () => changed(headerEnd() + 300), /is damaged/, passphrase],
    [
      'has something behind its end',
      () => Buffer.concat([octets, octets]),
      /is damaged/,
      passphrase,
    ],
    ['is another file', () => Buffer.from('SQLite format 3'), /no backup of Fulmar/, passphrase],
    ['has another passphrase', () => octets, /not the one/, 'quite another one'],
  ] as const) {
    it(`says that it ${what}, and restores nothing`, async () => {
      await using restored = await RestoredServer.make();
      const broken = join(restored.folder, 'broken.backup');
      await writeFile(broken, content());
      const body = { file: broken, passphrase: secret };
      const { code, text } = await restored.control('server/restore', body);
      assert.equal(code, 1);
      assert.match(text, words);
      const left = await readdir(join(restored.folder, 'data')).catch(() => []);
      assert.deepEqual(
        left.filter((name) => name.startsWith('fulmar.sqlite')),
        [],
      );
    });
  }

  it('is refused over a database that is used, unless that is to be replaced', async () => {
    await using restored = await RestoredServer.make();
    const told = await restored.call(['restore', file, '--replace']);
    assert.equal(told.code, 0, `nothing is there to be asked about: ${told.stderr}`);
    assert.match(told.stdout, /^Restored what there was on \S+: accounts: 1, hosts: 1, tokens: 1/);
    const again = await restored.control('server/restore', { file, passphrase });
    assert.match(
      again.text,
      /There is a database already, with 1 account, 1 host, 1 token, 0 unikernels,/,
    );
    const asked = await restored.call(['restore', file, '--replace']);
    assert.equal(asked.code, 1);
    assert.match(asked.stderr, /with 1 account, .* takes its place\. Go on\? Nobody can be asked/);
    const missing = await restored.call(['restore', `${file}.none`, '--replace']);
    assert.match(
      missing.stderr,
      /^The backup cannot be read: there is no such file/,
      'before it asks',
    );
    await restored.restore(file, { replace: true });
    const copy = { file: join(restored.folder, 'copy.backup'), passphrase };
    const stopped = await restored.control('server/backup', copy);
    assert.equal(stopped.code, 0, stopped.text);
  });

  it('is not restored over a database that is damaged, unless that is to be replaced, and is kept then', async () => {
    await using restored = await RestoredServer.make();
    const data = join(restored.folder, 'data');
    const rubbish = Buffer.alloc(8192, 'no database ');
    await mkdir(data, { mode: 0o700 });
    await writeFile(join(data, 'fulmar.sqlite'), rubbish);
    const refusal = await restored.control('server/restore', { file, passphrase });
    assert.equal(refusal.code, 1);
    assert.match(refusal.text, /is damaged.*--replace/);
    assert.deepEqual(await readFile(join(data, 'fulmar.sqlite')), rubbish);
    await restored.restore(file, { replace: true });
    const kept = (await readdir(data)).filter((name) => name.startsWith('fulmar.sqlite.damaged-'));
    assert.equal(kept.length, 1);
    assert.deepEqual(await readFile(join(data, `${kept}`)), rubbish);
    const checked = await restored.control('server/check', {});
    assert.match(checked.text, /"check":"database","state":"ok"/);
  });

  it('is not written over another file, with a weak passphrase, or where nothing can be written', async () => {
    assert.match((await backUp(file)).stderr, /is there already/);
    assert.match((await backUp(`${file}.new`, 'too short')).stderr, /at least 12 characters/);
    assert.match(
      (await backUp('/proc/all.backup')).stderr,
      /\/proc\/all\.backup cannot be written: there is no such file or folder/,
    );
    assert.deepEqual(
      (await readdir(server.folder)).filter((name) => name.includes('backup')),
      ['all.backup'],
    );
  });

  it('is refused while the server runs', async () => {
    const environment = {
      FULMAR_DATA: join(server.folder, 'data'),
      FULMAR_BACKUP_PASSPHRASE: passphrase,
    };
    const words = ['server', 'restore', file, '--replace', '--yes'];
    const told = await callCommand(server.folder, words, { environment });
    assert.match(told.stderr, /A server runs on .*: stop it first/);
  });
});
