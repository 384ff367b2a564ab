import assert from 'node:assert/strict';
import {
  hostLock,
  policyLock,
  serverLock,
  unikernelLock,
  volumeLock,
} from '../../../src/database/locks/lock-name.ts';

describe('the name of a lock', () => {
  it('says of what it is, and of whose', () => {
    const [host, domain] = ['one', 'alice'];
    assert.deepEqual(
      [
        volumeLock({ host, domain, volume: 'data' }),
        unikernelLock({ host, domain, name: 'web' }),
        policyLock(host, domain),
        hostLock(host),
        serverLock('a'),
      ],
      [
        'volume/one/alice/data',
        'unikernel/one/alice/web',
        'policy/one/alice',
        'host/one',
        'server/a',
      ],
    );
  });
});
