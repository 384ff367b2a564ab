import assert from 'node:assert/strict';
import {
  certificateExpiring,
  hostDegraded,
  hostRecovered,
} from '../../../src/hosts/host-events.ts';
import { checkFailing, checkRecovered } from '../../../src/unikernels/events/check-events.ts';
import {
  deploymentStarted,
  deploymentSucceeded,
} from '../../../src/unikernels/events/deployment-events.ts';
import {
  unikernelCrashLooping,
  unikernelDrifted,
  unikernelExited,
  unikernelGaveUp,
  unikernelMissing,
  unikernelReappeared,
} from '../../../src/unikernels/events/unikernel-events.ts';
import { record } from '../../database/events/support/happenings.ts';
import { until } from '../../server/support/until.ts';
import { check, of, useMessages } from './support/use-messages.ts';

const second = 1_000;
const hour = 3_600_000;

describe('messages to people', () => {
  const { world, alice, event, ofServer, happen, subjects } = useMessages();

  it('tell an account of what is not well, and administrators of hosts', async () => {
    await happen(event(unikernelExited.of({ ...of('web'), code: 3 })));
    await happen(ofServer(hostDegraded.of({ host: 'two', reason: null })));
    assert.deepEqual(await subjects(), [
      'alice@example.org: web on one has exited with code 3',
      'root@example.org: The host two is degraded',
    ]);
    const [mail] = await world().mails();
    assert.match(
      mail?.text ?? '',
      /example\.org\/notifications\?mute=hosts%2Fone%2Funikernels%2Fweb/,
    );
  });

  it('are one for a host with 30 unikernels that it has lost', async () => {
    const names = Array.from({ length: 30 }, (_, n) => `u-${n}`);
    await happen(...names.map((name) => event(unikernelMissing.of(of(name)))));
    await happen(...names.map((name) => event(checkFailing.of(check(name)))));
    const [mail, ...more] = await world().mails();
    assert.deepEqual(more, []);
    assert.equal(mail?.subject, '30 unikernels are missing on one');
    assert.match(mail?.text ?? '', /^u-29 is missing on one, although it should run\.$/m);
  });

  it('are one when the server is cut off from all hosts, and one when it is back', async () => {
    const hosts = ['one', 'two', 'three'];
    await happen(
      ...hosts.map((host) => ofServer(hostDegraded.of({ host, reason: 'host-timeout' }))),
    );
    world().clock.pass(hour);
    await happen(...hosts.map((host) => ofServer(hostRecovered.of({ host }))));
    assert.deepEqual(await subjects(), [
      'root@example.org: 3 hosts do not answer as they should',
      'root@example.org: 3 hosts answer again',
    ]);
  });

  it('are one for what is found one after another, as long as more comes, two minutes at most', async () => {
    const degraded = (n: number) =>
      ofServer(hostDegraded.of({ host: `h-${n}`, reason: 'host-timeout' }));
    for (let n = 0; n < 9; n += 1) {
      await record(world().database, degraded(n));
      await world().looked(n + 1);
      world().pass(10 * second);
    }
    await world().told();
    assert.deepEqual(await subjects(), []);
    world().pass(5 * second);
    await world().told();
    assert.deepEqual(await subjects(), ['root@example.org: 9 hosts do not answer as they should']);
    for (let n = 9; n < 22; n += 1) {
      await record(world().database, degraded(n));
      await world().looked(n + 1);
      world().pass(10 * second);
      await world().told();
    }
    assert.equal(
      (await subjects()).at(-1),
      'root@example.org: 12 hosts do not answer as they should',
    );
  });

  it('are one for very many that are missing at once, and one when they are back', async () => {
    const names = Array.from({ length: 600 }, (_, n) => `u-${n}`);
    await happen(...names.map((name) => event(unikernelMissing.of(of(name)))));
    assert.deepEqual(await subjects(), ['alice@example.org: 600 unikernels are missing on one']);
    world().clock.pass(hour);
    const back = { after: 'missing' } as const;
    const [mail] = await world().channels.list(alice());
    assert.ok(mail);
    await world().channels.change(alice(), mail.id, { types: ['unikernel.reappeared'] });
    await happen(...names.map((name) => event(unikernelReappeared.of({ ...of(name), ...back }))));
    assert.equal((await subjects()).at(-1), 'alice@example.org: 600 unikernels run again on one');
  });

  it('are one to an account that has unikernels on a host that is away, and one when that is back', async () => {
    await world().account('bob');
    for (const name of ['alice', 'root']) await world().unikernel('one', name);
    await world().unikernel('two', 'bob');
    const names = ['web', 'db'];
    await happen(
      ofServer(hostDegraded.of({ host: 'one', reason: 'host-timeout' })),
      ...names.map((name) => event(checkFailing.of(check(name)))),
    );
    await happen(
      ofServer(hostRecovered.of({ host: 'one' })),
      ...names.map((name) => event(checkRecovered.of(check(name)))),
    );
    assert.deepEqual((await subjects()).toSorted(), [
      'alice@example.org: The host one answers again',
      'alice@example.org: The host one is degraded (host-timeout)',
      'root@example.org: The host one answers again',
      'root@example.org: The host one is degraded (host-timeout)',
    ]);
  });

  it('are none for what a deployment, a stop or a start has ended', async () => {
    const started = { ...of('web'), deployment: 'd', action: 'restart' };
    await happen(
      event(unikernelExited.of({ ...of('web'), code: null })),
      event(checkFailing.of(check('web'))),
      event(deploymentStarted.of(started)),
    );
    const stopped = { ...of('db'), deployment: 'e', action: 'stop' };
    await happen(event(checkFailing.of(check('db'))), event(deploymentSucceeded.of(stopped)));
    assert.deepEqual(await subjects(), []);
    const kept = { ...of('kept'), deployment: 'f', action: 'start', automatic: true };
    await happen(
      event(unikernelExited.of({ ...of('kept'), code: 1 })),
      event(deploymentSucceeded.of(kept)),
    );
    assert.equal((await subjects()).length, 1);
  });

  it('tell that one has exited once more after somebody has deployed it', async () => {
    const exited = (code: number) => event(unikernelExited.of({ ...of('web'), code }));
    const deployed = { ...of('web'), deployment: 'd', action: 'deploy' };
    await happen(exited(1));
    await happen(event(deploymentSucceeded.of({ ...deployed, automatic: true })));
    await happen(exited(1));
    assert.equal((await subjects()).length, 1);
    await happen(event(deploymentSucceeded.of({ ...deployed, automatic: false })));
    await happen(exited(2));
    assert.equal((await subjects()).length, 2);
    await happen(exited(3));
    assert.equal((await subjects()).length, 2);
  });

  it('are none of hosts that are quiet, nor of what is muted', async () => {
    world().quiet.add('two');
    const until = new Date(world().clock.tell().getTime() + hour);
    await world().mutes.mute(alice(), 'hosts/one/unikernels/web', until);
    const names = [of('web'), of('web-2'), of('db', 'two')];
    await happen(...names.map((each) => event(unikernelMissing.of(each))));
    assert.deepEqual(await subjects(), [
      'alice@example.org: web-2 is missing on one, although it should run',
    ]);
    world().clock.pass(hour);
    await happen(event(unikernelExited.of({ ...of('web'), code: 1 })));
    assert.equal((await subjects()).length, 2);
  });

  it('tell what is told once only, and what is well again, of a host that is quiet, too', async () => {
    const expiring = { host: 'two', days: 3, expiresAt: '2026-12-01T00:00:00Z' };
    await happen(ofServer(hostDegraded.of({ host: 'two', reason: null })));
    world().quiet.add('two');
    await happen(
      ofServer(certificateExpiring.of(expiring)),
      event(unikernelGaveUp.of(of('db', 'two'))),
      ofServer(hostRecovered.of({ host: 'two' })),
      ofServer(hostDegraded.of({ host: 'two', reason: null })),
    );
    assert.deepEqual((await subjects()).slice(1), [
      'root@example.org: The certificate for the host two ends within 3 days; The host two answers again',
      'alice@example.org: Fulmar has given up keeping db on two running',
    ]);
  });

  it('tell of what was destroyed and runs again', async () => {
    await world().text(alice(), 'https://chat.example/', { types: ['unikernel.reappeared'] });
    world().post = async () => ({ status: 204, retryAfter: null, text: '' });
    await happen(event(unikernelReappeared.of({ ...of('db'), after: 'missing' })));
    await happen(event(unikernelReappeared.of({ ...of('web'), after: 'destroyed' })));
    assert.deepEqual(
      (await world().all()).map(({ summary }) => summary),
      ['web on one runs again after it was destroyed'],
    );
  });

  it('tell of a certificate that ends soon whoever has something on its host, and administrators', async () => {
    await world().account('bob');
    for (const name of ['alice', 'root']) await world().unikernel('one', name);
    await world().unikernel('two', 'bob');
    const expiring = { host: 'one', days: 14, expiresAt: '2026-12-01T00:00:00Z' };
    await happen(ofServer(certificateExpiring.of(expiring)));
    const subject = 'The certificate for the host one ends within 14 days';
    assert.deepEqual((await subjects()).sort(), [
      `alice@example.org: ${subject}`,
      `root@example.org: ${subject}`,
    ]);
  });

  it('tell a cause once, and that it is well again only where that was told', async () => {
    await happen(event(checkFailing.of(check('web'))));
    await happen(event(unikernelCrashLooping.of(of('web'))));
    await happen(event(checkRecovered.of(check('web'))), event(checkRecovered.of(check('db'))));
    assert.deepEqual(await subjects(), [
      'alice@example.org: Check 1 (http) of web on one fails',
      'alice@example.org: web on one keeps exiting and restarting',
      'alice@example.org: Check 1 (http) of web on one passes again',
    ]);
  });

  it('tell of each check for itself, and of what is worse than what was told', async () => {
    const second = check('web', 2);
    await happen(event(checkFailing.of(check('web'))));
    await happen(event(checkFailing.of(second)));
    await happen(event(checkRecovered.of(check('web'))));
    await happen(event(unikernelDrifted.of({ ...of('web'), fields: ['memory'] })));
    await happen(event(unikernelExited.of({ ...of('web'), code: 1 })));
    await happen(event(unikernelExited.of({ ...of('web'), code: 2 })));
    await happen(event(unikernelGaveUp.of(of('web'))));
    assert.deepEqual(
      (await subjects()).map((subject) => subject.replace('alice@example.org: ', '')),
      [
        'Check 1 (http) of web on one fails',
        'Check 2 (http) of web on one fails',
        'Check 1 (http) of web on one passes again',
        'web on one has exited with code 1',
        'Fulmar has given up keeping web on one running',
      ],
    );
  });

  it('tell of a check that has taken the place of one that fails', async () => {
    await happen(event(checkFailing.of(check('web'))));
    await happen(event(checkFailing.of({ ...check('web'), checkId: 'another' })));
    assert.equal((await subjects()).length, 2);
  });

  it('are at most ten an hour, and then one of all the rest', async () => {
    for (let n = 0; n < 12; n += 1) {
      await happen(event(unikernelMissing.of(of(`u-${n}`))));
    }
    assert.equal((await subjects()).length, 10);
    world().pass(hour);
    await until(async () => (await world().mails()).length > 10);
    assert.deepEqual((await subjects()).slice(10), [
      'alice@example.org: 2 unikernels are missing on one',
    ]);
  });

  it('are made for all others where one channel fails', async () => {
    const { channel } = await world().text(alice(), 'https://chat.example/', { types: ['check.'] });
    const broken = `update channels set told = 'null' where id = ?`;
    await world().database.em().execute(broken, [channel.id]);
    await record(world().database, event(checkFailing.of(check('web'))));
    await world().looked(1);
    world().pass(30 * second);
    await until(async () => (await world().mails()).length === 1);
    await until(() => world().reports.length > 0);
    await world().channels.remove(alice(), channel.id);
    await world().told();
    world().reports.splice(0);
  });

  it('go to no address that was not verified, which is shown', async () => {
    await world().account('bob', { emailVerifiedAt: null });
    await happen(event(unikernelMissing.of(of('web')), 'bob'));
    assert.deepEqual(await subjects(), []);
    const [delivery] = await world().all();
    assert.partialDeepStrictEqual(delivery, {
      state: 'failed',
      fault: 'There is no address that was verified.',
    });
  });
});
