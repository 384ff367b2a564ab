import assert from 'node:assert/strict';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { healthAnswer } from '../../../src/unikernels/health/schema.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { deploy } from '../rollouts/deploy.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';

describe('how a check does while the database fails', () => {
  let world: UnikernelWorld;
  let isDown: boolean;
  let reports: unknown[];

  beforeEach(async () => {
    isDown = false;
    reports = [];
    const tried = () => ({ ok: !isDown, detail: 'It was asked.', tookMs: 1 });
    world = await UnikernelWorld.open({
      actors: { alice: tokenActor(['unikernels:write']) },
      ...{ observed: true, runCheck: async () => tried() },
      report: (error) => void reports.push(error),
    });
  });
  afterEach(() => world.close());

  const state = async () => {
    const { json } = await world.ask('/hosts/one/unikernels/hello/checks');
    return healthAnswer.parse(json).health;
  };

  /** Has nothing be recorded in which a check does so, until that was tried and failed. */
  const failOnce = async (state: string) => {
    reports.splice(0); // what the one before may have told twice
    const em = world.database.em();
    const decided = `new.results like '%"state":"${state}"%'`;
    const refuse = `begin select raise(abort, 'the disk is full'); end`;
    await em.execute(
      `create trigger refuse before update on unikernel_health when ${decided} ${refuse}`,
    );
    isDown = state === 'failing';
    await until(() => reports.length > 0);
    await em.execute('drop trigger refuse');
    assert.match(`${reports}`, /the disk is full/);
  };

  const told = async () => {
    const where = { type: { $like: 'check.%' } };
    const events = await world.database.em().find(StoredEvent, where, { orderBy: { at: 'asc' } });
    return events.map(({ type, count }) => [type, count]);
  };

  it('is told afterwards, once', async () => {
    const checks = [{ kind: 'http', url: 'http://hello/' }];
    const { status } = await deploy(world, { checks, settle: 0 }, imageWith());
    assert.equal(status, 201);
    await until(async () => (await state()) === 'passing');
    await failOnce('failing');
    await until(async () => (await state()) === 'failing');
    assert.deepEqual(await told(), [['check.failing', 1]]);
    await failOnce('passing');
    await until(async () => (await state()) === 'passing');
    assert.deepEqual(await told(), [
      ['check.failing', 1],
      ['check.recovered', 1],
    ]);
  });
});
