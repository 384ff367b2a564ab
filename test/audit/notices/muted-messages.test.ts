import assert from 'node:assert/strict';
import { Notice } from '../../../src/audit/notices/entity.ts';
import { noticesOfHosts } from '../../../src/audit/notices/notices-of-hosts.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { checkFailing, checkRecovered } from '../../../src/unikernels/events/check-events.ts';
import {
  deploymentRolledBack,
  deploymentSucceeded,
} from '../../../src/unikernels/events/deployment-events.ts';
import {
  unikernelExited,
  unikernelMissing,
  unikernelStarted,
} from '../../../src/unikernels/events/unikernel-events.ts';
import { until } from '../../server/support/until.ts';
import { check, of, useMessages } from './support/use-messages.ts';

const hour = 3_600_000;

describe('what people hear nothing of for a while', () => {
  const { world, alice, event, happen, settle, subjects } = useMessages();

  const inAnHour = () => new Date(world().clock.tell().getTime() + hour);
  const exited = (name: string, code = 1) => event(unikernelExited.of({ ...of(name), code }));
  const held = () => world().database.em().count(Notice);

  it('is told when a host is muted no longer, as far as it is still so', async () => {
    await world().mutes.mute(alice(), 'hosts/one', inAnHour());
    await happen(exited('web'), exited('db'), exited('api'), event(checkFailing.of(check('x'))));
    await happen(event(unikernelStarted.of(of('db'))), event(checkRecovered.of(check('x'))));
    const stopped = { ...of('api'), deployment: 'd', action: 'stop' };
    await happen(event(deploymentSucceeded.of(stopped)));
    await settle(0);
    assert.deepEqual(await subjects(), []);
    world().clock.pass(hour);
    await settle(2);
    assert.deepEqual(await subjects(), ['alice@example.org: web on one has exited with code 1']);
    assert.equal(await held(), 0);
  });

  it('is told as soon as somebody ends the mute, and not before one that was prolonged ends', async () => {
    const object = 'hosts/one/unikernels/web';
    const mute = async () => await world().mutes.mute(alice(), object, inAnHour());
    await mute();
    await happen(exited('web'));
    world().clock.pass(hour / 2);
    const { id } = await mute();
    world().clock.pass(hour / 2);
    await settle(0);
    assert.deepEqual(await subjects(), []);
    await world().mutes.end(alice(), id);
    await settle(1);
    assert.equal((await subjects()).length, 1);
  });

  it('is told when the channel is muted no longer, and what is told once only is not', async () => {
    const [channel] = await world().channels.list(alice());
    assert.ok(channel);
    await world().channels.change(alice(), channel.id, { mutedUntil: inAnHour() });
    const rolledBack = { ...of('db'), deployment: 'd', action: 'deploy', reason: null };
    await happen(exited('web'), event(deploymentRolledBack.of(rolledBack)));
    await settle(0);
    assert.deepEqual(await subjects(), []);
    world().clock.pass(hour);
    await settle(1);
    assert.deepEqual(await subjects(), ['alice@example.org: web on one has exited with code 1']);
  });

  it('is told when an account is suspended no longer', async () => {
    const suspend = (active: boolean) =>
      world().database.em().nativeUpdate(Account, { id: alice() }, { active });
    await suspend(false);
    await happen(event(unikernelMissing.of(of('web'))));
    await settle(0);
    assert.deepEqual(await subjects(), []);
    await suspend(true);
    await settle(1);
    assert.equal((await subjects()).length, 1);
  });

  it('is not told out of the blue to be well again', async () => {
    const types = ['unikernel.'];
    const { channel } = await world().text(alice(), 'https://chat.example/', { types });
    world().post = async () => ({ status: 204, retryAfter: null, text: '' });
    await happen(exited('web'));
    const { id } = await world().mutes.mute(alice(), 'hosts/one', inAnHour());
    await happen(event(unikernelStarted.of(of('web'))));
    await world().mutes.end(alice(), id);
    world().clock.pass(hour / 2);
    await happen(event(unikernelStarted.of(of('web'))));
    const told = (await world().all()).filter((each) => each.channel === channel.id);
    assert.deepEqual(
      told.map(({ summary }) => summary),
      ['web on one has exited with code 1'],
    );
  });

  it('is forgotten with its host, and the oldest of very much', async () => {
    await world().mutes.mute(alice(), 'hosts', inAnHour());
    await happen(exited('web'), event(unikernelMissing.of(of('db', 'two'))));
    await world().database.transaction(
      async (em) => await noticesOfHosts.end?.(em, 'two', new Date()),
    );
    assert.equal(await held(), 1);
    await happen(...Array.from({ length: 1_010 }, (_, n) => exited(`u-${n}`)));
    world().pass(hour / 2);
    await until(async () => (await held()) === 1_000);
  });
});
