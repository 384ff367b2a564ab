import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { LocalLocks } from '../../src/database/locks/local-locks.ts';
import { holdUnikernel } from '../../src/unikernels/unikernel-locks.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';

const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel('web') };

describe('holding a unikernel', () => {
  it('is for one change at a time; nobody waits', async () => {
    const locks = new LocalLocks(new ManualTime().timer);
    const lock = await holdUnikernel(locks, key);
    const detail =
      'The unikernel web on one is being changed by another request. Try again when that has ended.';
    const busy = { code: 'unikernel-busy', detail, headers: { 'Retry-After': '5' } };
    await assert.rejects(holdUnikernel(locks, key), busy);
    assert.ok(await holdUnikernel(locks, { ...key, name: parseLabel('api') }));
    await lock[Symbol.asyncDispose]();
    assert.ok(await holdUnikernel(locks, key));
  });
});
