import assert from 'node:assert/strict';
import type { UnikernelArguments, UnikernelInfo } from '../../src/albatross/unikernel.ts';
import { askedConfig } from '../../src/unikernels/asked-config.ts';
import { type Judged, judgeDeployment } from '../../src/unikernels/judge-deployment.ts';
import { defaultArguments } from '../../src/unikernels/plan-arguments.ts';
import { infoFrom } from '../../src/unikernels/running-arguments.ts';

const digests = { old: 'aa'.repeat(32), new: 'bb'.repeat(32), other: 'cc'.repeat(32) };
const [earlier, later] = [new Date('2026-11-22T08:00:00Z'), new Date('2026-11-22T09:00:00Z')];

/** A unikernel that runs; `since` null: its host does not tell. */
function running(digest: string, since: Date | null): UnikernelInfo {
  const info = infoFrom(defaultArguments, digest, { path: [], label: null });
  return { ...info, started: since };
}

const quitting = { ...defaultArguments, failBehaviour: 'quit' } as const;
const create: Judged = {
  action: 'create',
  digest: digests.new,
  config: defaultArguments,
  runningSince: null,
};
const update: Judged = { ...create, action: 'update', runningSince: earlier };
const restart: Judged = { ...update, action: 'restart', digest: digests.old, config: null };
const destroy: Judged = { ...restart, action: 'destroy' };

