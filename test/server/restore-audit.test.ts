import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { parseLabel } from '../../src/albatross/names.ts';
import { AuditEvent } from '../../src/audit/entity.ts';
import type { Database } from '../../src/database/database.ts';
import { insertRow } from '../../src/database/rows/insert-row.ts';
import { createSecretBox } from '../../src/database/secret-box.ts';
import { Domain } from '../../src/identity/accounts/entity.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { restoreAudit } from '../../src/server/restore-audit.ts';
import { DeploymentRecords } from '../../src/unikernels/deployment-records.ts';
import type { DeploymentAction } from '../../src/unikernels/entity.ts';
import { createRegistry } from '../../src/unikernels/registry/create-registry.ts';
import { sessionActor, tokenActor } from '../support/actors.ts';

const start = new Date('2026-11-22T12:00:00Z').getTime();
const minute = 60_000;
const day = 24 * 60 * minute;

/** What is recorded of a change, as far as a test says something else. */
interface Recorded {
  readonly requestId?: string;
  readonly name?: string;
  readonly domain?: string;
  readonly action?: DeploymentAction;
  readonly actor?: ReturnType<typeof sessionActor>;
  /** Milliseconds from the start; null: it has not ended. */
  readonly begun?: number;
  readonly ended?: number | null;
}

