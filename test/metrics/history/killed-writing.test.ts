import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileBlocks } from '../../../src/unikernels/metrics/store/file-place.ts';
import { blockOf } from './numbered-block.ts';

const writeBlocks = join(import.meta.dirname, 'write-blocks.ts');

describe('a process that is killed while it keeps metrics', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-killed-metrics-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('has lost nothing that was stored, and is followed by another', async () => {
    const path = join(folder, 'metrics.sqlite');
    const child = fork(writeBlocks, [path]);
    const ended = once(child, 'exit');
    let stored = 0;
    child.on('message', (number) => {
      stored = Number(number);
      if (stored === 20) child.kill('SIGKILL');
    });
    assert.deepEqual(await ended, [null, 'SIGKILL']);
    const place = new FileBlocks(path, assert.ifError);
    try {
      const range = { unikernels: ['web'], step: 10, from: 0, to: Number.MAX_SAFE_INTEGER };
      const blocks = await place.read(range);
      const byStart = new Map(blocks.map((block) => [block.start, block]));
      for (let number = 1; number <= stored; number += 1) {
        const { start, content } = blockOf(number);
        assert.deepEqual(Buffer.from(byStart.get(start)?.content ?? []), Buffer.from(content));
      }
      await place.write([blockOf(1_000_000)]);
      assert.equal((await place.read(range)).length, blocks.length + 1);
    } finally {
      await place.close();
    }
  });
});
