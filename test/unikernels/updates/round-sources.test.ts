import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock.ts';
import { Problem } from '../../../src/base/errors.ts';
import type { PinnedOf } from '../../../src/sources/pinned-source.ts';
import { RoundSources } from '../../../src/unikernels/updates/round-sources.ts';
import { StandInSources } from './stand-in-sources.ts';

const { signal } = new AbortController();
const digest = 'ab'.repeat(32);
const pinned = {
  kind: 'builder',
  ...{ job: 'hello', build: 'first', platform: null, sha256: digest },
} as const;
const alice = { account: 'alice', accountId: 'alice' };
const bob = { account: 'bob', accountId: 'bob' };

describe('the sources in one round of looks', () => {
  let sources: StandInSources;
  let round: RoundSources;
  beforeEach(() => {
    sources = new StandInSources();
    round = new RoundSources(sources, new Map(), systemClock);
  });

  it('are asked for a digest once', async () => {
    await round.findByDigest(digest, signal);
    await round.findByDigest(digest, signal);
    assert.equal(round.asked, 1);
    assert.deepEqual(sources.asked, [`digest ${digest.slice(0, 8)}`]);
  });

  it('are asked nothing more of a builder that takes no more requests, for whomever', async () => {
    sources.problem = new Problem('source-limited', 'No more requests.');
    await assert.rejects(round.latest(pinned, alice, signal), { code: 'source-limited' });
    await assert.rejects(round.latest(pinned, bob, signal), { code: 'source-limited' });
    await assert.rejects(round.findByDigest(digest, signal), { code: 'source-limited' });
    assert.deepEqual(sources.asked, ['latest alice']);
  });

  it('are asked nothing more of a service that was too slow, in this round and for this account', async () => {
    const at = (repository: string): PinnedOf<'oci'> => ({
      kind: 'oci',
      ...{ registry: 'slow.example', repository, tag: 'stable' },
      ...{ manifest: `sha256:${digest}`, layer: `sha256:${digest}` },
    });
    sources.problem = new Problem('source-too-slow', 'It did not finish within 30 s.');
    const tooSlow = { code: 'source-too-slow' };
    for (const repository of ['one', 'two', 'three']) {
      await assert.rejects(round.latest(at(repository), alice, signal), tooSlow);
    }
    await assert.rejects(round.latest(at('one'), bob, signal), tooSlow);
    sources.problem = null;
    await round.latest({ ...at('one'), registry: 'another.example' }, alice, signal);
    assert.deepEqual(sources.asked, ['latest alice', 'latest bob', 'latest alice']);
    const next = new RoundSources(sources, new Map(), systemClock);
    await next.latest(at('two'), alice, signal);
    assert.equal(sources.asked.length, 4);
  });

  it('are asked nothing more for an account of which three services were too slow, in this round', async () => {
    const at = (registry: string): PinnedOf<'oci'> => ({
      kind: 'oci',
      ...{ registry, repository: 'app', tag: 'stable' },
      ...{ manifest: `sha256:${digest}`, layer: `sha256:${digest}` },
    });
    sources.problem = new Problem('source-too-slow', 'It did not finish within 30 s.');
    const tooSlow = { code: 'source-too-slow' };
    for (const name of ['one', 'two', 'three', 'four', 'five']) {
      await assert.rejects(round.latest(at(`${name}.example`), alice, signal), tooSlow);
    }
    assert.deepEqual(sources.asked, ['latest alice', 'latest alice', 'latest alice']);
    sources.problem = null;
    await round.latest(at('one.example'), bob, signal);
    await round.latest(pinned, alice, signal);
    assert.equal(sources.asked.length, 5);
  });
});
