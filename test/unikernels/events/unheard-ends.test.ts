import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import { tellChanges } from '../../../src/unikernels/observer/tell-changes.ts';
import { type Observation, unobserved } from '../../../src/unikernels/state/observation.ts';

const now = Date.parse('2026-11-30T12:00:00Z');
const ago = (seconds: number) => new Date(now - seconds * 1_000);

/** What is told of one whose console was not read, so many seconds after it was seen to be gone. */
async function told(...end: Parameters<typeof eventsOf>) {
  return (await eventsOf(...end)).map(({ type, facts }) => [type, facts]);
}

async function eventsOf(gone: number, askedBefore = 3_600, exit: Observation['exit'] = null) {
  const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel('web') };
  const seen = {
    seenAt: ago(gone + 1),
    upSince: ago(600),
    startedAt: ago(600),
    starts: [ago(600)],
  };
  const unikernel = {
    ...{ id: randomUUID(), key, managed: true, health: null, askedAt: ago(askedBefore) },
    ...{ desired: 'running' as const, config: null, digest: null, labels: {} },
    ...{ deletionProtection: false, keepConsole: true, createdAt: new Date(0), createdBy: null },
    keeping: { enabled: false, tries: 0, nextAt: null, gaveUp: null },
    told: { state: 'running' as const, drift: [] },
    ...{ destroyedAt: null, updateLook: null, lastInfo: null },
    observation: { ...unobserved, ...seen, absentSince: ago(gone), exit },
  };
  const events: unknown[] = [];
  const deps = {
    told: { tell: async (...[, , all]: Parameters<Tell>) => void events.push(...all) },
    history: { isUnderWay: async () => false },
    clock: () => new Date(now),
  };
  await tellChanges(deps, { unikernel, isHeard: exit !== null, isNew: true });
  return events.map((event) => Object(event));
}

type Tell = Parameters<typeof tellChanges>[0]['told']['tell'];

describe('the end of a unikernel whose console is not read', () => {
  const facts = { host: 'one', unikernel: 'web' };

  it('is waited for, and told without a code where that takes too long', async () => {
    assert.deepEqual(await told(3), []);
    assert.deepEqual(await told(4), [['unikernel.exited', { ...facts, code: null }]]);
  });

  it('is waited for anew once it was asked to start again', async () => {
    assert.deepEqual(await told(60, 2), []);
  });

  it('has no time where all that is known is of an end before it started', async () => {
    const timeOf = async (seconds: number) => {
      const exit = { code: 255, reason: null, at: ago(seconds).toISOString() };
      return (await eventsOf(5, 3_600, exit)).map(({ hostAt }) => hostAt);
    };
    assert.deepEqual(await timeOf(6), [ago(6)]);
    assert.deepEqual(await timeOf(700), [null]);
  });

  it('is marked where only the log of its host tells the code', async () => {
    const exit = { code: 3, reason: null, isUnverified: true as const };
    assert.deepEqual(await told(3, 3_600, exit), [
      ['unikernel.exited', { ...facts, code: 3, unverified: true }],
    ]);
  });
});
