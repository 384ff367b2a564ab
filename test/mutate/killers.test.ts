import assert from 'node:assert/strict';
import { Killers } from '../../scripts/mutate/killers.ts';

describe('who notices mutants of a file', () => {
  it('are the three that noticed the last ones, the last of all first', () => {
    const killers = new Killers();
    assert.deepEqual(killers.of('a.ts', undefined), []);
    for (const title of ['one', 'two', 'one', 'three', 'four']) killers.remember('a.ts', title);
    assert.deepEqual(killers.of('a.ts', undefined), ['four', 'three', 'one']);
    assert.deepEqual(killers.of('b.ts', undefined), []);
  });

  it('are only those that run it', () => {
    const killers = new Killers();
    for (const title of ['one', 'two']) killers.remember('a.ts', title);
    assert.deepEqual(killers.of('a.ts', ['one', 'three']), ['one']);
    assert.deepEqual(killers.of('a.ts', []), []);
  });

  it('are the tests whose hooks noticed', () => {
    const killers = new Killers();
    killers.remember('a.ts', 'a suite "before each" hook for "does this"');
    killers.remember('a.ts', 'a suite "before all" hook: open for "does that"');
    assert.deepEqual(killers.of('a.ts', undefined), ['a suite does that', 'a suite does this']);
  });
});
