import type { StatsSample } from '../../../src/albatross/stats.ts';

const time = { seconds: 1n, microseconds: 2 };

export const sample: StatsSample = {
  rusage: {
    utime: time,
    stime: time,
    maxrss: 3n,
    ixrss: 4n,
    idrss: 5n,
    isrss: 6n,
    minflt: 7n,
    majflt: 8n,
    nswap: 9n,
    inblock: 10n,
    outblock: 11n,
    msgsnd: 12n,
    msgrcv: 13n,
    nsignals: 14n,
    nvcsw: 15n,
    nivcsw: 2n ** 62n,
  },
  interfaces: [],
  vmm: [{ key: 'exits', value: 16n }],
  memory: null,
};
