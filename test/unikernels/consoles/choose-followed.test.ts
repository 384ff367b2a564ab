import assert from 'node:assert/strict';
import {
  type Candidate,
  chooseFollowed,
} from '../../../src/unikernels/consoles/keeper/choose-followed.ts';

const now = 1_000_000;
const candidate = (id: string, fields: Partial<Candidate> = {}): Candidate => ({
  ...{ id, domain: 'alice', since: null, leftAt: 0, ...fields },
});
const choose = (candidates: readonly Candidate[], ofDomain: number, ofHost = 10) =>
  [...chooseFollowed(candidates, { ofDomain, ofHost }, now)].sort();

describe('which consoles are followed', () => {
  it('are all, where there is room', () => {
    assert.deepEqual(choose([candidate('a'), candidate('b', { since: 0 })], 2), ['a', 'b']);
  });

  it('are those that wait longest, once the turn of others is over', () => {
    const waiting = [candidate('a', { leftAt: 20 }), candidate('b', { leftAt: 10 })];
    const over = candidate('c', { since: now - 60_000 });
    const young = candidate('d', { since: now - 1_000 });
    assert.deepEqual(choose([...waiting, over, young], 2), ['b', 'd']);
  });

  it('are no more of a domain, and of a host, than may be', () => {
    const own = ['a', 'b', 'c'].map((id) => candidate(id));
    const others = ['x', 'y'].map((id) => candidate(id, { domain: 'bob' }));
    assert.deepEqual(choose([...own, ...others], 2), ['a', 'b', 'x', 'y']);
    assert.equal(choose([...own, ...others], 2, 3).length, 3);
  });

  it('are none where none may be', () => {
    assert.deepEqual(choose([candidate('a')], 0), []);
  });
});
