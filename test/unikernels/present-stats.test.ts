import assert from 'node:assert/strict';
import type { InterfaceCounters, StatsSample } from '../../src/albatross/stats.ts';
import { presentStats } from '../../src/unikernels/watch-stats.ts';

const counters: InterfaceCounters = {
  bridge: 'service',
  flags: 1,
  sendLength: 0,
  maxSendLength: 0,
  sendDrops: 0,
  mtu: 1500,
  baudrate: 0n,
  inputPackets: 1n,
  inputErrors: 2n,
  outputPackets: 3n,
  outputErrors: 4n,
  collisions: 0n,
  inputBytes: 5n,
  outputBytes: 2n ** 60n,
  inputMcast: 0n,
  outputMcast: 0n,
  inputDropped: 6n,
  outputDropped: 7n,
};

const nothing = { ixrss: 0n, idrss: 0n, isrss: 0n, nswap: 0n, inblock: 0n, outblock: 0n };
const sample: StatsSample = {
  rusage: {
    ...nothing,
    utime: { seconds: 3n, microseconds: 250_000 },
    stime: { seconds: 0n, microseconds: 1 },
    maxrss: 100n,
    minflt: 11n,
    majflt: 12n,
    msgsnd: 0n,
    msgrcv: 0n,
    nsignals: 0n,
    nvcsw: 13n,
    nivcsw: 14n,
  },
  interfaces: [counters],
  vmm: null,
  memory: null,
};

describe('a sample of what a unikernel uses', () => {
  it('is told from the unikernel’s side, exactly', () => {
    assert.deepEqual(presentStats(sample), {
      cpu: {
        userSeconds: 3.25,
        systemSeconds: 0.000001,
        voluntarySwitches: 13,
        involuntarySwitches: 14,
      },
      memory: { virtual: null, residentPages: 100, minorFaults: 11, majorFaults: 12 },
      network: [
        {
          name: 'service',
          sentOctets: 5,
          receivedOctets: '1152921504606846976',
          sentPackets: 1,
          receivedPackets: 3,
          sendErrors: 2,
          receiveErrors: 4,
          sendDropped: 6,
          receiveDropped: 7,
        },
      ],
    });
  });
});
