import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { parseLabel } from '../../src/albatross/names.ts';
import { systemClock } from '../../src/base/clock.ts';
import { createLogger } from '../../src/base/log.ts';
import { systemTimer } from '../../src/base/timer.ts';
import type { Database } from '../../src/database/database.ts';
import { DatabaseUnreachableError } from '../../src/database/errors.ts';
import { createSecretBox } from '../../src/database/secret-box.ts';
import { DeploymentRecords } from '../../src/unikernels/deployment-records.ts';
import { Deployment, type DeploymentAction } from '../../src/unikernels/entity.ts';
import { Reconciler } from '../../src/unikernels/reconciler.ts';
import { createRegistry } from '../../src/unikernels/registry/create-registry.ts';
import { sessionActor } from '../support/actors.ts';
import { openTables } from '../support/open-tables.ts';
import { until } from './unikernel-world.ts';
import { unknownHost } from './world-options.ts';

describe('what another server has left', () => {
  let database: Database;
  /** Whether nobody hears what became of what is taken over. */
  let isAnswerLost: boolean;
  /** The owner of each rollout that is gone on with. */
  let resumed: string[];
  let reconciler: Reconciler;
  let lost: AbortController;

  class LosingRecords extends DeploymentRecords {
    override async takeOver(...args: Parameters<DeploymentRecords['takeOver']>) {
      const taken = await super.takeOver(...args);
      if (isAnswerLost) throw new DatabaseUnreachableError('The answer is lost.');
      return taken;
    }
  }

  const partsOf = (owner: string) => {
    const box = createSecretBox([randomBytes(32)]);
    const kept = { imagesShare: Number.POSITIVE_INFINITY, maxReleases: 5 };
    const memory = createRegistry({ database, box, clock: systemClock, ...kept });
    return { database, box, ...memory, clock: systemClock, owner };
  };

  beforeEach(async () => {
    database = await openTables({ memory: true });
    isAnswerLost = false;
    resumed = [];
    lost = new AbortController();
    reconciler = new Reconciler({
      records: new LosingRecords(partsOf('ours')),
      hosts: { get: unknownHost },
      timer: (milliseconds, action) => systemTimer(milliseconds / 200, action),
      log: createLogger('silent', new PassThrough().resume()),
      replica: { id: 'ours', inPlaceOf: async (_id, work) => work(lost.signal) },
    });
    reconciler.onRollout(({ owner }) => resumed.push(owner));
    await leave('restart');
    await leave('deploy');
  });
  afterEach(async () => {
    await reconciler.close();
    await database.close();
  });

  async function leave(action: DeploymentAction): Promise<void> {
    const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel('web') };
    const nothing = { digest: null, config: null, runningSince: null, replaces: false };
    const records = new DeploymentRecords(partsOf('theirs'));
    const by = { actor: sessionActor(), requestId: 'r' };
    const left = records.draft({ key, action, ...nothing, by });
    await records.begin(Object.assign(left, action === 'deploy' ? { phase: 'watching' } : {}));
  }

  const stateOf = async (action: DeploymentAction) =>
    (await database.em().findOneOrFail(Deployment, { action })).state;
  const untilSettled = () =>
    until(async () => (await database.em().count(Deployment, { finishedAt: null })) === 1);

  it('is taken up, as its own', async () => {
    await reconciler.takeUpLeft();
    assert.deepEqual(resumed, ['ours']);
    await untilSettled();
  });

  it('is taken up where the database took it over and nobody heard so', async () => {
    isAnswerLost = true;
    await assert.rejects(reconciler.takeUpLeft(), DatabaseUnreachableError);
    isAnswerLost = false;
    await reconciler.takeUpLeft();
    assert.deepEqual(resumed, ['ours']);
    await untilSettled();
    await reconciler.takeUpLeft();
    assert.equal(resumed.length, 1, 'once');
  });

  it('is left where another may have it by now', async () => {
    lost.abort(new Error('lost'));
    await assert.rejects(reconciler.takeUpLeft(), /lost/);
    assert.deepEqual(resumed, []);
    assert.equal(await stateOf('restart'), 'running');
  });
});
