import assert from 'node:assert/strict';
import { wholeServer } from '../../../src/audit/channels/entity.ts';
import { Notice } from '../../../src/audit/notices/entity.ts';
import { noticesOfHosts } from '../../../src/audit/notices/notices-of-hosts.ts';
import { eventsOfHosts } from '../../../src/database/events/events-of-hosts.ts';
import { hostDegraded, hostRecovered } from '../../../src/hosts/host-events.ts';
import { checkFailing, checkRecovered } from '../../../src/unikernels/events/check-events.ts';
import { deploymentSucceeded } from '../../../src/unikernels/events/deployment-events.ts';
import {
  unikernelExited,
  unikernelMissing,
  unikernelReappeared,
  unikernelStarted,
} from '../../../src/unikernels/events/unikernel-events.ts';
import { check, of, useMessages } from './support/use-messages.ts';

describe('what people are told later', () => {
  const { world, alice, event, ofServer, happen, settle, subjects } = useMessages();

  it('is a check that began to fail with its unikernel, and still does when that runs', async () => {
    await happen(event(unikernelExited.of({ ...of('web'), code: 1 })));
    const checks = [1, 2].map((number) => check('web', number));
    await happen(...checks.map((each) => event(checkFailing.of(each))));
    await happen(event(unikernelStarted.of(of('web'))));
    const told = [
      'alice@example.org: web on one has exited with code 1',
      'alice@example.org: Check 2 (http) of web on one fails',
    ];
    assert.deepEqual(await subjects(), told.slice(0, 1));
    await happen(event(checkRecovered.of(check('web', 1))));
    await settle(1);
    assert.deepEqual(await subjects(), told);
  });

  it('is what is still missing on a host that is back, and no more of what was changed', async () => {
    const { channel } = await world().text(wholeServer, 'https://chat.example/', {
      types: ['host.', 'unikernel.'],
    });
    world().post = async () => ({ status: 204, retryAfter: null, text: '' });
    await happen(ofServer(hostDegraded.of({ host: 'one', reason: null })));
    const names = ['web', 'db', 'api'];
    await happen(...names.map((name) => event(unikernelMissing.of(of(name)), 'bob')));
    await settle(0);
    await happen(ofServer(hostRecovered.of({ host: 'one' })));
    const stopped = { ...of('db'), deployment: 'e', action: 'stop' };
    await happen(
      event(unikernelReappeared.of({ ...of('api'), after: 'missing' }), 'bob'),
      event(deploymentSucceeded.of(stopped), 'bob'),
    );
    await settle(2);
    const told = (await world().all()).filter((each) => each.channel === channel.id);
    assert.deepEqual(
      told.map(({ summary }) => summary),
      [
        'The host one is degraded',
        'The host one answers again',
        'web is missing on one, although it should run',
      ],
    );
  });

  it('is told when its host is back, also where that is renamed meanwhile', async () => {
    await world().text(wholeServer, 'https://chat.example/', { types: ['host.', 'unikernel.'] });
    world().post = async () => ({ status: 204, retryAfter: null, text: '' });
    await happen(ofServer(hostDegraded.of({ host: 'one', reason: null })));
    await happen(event(unikernelMissing.of(of('web')), 'bob'));
    await world().database.transaction(async (em) => {
      await eventsOfHosts.rename?.(em, 'one', 'uno');
      await noticesOfHosts.rename?.(em, 'one', 'uno');
    });
    await settle(0);
    assert.equal((await world().all()).length, 2, 'the host is told of by mail and chat');
    await happen(ofServer(hostRecovered.of({ host: 'uno' })));
    await settle(1);
    assert.equal(
      (await world().all()).at(-1)?.summary,
      'web is missing on one, although it should run',
    );
    await happen(ofServer(hostDegraded.of({ host: 'uno', reason: null })));
    await happen(event(unikernelMissing.of(of('db', 'uno')), 'bob'));
    await world().database.transaction(
      async (em) => await noticesOfHosts.end?.(em, 'uno', new Date()),
    );
    assert.equal(await world().database.em().count(Notice), 0);
  });

  it('is told by all others where one channel fails', async () => {
    const both = { types: ['unikernel.', 'check.'] };
    const { channel } = await world().text(alice(), 'https://chat.example/', both);
    world().post = async () => ({ status: 204, retryAfter: null, text: '' });
    await happen(event(unikernelExited.of({ ...of('web'), code: 1 })));
    await happen(event(checkFailing.of(check('web'))));
    await happen(event(unikernelStarted.of(of('web'))));
    const broken = `update channels set told = 'null' where id = ?`;
    await world().database.em().execute(broken, [channel.id]);
    await settle(1);
    assert.equal(
      (await subjects()).at(-1),
      'alice@example.org: Check 1 (http) of web on one fails',
    );
    assert.ok(world().reports.length > 0);
    await world().channels.remove(alice(), channel.id);
    world().reports.splice(0);
  });
});
