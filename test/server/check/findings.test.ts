import assert from 'node:assert/strict';
import { type Check, findAll, Wrong } from '../../../src/server/check/finding.ts';

describe('the findings of a check', () => {
  const never = () => new Promise<never>(() => {});

  it('are looked for side by side, and told in their order', async () => {
    const begun = Promise.withResolvers<string>();
    const checks: readonly Check[] = [
      ['one', () => begun.promise],
      ['none', async () => null],
      [
        'two',
        async () => {
          begun.resolve('waited for the other');
          throw new Wrong('it is wrong', 'mend it');
        },
      ],
      ['three', () => Promise.reject(new Error('it broke'))],
    ];
    assert.deepEqual(await findAll(checks), [
      { check: 'one', state: 'ok', detail: 'waited for the other', advice: null },
      { check: 'two', state: 'wrong', detail: 'it is wrong', advice: 'mend it' },
      { check: 'three', state: 'wrong', detail: 'it broke', advice: 'See the log of the server.' },
    ]);
  });

  it('say so where one takes too long, which holds up no other', async () => {
    const checks: readonly Check[] = [
      ['silent', never],
      ['well', async () => 'it is'],
    ];
    const [silent, well] = await findAll(checks, { limit: 20 });
    assert.equal(well?.state, 'ok');
    assert.deepEqual(
      [silent?.state, silent?.detail],
      ['wrong', 'There was no answer within 0.02 s.'],
    );
  });

  it('are none where nobody waits for them any more', async () => {
    const leaving = new AbortController();
    const finding = findAll([['silent', never]], { signal: leaving.signal });
    leaving.abort(new Error('they left'));
    await assert.rejects(finding, /they left/);
  });
});
