import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { type ErrorCode, Problem } from '../../src/base/errors.ts';
import { inWords } from '../../src/mollymawk/update-unikernel-route.ts';

describe('the words of an update through mollymawk’s API', () => {
  const asked = { named: { host: parseLabel('one'), name: parseLabel('web') }, to: 'build' };
  const wordsOf = async (code: ErrorCode) => {
    const fail = async () => {
      throw new Problem(code, 'So.');
    };
    const error: unknown = await inWords(asked, fail).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Problem);
    return [error.status, error.detail];
  };

  it('say that it failed where it did', async () => {
    const failed = 'Update failed. web failed to update to build build with error So.';
    assert.deepEqual(await wordsOf('check-failed'), [500, failed]);
  });

  it('say so of what is no turn or lock, whatever its status', async () => {
    const failed = 'Update failed. web failed to update to build build with error So.';
    for (const code of [
      'source-moved',
      'superseded',
      'cancelled',
      'image-not-kept',
      'host-maintenance',
    ] as const) {
      assert.deepEqual(await wordsOf(code), [500, failed], code);
    }
    for (const code of ['unikernel-busy', 'locked'] as const) {
      assert.deepEqual(await wordsOf(code), [409, 'So.'], code);
    }
  });

  it('do not say so where it goes on, or is not known to have failed', async () => {
    assert.deepEqual(await wordsOf('outcome-unknown'), [504, 'So.']);
  });
});
