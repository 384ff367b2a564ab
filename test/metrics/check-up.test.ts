import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../src/albatross/names.ts';
import type { HealthState } from '../../src/unikernels/health/check-health.ts';
import { addUnikernel } from '../../src/unikernels/metrics/prometheus/add-unikernel.ts';
import { Exposition } from '../../src/unikernels/metrics/prometheus/exposition.ts';
import { unobserved } from '../../src/unikernels/state/observation.ts';

/** What is told of the checks of a unikernel that does so. */
async function told(health: HealthState | null, areChecksTried = true): Promise<string[]> {
  const exposition = new Exposition();
  const [host, domain, name] = ['one', 'alice', 'web'].map(parseLabel);
  assert.ok(host && domain && name);
  const known = {
    ...{ id: randomUUID(), key: { host, domain, name }, managed: true, health },
    ...{ desired: 'running' as const, config: null, digest: null, askedAt: null, labels: {} },
    ...{ deletionProtection: false, keepConsole: true, createdAt: new Date(0), createdBy: null },
    keeping: { enabled: false, tries: 0, nextAt: null, gaveUp: null },
    told: { state: 'unknown' as const, drift: [] },
    ...{ destroyedAt: null, observation: unobserved, updateLook: null, lastInfo: null },
  };
  const state = { state: 'running' as const, since: null, restarts: 0 };
  addUnikernel(exposition, { known, state, usage: null, areChecksTried });
  return (await exposition.text()).split('\n').filter((line) => line.startsWith('fulmar_check'));
}

describe('the metric of checks', () => {
  it('is 1 while they pass, 0 while they fail, and none while that is unknown', async () => {
    const series = 'fulmar_check_up{host="one",account="alice",unikernel="web"}';
    assert.deepEqual(await told('passing'), [`${series} 1`]);
    assert.deepEqual(await told('failing'), [`${series} 0`]);
    assert.deepEqual(await told('unknown'), []);
    assert.deepEqual(await told(null), []);
    for (const health of ['passing', 'failing'] as const) {
      assert.deepEqual(await told(health, false), [], `${health}, and not tried any more`);
    }
  });
});