describe('the events that a start makes anew', () => {
  let database: Database;
  let now: number;
  const clock = () => new Date(now);

  beforeEach(async () => {
    database = await openDatabase({ memory: true });
    await database.orm.schema.create();
    now = start;
  });
  afterEach(() => database.close());

  function recordsOf(owner: string): DeploymentRecords {
    const box = createSecretBox([randomBytes(32)]);
    const kept = { imagesShare: Number.POSITIVE_INFINITY, maxReleases: 5 };
    const memory = createRegistry({ database, box, clock, ...kept });
    return new DeploymentRecords({ database, box, ...memory, clock, owner });
  }

  async function change(told: Recorded = {}, owner = 'a'): Promise<void> {
    const { requestId = 'r', name = 'web', domain = 'alice', action = 'update' } = told;
    const { actor = sessionActor(), begun = 0, ended = null } = told;
    const records = recordsOf(owner);
    const key = { host: parseLabel('one'), domain: parseLabel(domain), name: parseLabel(name) };
    const nothing = { digest: null, config: null, runningSince: null, replaces: false };
    now = start + begun;
    const deployment = records.draft({ key, action, ...nothing, by: { actor, requestId } });
    await records.begin(deployment);
    if (ended === null) return;
    now = start + ended;
    await records.finish(deployment, { state: 'failed', error: 'It was refused.' });
  }

  /** An event of alice, from the start on. */
  async function tell(facts: Partial<AuditEvent>, after = 0): Promise<void> {
    const at = new Date(start + after);
    await insertRow(database.em(), AuditEvent, {
      ...{ at, lastAt: at, count: 1, accountId: 'alice', accountName: 'alice', address: null },
      ...{ credential: 'session', tokenName: null, tokenPrefix: null, domain: null, status: 200 },
      ...{ outcome: 'succeeded', requestId: 'other', action: 'createToken', object: 'tokens' },
      ...facts,
    });
  }

  const restored = async (owner = 'a') => {
    await restoreAudit({ database, clock, config: { auditDays: 400 } }, recordsOf(owner));
    return await database.em().find(AuditEvent, { outcome: 'unknown' }, { orderBy: { id: 'asc' } });
  };
  const names = async (owner?: string) => (await restored(owner)).map(({ object }) => object);
  const address = 'hosts/one/unikernels/web';

  it('say who did what, when, and in whose domain', async () => {
    const accountId = randomUUID();
    await insertRow(database.em(), Domain, { name: parseLabel('alice'), accountId });
    await tell({});
    const actor = tokenActor(['unikernels:write']);
    await change({ actor, domain: 'bob', action: 'rollback', begun: 1_000 });
    const [event, ...others] = await restored();
    assert.partialDeepStrictEqual(event, {
      ...{ accountId, accountName: 'alice', domain: 'bob', requestId: 'r', count: 1 },
      ...{ credential: 'token', tokenName: 'ci', tokenPrefix: 'fmr_test', address: null },
      ...{ action: 'rollbackUnikernel', object: address, status: null, outcome: 'unknown' },
      ...{ at: new Date(start + 1_000), lastAt: new Date(start + 1_000) },
    });
    assert.deepEqual(others, []);
    assert.equal((await restored()).length, 1, 'again');
  });

  it('are of a change that took long and was cut off, or ended just before', async () => {
    await change({ name: 'cut', begun: 0 });
    await change({ name: 'long', begun: 1, ended: 60 * minute, requestId: 's' });
    await change({ name: 'over', begun: 2, ended: 30 * minute, requestId: 't' });
    await tell({}, 60 * minute);
    assert.deepEqual(await names(), ['hosts/one/unikernels/cut', 'hosts/one/unikernels/long']);
  });

  it('are each of those that have one request id, which the client chooses', async () => {
    await tell({ requestId: 'ci', accountName: 'bob' });
    await tell({ requestId: 'ci', action: 'updateUnikernel', object: 'hosts/one/unikernels/old' });
    await tell({ requestId: 'ci', action: 'restartUnikernel', object: address });
    await tell({ requestId: 'ci', action: 'updateUnikernel', object: address }, -2 * day);
    await change({ requestId: 'ci' });
    await change({ requestId: 'ci', name: 'api', begun: 1 });
    assert.deepEqual(await names(), [address, 'hosts/one/unikernels/api']);
  });

  const told: readonly [what: string, event: Partial<AuditEvent>, recorded?: Recorded][] = [
    ['one that failed', { action: 'updateUnikernel', object: address, outcome: 'host-refused' }],
    [
      'one that made nothing',
      { action: 'createUnikernel', object: 'hosts/one/unikernels' },
      { action: 'create' },
    ],
    [
      'one on a host that was renamed since',
      { action: 'updateUnikernel', object: 'hosts/former/unikernels/web' },
    ],
    [
      'one through another API',
      { action: 'destroyUnikernel', object: 'unikernel/destroy' },
      { action: 'destroy' },
    ],
    [
      'one of an administrator',
      { action: 'updateUnikernel', object: `${address}/update`, domain: 'bob' },
      { domain: 'bob' },
    ],
    [
      'one that is a part of what was asked for a week ago',
      { action: 'moveUnikernel', object: address, at: new Date(start - 7 * day) },
      { action: 'destroy' },
    ],
    [
      'several that are parts of one request',
      { action: 'deletePolicy', object: 'hosts/one/policies/alice' },
      { action: 'destroy' },
    ],
  ];
  for (const [what, event, recorded] of told) {
    it(`are not those of ${what}`, async () => {
      await change({ ...recorded, ended: 1_000 });
      await tell({ requestId: 'r', ...event }, 1_001);
      assert.deepEqual(await names(), []);
    });
  }

  it('are not those of what began later by its record, since the clock was set back', async () => {
    await change({ begun: 60 * minute, ended: 60 * minute });
    await tell({ requestId: 'r', action: 'updateUnikernel', object: address }, 60 * minute);
    await change({ requestId: 's', begun: 0, ended: 0 });
    await tell({ requestId: 's', action: 'updateUnikernel', object: address });
    assert.deepEqual(await names(), []);
  });

  it('are not those that are kept no longer', async () => {
    await change();
    now = start + 401 * day;
    await tell({}, 401 * day);
    assert.deepEqual(await names(), []);
  });

  it('are each server’s own', async () => {
    await tell({});
    await change();
    assert.deepEqual(await names('b'), []);
    assert.deepEqual(await names('a'), [address]);
  });
});