describe('a deployment that nobody saw the end of', () => {
  const cases: [string, Judged, UnikernelInfo | null, string][] = [
    ['a creation whose image runs', create, running(digests.new, later), 'succeeded'],
    [
      'a creation that runs, on a host without times',
      create,
      running(digests.new, null),
      'succeeded',
    ],
    ['a creation that does not run', create, null, 'failed'],
    ['a creation that may have quit', { ...create, config: quitting }, null, 'unknown'],
    ['a creation where another image runs', create, running(digests.other, later), 'unknown'],
    ['an update whose image runs', update, running(digests.new, later), 'succeeded'],
    ['an update before which it still is', update, running(digests.old, earlier), 'failed'],
    [
      'an update to the same image that runs since',
      update,
      running(digests.new, earlier),
      'failed',
    ],
    ['an update where another image runs', update, running(digests.other, later), 'unknown'],
    ['an update that ended all', update, null, 'failed'],
    ['a restart that runs anew', restart, running(digests.old, later), 'succeeded'],
    ['a restart that did not happen', restart, running(digests.old, earlier), 'failed'],
    ['a destruction that happened', destroy, null, 'succeeded'],
    [
      'a destruction of what did not run when it was asked for',
      { ...destroy, runningSince: null },
      null,
      'unknown',
    ],
    [
      'a destruction that happened, on a host without times',
      { ...destroy, runningSince: null, digestBefore: digests.old },
      null,
      'succeeded',
    ],
    ['a destruction that did not happen', destroy, running(digests.old, earlier), 'failed'],
    ['a destruction after which another runs', destroy, running(digests.new, later), 'unknown'],
  ];
  const anew = running(digests.new, later);
  const asked = (config: Partial<UnikernelArguments>): Judged => ({
    ...update,
    config: { ...defaultArguments, ...config },
  });
  const told = { ...defaultArguments, arguments: ['--key=hunter2'] };
  const naming = { ...defaultArguments, arguments: [`--key=\${secret:KEY}`] };
  const secret: Judged = { ...update, config: askedConfig(naming, told) };
  cases.push(
    ['the value of a secret', secret, { ...anew, arguments: told.arguments }, 'succeeded'],
    ['another value of a secret', secret, { ...anew, arguments: ['--key=swordfish'] }, 'unknown'],
    ['the name of a secret itself', secret, { ...anew, arguments: naming.arguments }, 'unknown'],
  );
  const disk = { name: 'disk', volume: null, sectorSize: null };
  const net = { name: 'net', bridge: null, mac: null };
  const toldDisk = { name: 'disk', volume: 'disk', sectorSize: 4096, size: 0 };
  const toldNet = { name: 'net', bridge: 'net', mac: '00:80:41:00:00:01' };
  const booted: typeof cases = [
    ['other arguments', asked({ arguments: ['--new'] }), anew, 'unknown'],
    [
      'their order',
      asked({ arguments: ['a', 'b'] }),
      { ...anew, arguments: ['b', 'a'] },
      'unknown',
    ],
    ['none for an empty list', asked({ arguments: [] }), { ...anew, arguments: null }, 'succeeded'],
    ['other memory', asked({ memory: 64 }), anew, 'unknown'],
    ['other CPUs', asked({ cpuids: [1] }), anew, 'unknown'],
    ['CPUs in another order', asked({ cpuids: [1, 0] }), { ...anew, cpuids: [0, 1] }, 'succeeded'],
    ['another number of CPUs', asked({ numcpus: 2 }), anew, 'unknown'],
    ['another order at boot', asked({ startup: 3 }), { ...anew, startup: 50 }, 'unknown'],
    ['an order that is not told', asked({ startup: 3 }), anew, 'succeeded'],
    ['an order left to the host', asked({ startup: null }), { ...anew, startup: 50 }, 'succeeded'],
    ['other restart behaviour', asked({ failBehaviour: 'quit' }), anew, 'unknown'],
    ['other exit codes', asked({ failBehaviour: { restart: [2] } }), anew, 'unknown'],
    ['an empty list of codes', asked({ failBehaviour: { restart: [] } }), anew, 'succeeded'],
    ['another boot partition', asked({ linuxBootPartition: 'a' }), anew, 'unknown'],
    ['a volume less', asked({ blockDevices: [disk] }), anew, 'unknown'],
    [
      'its volume',
      asked({ blockDevices: [disk] }),
      { ...anew, blockDevices: [toldDisk] },
      'succeeded',
    ],
    [
      'another volume',
      asked({ blockDevices: [{ ...disk, volume: 'other' }] }),
      { ...anew, blockDevices: [toldDisk] },
      'unknown',
    ],
    [
      'another sector size',
      asked({ blockDevices: [{ ...disk, sectorSize: 512 }] }),
      { ...anew, blockDevices: [toldDisk] },
      'unknown',
    ],
    ['a bridge more', asked({}), { ...anew, networkDevices: [toldNet] }, 'unknown'],
    [
      'its bridge',
      asked({ networkDevices: [net] }),
      { ...anew, networkDevices: [toldNet] },
      'succeeded',
    ],
    [
      'another bridge',
      asked({ networkDevices: [{ ...net, bridge: 'other' }] }),
      { ...anew, networkDevices: [toldNet] },
      'unknown',
    ],
    [
      'another MAC address',
      asked({ networkDevices: [{ ...net, mac: '00:80:41:00:00:02' }] }),
      { ...anew, networkDevices: [toldNet] },
      'unknown',
    ],
    [
      'no times, after an update',
      { ...update, runningSince: null },
      running(digests.new, null),
      'unknown',
    ],
    [
      'no times, after a restart',
      { ...restart, runningSince: null },
      running(digests.old, null),
      'unknown',
    ],
  ];
  const timeless = { ...update, action: 'deploy', runningSince: null } as const;
  const [fresh, after, same] = [null, digests.old, digests.new].map((digestBefore) => ({
    ...timeless,
    digestBefore,
  }));
  assert.ok(fresh && after && same);
  booted.push(
    ['no times, after a first deployment', fresh, running(digests.new, null), 'succeeded'],
    ['no times, and another one after a first', fresh, running(digests.other, null), 'unknown'],
    ['no times, and the new image', after, running(digests.new, null), 'succeeded'],
    ['no times, and the old image', after, running(digests.old, null), 'failed'],
    ['no times, and a third image', after, running(digests.other, null), 'unknown'],
    ['no times, and the image that ran before', same, running(digests.new, null), 'unknown'],
    [
      'no times, and the new image with other memory',
      { ...after, config: { ...defaultArguments, memory: 64 } },
      running(digests.new, null),
      'unknown',
    ],
  );
  cases.push(
    ...booted.map(([what, ...rest]) => [`a host that shows ${what}`, ...rest] as (typeof cases)[0]),
  );
  for (const [what, deployment, found, state] of cases) {
    it(`is judged by what its host runs now [${what}: ${state}]`, () => {
      const verdict = judgeDeployment(deployment, found);
      assert.equal(verdict.state, state);
      assert.equal(verdict.error === null, state === 'succeeded');
    });
  }
});
