import assert from 'node:assert/strict';
import { Problem } from '../../src/base/errors.ts';
import { DatabaseUnreachableError } from '../../src/database/errors.ts';
import { newContent, oldContent, padded, retryWhileBusy, useUploads } from './use-uploads.ts';
import { mebibyte, until } from './volume-world.ts';

describe('an upload that is here whole, and of which it cannot be told whether it still may', () => {
  const uploads = useUploads();
  const { put } = uploads;

  /** As that goes each time, from when it has come whole. */
  function answerConfirms(answer: (nth: number) => void): void {
    let asked = 0;
    uploads.world.onConfirm = () => {
      asked += 1;
      if (asked > 1) answer(asked - 1);
    };
  }
  const away = () => {
    throw new DatabaseUnreachableError('the database is away');
  };

  it('is sent as soon as that can be told', async () => {
    answerConfirms((nth) => nth === 1 && away());
    const answer = await put(newContent);
    assert.equal(answer.status, 200, answer.text);
    assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
    assert.deepEqual(await uploads.world.spooled(), []);
  });

  it('is kept however long that takes, and the host hears nothing of it', async () => {
    let isAway = true;
    let times = 0;
    answerConfirms((nth) => {
      times = nth;
      if (isAway) away();
    });
    const answer = await put(newContent);
    assert.equal(answer.status, 503, answer.text);
    assert.match(answer.text, /"kept":true/);
    await until(() => times > 6);
    assert.equal(uploads.world.seen('block-set'), 0);
    isAway = false;
    await uploads.world.untilDelivered();
    assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
  });

  it('is kept, once that was promised, whatever fails for a moment', async () => {
    const passing = ['host-unreachable', 'host-timeout', 'volume-in-use', 'shutting-down'] as const;
    answerConfirms((nth) => {
      if (nth <= 3) away();
      const code = passing[nth - 4];
      if (code) throw new Problem(code, 'Not now.');
    });
    assert.match((await put(newContent)).text, /"kept":true/);
    await uploads.world.untilDelivered();
    assert.ok((await uploads.world.contentOf('alice:data')).equals(padded(newContent)));
  });

  it('is given up where it may not any more', async () => {
    answerConfirms((nth) => {
      if (nth <= 4) away();
      throw new Problem('credential-invalid', 'There is no such token any more.');
    });
    const answer = await put(newContent);
    assert.equal(answer.status, 503, answer.text);
    assert.match(answer.text, /"kept":true/);
    await uploads.world.untilDelivered();
    await uploads.expectOldContent();
  });
});

describe('a direct upload by one who may not any more', () => {
  const uploads = useUploads();

  it('leaves a volume alone that a killed host has left short', async () => {
    const { world, put } = uploads;
    const cut = world.emulator.faults.add(
      { kind: 'reset-request', afterOctets: 1000 },
      { command: 'block-set' },
    );
    world.isPaused = true;
    assert.equal((await put(oldContent)).status, 502);
    await world.emulator.stop();
    await world.shorten('alice:data', oldContent.subarray(0, mebibyte));
    cut.release();
    await world.emulator.start();
    world.onConfirm = () => {
      throw new Problem('credential-invalid', 'There is no such token any more.');
    };
    const answer = await retryWhileBusy(() => put(newContent, { query: '?direct=true' }));
    assert.equal(answer.status, 401, answer.text);
    assert.equal(world.seen('block-remove') + world.seen('block-add'), 0);
    assert.equal((await world.contentOf('alice:data')).length, mebibyte);
  });
});
