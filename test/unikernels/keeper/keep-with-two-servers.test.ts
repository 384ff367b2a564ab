import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import { deploymentList, unikernelDetails } from '../../../src/unikernels/answer-schema.ts';
import { until } from '../../server/support/until.ts';
import { ShiftedClock } from '../../support/shifted-clock.ts';
import { useTwoServers } from '../../support/two-servers.ts';
import { formOf, imageWith } from '../deploy-form.ts';

const names = ['hello', 'other', 'third'];
const path = (name: string) => `/hosts/one/unikernels/${name}`;

describe('unikernels that two servers keep running', function () {
  this.timeout(120_000);
  const time = new ShiftedClock();
  const servers = useTwoServers({ clock: time.now });

  const ask = (at: string, options = {}) =>
    servers().administrator.expect(200, servers().one.url, at, options);

  it('are started again once each', async () => {
    const { one, administrator, emulator } = servers();
    for (const name of names) {
      const body = formOf([
        ['config', { name, failBehaviour: 'quit' }],
        ['image', imageWith()],
      ]);
      await administrator.expect(201, one.url, '/hosts/one/unikernels', { body });
      await ask(path(name), { method: 'PATCH', json: { keepRunning: true } });
    }
    const shown = async (name: string) => unikernelDetails.parse((await ask(path(name))).json);
    for (const name of names) await until(async () => (await shown(name)).seenAt !== null);
    time.pass(3);
    for (const name of names) {
      emulator.print(`alice:${name}`, 'Solo5: solo5_exit(7) called');
      emulator.host.unikernels.destroy(parseName(`alice:${name}`));
      emulator.host.unikernels.destroy(parseName(`alice:${name}`)); // its trace, too
    }
    for (const name of names) {
      await until(async () => (await shown(name)).keepRunning.nextAt !== null);
    }
    time.pass(1);
    for (const name of names) await until(async () => (await shown(name)).state === 'running');
    time.pass(20);
    const lists = () => emulator.commands.all.filter(({ type }) => type === 'unikernel-info');
    const before = lists().length;
    await until(async () => lists().length >= before + 3);
    for (const name of names) {
      const { json } = await ask(`${path(name)}/deployments`);
      const actions = deploymentList.parse(json).data.map(({ action, state }) => [action, state]);
      assert.deepEqual(actions, [
        ['start', 'succeeded'],
        ['create', 'succeeded'],
      ]);
    }
    const { json } = await ask('/audit?action=keepRunning');
    const events: unknown = Reflect.get(Object(json), 'data');
    assert.ok(Array.isArray(events));
    assert.deepEqual(
      events.map(({ outcome, account, credential }) => [outcome, account, credential]),
      names.map(() => ['succeeded', 'alice', null]),
    );
  });
});
