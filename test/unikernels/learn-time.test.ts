import assert from 'node:assert/strict';
import { HostClock } from '../../src/host-client/host-clock.ts';
import { learnTime } from '../../src/unikernels/observer/learn-time.ts';
import { unobserved } from '../../src/unikernels/state/observation.ts';

const at = Date.parse('2026-11-30T12:00:00Z');
const ago = (seconds: number) => new Date(at - seconds * 1_000);

/** What a start tells that was written down a second ago, of a host that is there for so many seconds. */
function learned({ started, backFor }: { readonly started: number; readonly backFor: number }) {
  const clock = new HostClock();
  const observation = { ...unobserved, seenAt: ago(3_000), startedAt: ago(4_000) };
  const change = {
    known: { askedAt: ago(1), observation },
    sighting: { info: { started: ago(started) } },
  };
  learnTime(clock, [change], { at: new Date(at), backSince: ago(backFor) });
  return clock.ahead;
}

describe('what a look tells of the clock of a host', () => {
  it('is told by what was asked for a moment ago', () => {
    assert.equal(learned({ started: 0.9, backFor: 3_600 }), 0);
    assert.equal(learned({ started: 11, backFor: 3_600 }), -10_000);
  });

  it('is nothing where the host is just back: it may have started it long before that was found out', () => {
    assert.equal(learned({ started: 1_200, backFor: 0 }), null);
    assert.equal(learned({ started: 1_200, backFor: 4 }), null);
  });
});
