import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../src/base/log.ts';
import type { KeyPair } from '../../src/http/listen.ts';
import { FollowedKeyPair } from '../../src/server/follow-key-pair.ts';
import { newWebCertificate } from '../support/web-certificate.ts';

const [first, second] = [newWebCertificate(), newWebCertificate()];

describe('the files of a certificate', () => {
  let folder = '';
  let lines: string[];
  let used: KeyPair[];
  let due: (() => void)[];
  let followed: FollowedKeyPair;

  const write = async ({ cert, key }: KeyPair) => {
    await writeFile(join(folder, 'cert'), cert);
    await writeFile(join(folder, 'key'), key);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-certificate-'));
    lines = [];
    used = [];
    due = [];
    await write(first);
    const files = { cert: join(folder, 'cert'), key: join(folder, 'key') };
    followed = new FollowedKeyPair(files, first, {
      timer: (_, action) => {
        due.push(action);
        return { [Symbol.dispose]: () => void due.splice(due.indexOf(action), 1) };
      },
      log: createLogger('info', { write: (line: string) => void lines.push(line) }),
      use: (pair) => void used.push(pair),
    });
  });
  afterEach(async () => {
    followed[Symbol.dispose]();
    await rm(folder, { recursive: true });
  });

  /** As when the time has come: the look that was due, to its end. */
  async function lookWhenDue(): Promise<void> {
    due.shift()?.();
    await followed.look();
  }

  it('are looked at again and again, and taken when they have changed', async () => {
    await lookWhenDue();
    assert.deepEqual(used, []);
    await write(second);
    await lookWhenDue();
    assert.deepEqual(used, [second]);
    await write(first);
    await lookWhenDue();
    assert.deepEqual(used, [second, first]);
    assert.equal(lines.length, 2);
  });

  it('are told of once where they cannot be used, and taken when they can', async () => {
    await writeFile(join(folder, 'cert'), second.cert); // its key is about to come
    await lookWhenDue();
    await lookWhenDue();
    assert.deepEqual(used, []);
    assert.equal(lines.length, 1);
    assert.doesNotMatch(lines.join(), /PRIVATE|BEGIN/);
    await write(second);
    await lookWhenDue();
    assert.deepEqual(used, [second]);
  });

  it('are left alone afterwards', async () => {
    followed[Symbol.dispose]();
    await write(second);
    assert.deepEqual(due, []);
    await followed.look();
    assert.deepEqual(used, []);
  });
});
