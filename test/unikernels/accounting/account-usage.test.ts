import assert from 'node:assert/strict';
import { type Label, parseLabel } from '../../../src/albatross/names.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import type { Database } from '../../../src/database/database.ts';
import type { HostLists } from '../../../src/host-client/managed-host.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { RecordAccountUsage } from '../../../src/unikernels/accounting/account-usage.ts';
import { CpuMeter } from '../../../src/unikernels/accounting/cpu-meter.ts';
import { AccountUsage } from '../../../src/unikernels/accounting/entity.ts';
import { presentUsage, usageTable } from '../../../src/unikernels/accounting/presenter.ts';
import { until } from '../../server/support/until.ts';

const bob = parseLabel('bob');
const start = Date.UTC(2026, 10, 30, 23, 58);

describe('what accounts use in a month', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase({ memory: true });
    await database.orm.schema.create();
  });
  afterEach(() => database.close());

  const volume = (name: string, size: number, domain: Label = bob) => ({
    name: { path: [domain], label: parseLabel(name) },
    ...{ size, active: false },
  });

  /** Has a host looked at so many times, a minute apart; `away` says when it does not answer. */
  async function look(times: number, away: (look: number) => boolean = () => false) {
    let looks = 0;
    const ending = new AbortController();
    const timer: typeof systemTimer = (_milliseconds, action) => {
      looks += 1;
      if (looks > times) ending.abort();
      return systemTimer(1, action);
    };
    const host: HostLists & { readonly knownDown: boolean } = {
      ...{ id: 'one', name: parseLabel('one') },
      get knownDown() {
        return away(looks);
      },
      unikernels: async () => [],
      volumes: async () => [volume('data', 1024), volume('other', 512, parseLabel('nobody'))],
      policies: async () => [],
    };
    const recorder = new RecordAccountUsage({
      ...{ database, timer, clock: () => new Date(start + (looks - 1) * 60_000) },
      registry: { onHost: async () => [] },
      accounts: { ofAccounts: async () => new Set([bob]) },
      latest: { of: () => null },
    });
    await recorder.follow(host, ending.signal).catch(() => {});
    await until(() => ending.signal.aborted);
  }

  const rows = async () => {
    const found = await database.em().find(AccountUsage, {}, { orderBy: { month: 'asc' } });
    return found.map((row) => ({ month: row.month, ...presentUsage(row) }));
  };

  it('is added up by the minute, into the month of each', async () => {
    await look(5); // 23:58 to 0:02
    const shown = await rows();
    assert.deepEqual(
      shown.map(({ month, account, volumeGiBHours }) => [month, account, volumeGiBHours]),
      [
        ['2026-11', 'bob', 0.0167],
        ['2026-12', 'bob', 0.05],
      ],
    );
    assert.equal(shown[1]?.observedHours, 0.05);
    const table = usageTable('2026-12', shown.slice(1));
    assert.equal(table.split('\r\n')[1], '2026-12,bob,one,0,0,0.05,0.05');
  });

  it('does not count while the host is away', async () => {
    await look(5, (count) => count === 3);
    const observed = (await rows()).reduce((sum, { observedHours }) => sum + observedHours, 0);
    assert.ok(Math.abs(observed - 2 / 60) < 0.001, `${observed}`);
  });

  it('counts CPU time from the first look on, and from 0 where one was started anew', () => {
    let cpuSeconds = 100;
    const sample = { memory: 0, received: 0, sent: 0, blockReads: 0, blockWrites: 0 };
    const meter = new CpuMeter({ of: (_id, at) => ({ ...sample, at, cpuSeconds }) });
    const key = { host: parseLabel('one'), domain: bob, name: parseLabel('web') };
    const read = (used: number) => {
      cpuSeconds = used;
      return meter.read([{ id: 'web', key }], new Date(start)).get(bob);
    };
    assert.deepEqual([read(100), read(130), read(7), read(7)], [0, 30, 7, 0]);
  });
});
