import assert from 'node:assert/strict';
import { findAttention, type Overview } from '../../src/dashboard/features/overview/attention.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();
const day = 86_400;

type Host = Overview['hosts'][number];
type Unikernel = Overview['unikernels'][number];
type Token = Overview['tokens'][number];
type User = Overview['users'][number];

const nothing: Overview = {
  hosts: [],
  unikernels: [],
  tokens: [],
  users: [],
  automation: null,
  backup: null,
  channels: [],
  unseen: [],
  muted: [],
};

const well = { state: 'online', reason: null, since: ago(day) } as const;

const online: Host = {
  name: 'one',
  ...well,
  collectMetrics: true,
  parts: { commands: well, console: well, stats: well },
  policy: null,
  used: null,
  maintenance: null,
};

const unikernel = (state: Unikernel['state']): Unikernel => ({
  host: 'one',
  name: 'web',
  account: 'alice',
  foreign: false,
  state,
  since: ago(60),
  restarts: 3,
  managed: true,
  desired: 'running',
  drift: [],
  labels: {},
  keepRunning: { enabled: false, tries: 0, nextAt: null, gaveUp: null },
  keepConsole: true,
  deletionProtection: false,
  health: null,
  update: null,
  lastExit: null,
  askedAt: null,
  usage: null,
  seenAt: ago(60),
  digest: '',
  startedAt: ago(60),
  cpuids: [0],
  memory: 32,
  arguments: [],
  blockDevices: [],
  networkDevices: [],
  failBehaviour: { restart: null },
  startup: 50,
});

const token = (expiresAt: string | null): Token => ({
  id: 't',
  name: 'ci',
  description: null,
  prefix: 'fmr_1234',
  scopes: [],
  hosts: null,
  names: null,
  addresses: null,
  expiresAt,
  expired: false,
  expiresSoon: false,
  exchanged: false,
  madeBy: null,
  hourlyLimit: 1000,
  previous: null,
  replaced: [],
  uses: 0,
  lastUsedAt: null,
  lastUsedAddress: null,
  lastUsedAgent: null,
  createdAt: ago(day),
});

const user: User = {
  id: 'u',
  name: 'bob',
  email: 'bob@example.org',
  emailVerified: false,
  active: false,
  admin: false,
  signingKey: null,
  createdAt: ago(day),
  approvedAt: null,
  suspension: null,
  lastSignInAt: null,
};

const happened = (type: string, summary: string): Overview['unseen'][number] => ({
  ...{ id: type, number: 1, type, severity: 'error', object: '', account: null, host: null },
  ...{ at: ago(60), hostAt: null, facts: {}, count: 1, lastAt: ago(60), summary },
});

const whatNeedsIt = (overview: Partial<Overview>) =>
  findAttention({ ...nothing, ...overview }, now).map(({ what }) => what);

describe('what needs attention', () => {
  it('is nothing where all is well', () => {
    const approved = { ...user, approvedAt: ago(60) };
    const well = ['running', 'starting', 'completed', 'stopped', 'unknown'] as const;
    const unikernels = well.map(unikernel);
    const tokens = [token(null), token(ago(-15 * day)), token(ago(day))];
    assert.deepEqual(whatNeedsIt({ hosts: [online], unikernels, tokens, users: [approved] }), []);
  });

  it('is first of all that nothing is done automatically', () => {
    const automation = { paused: true, since: ago(60), reason: 'It was restored.' };
    const host: Host = { ...online, state: 'degraded', reason: 'network' };
    assert.deepEqual(whatNeedsIt({ hosts: [host], automation }), [
      'Automation is paused',
      'Host one is degraded',
    ]);
    assert.deepEqual(whatNeedsIt({ automation: { paused: false, since: null, reason: null } }), []);
  });

  it('is a scheduled backup that cannot be made, until one is', () => {
    const backup = (type: string) => happened(type, 'A scheduled backup failed');
    assert.deepEqual(whatNeedsIt({ backup: backup('backup.failed') }), ['Scheduled backups fail']);
    assert.deepEqual(whatNeedsIt({ backup: backup('backup.incomplete') }), [
      'Scheduled backups lack images or consoles',
    ]);
    assert.deepEqual(whatNeedsIt({ backup: backup('backup.recovered') }), []);
  });

  it('is a degraded host, and says why', () => {
    const host: Host = { ...online, state: 'degraded', reason: 'network' };
    const [found] = findAttention({ ...nothing, hosts: [host] }, now);
    assert.equal(found?.what, 'Host one is degraded');
    assert.equal(found?.why, 'It is unreachable.');
    assert.equal(found?.to, null);
  });

  it('leads to where a degraded host is mended only those who can', () => {
    const host: Host = { ...online, id: 'h', state: 'degraded', reason: 'network' };
    const [found] = findAttention({ ...nothing, hosts: [host] }, now);
    assert.equal(found?.to, '/hosts');
  });

  for (const [state, what] of [
    ['restarting', 'web keeps restarting'],
    ['exited', 'web has ended'],
    ['missing', 'web is missing'],
  ] as const) {
    it(`is a unikernel that is ${state}, unless it is only watched`, () => {
      assert.deepEqual(whatNeedsIt({ unikernels: [unikernel(state)] }), [what]);
      assert.deepEqual(whatNeedsIt({ unikernels: [{ ...unikernel(state), managed: false }] }), []);
    });
  }

  it('is a unikernel that runs and fails its checks, and one that has ended only once', () => {
    const failing = { ...unikernel('running'), health: 'failing' } as const;
    assert.deepEqual(whatNeedsIt({ unikernels: [failing] }), ['web fails its checks']);
    const ended = { ...failing, state: 'exited' } as const;
    assert.deepEqual(whatNeedsIt({ unikernels: [ended] }), ['web has ended']);
  });

  it('is no unikernel that was restarted once or twice, but one that was given up', () => {
    const twice = { ...unikernel('restarting'), restarts: 2 };
    assert.deepEqual(whatNeedsIt({ unikernels: [twice] }), []);
    const keepRunning = { enabled: true, tries: 5, nextAt: null, gaveUp: 'It ended five times.' };
    const ended = { ...unikernel('exited'), keepRunning };
    const [found] = findAttention({ ...nothing, unikernels: [ended] }, now);
    assert.equal(found?.why, 'Fulmar has given up keeping it running: It ended five times.');
  });

  it('is a unikernel that another client has changed', () => {
    const drift = [{ field: 'memory', desired: 32, actual: 64 }];
    const changed = { ...unikernel('running'), drift };
    assert.deepEqual(whatNeedsIt({ unikernels: [changed] }), [
      'web differs from what was requested',
    ]);
  });

  it('is nothing that is muted, nor what is not well on a host where work goes on', () => {
    const missing = unikernel('missing');
    const degraded: Host = { ...online, state: 'degraded', reason: 'network' };
    const both = { hosts: [degraded], unikernels: [missing] };
    assert.deepEqual(whatNeedsIt({ ...both, muted: ['hosts/one'] }), []);
    assert.deepEqual(whatNeedsIt({ ...both, muted: ['hosts/one/unikernels/web'] }), [
      'Host one is degraded',
    ]);
    const maintenance = { reason: 'New disks', until: null, since: ago(60), by: 'root' };
    assert.deepEqual(whatNeedsIt({ ...both, hosts: [{ ...degraded, maintenance }] }), []);
  });

  it('is a policy that is nearly used up', () => {
    const used = { unikernels: 9, memory: 32, storage: 0, nearlyUsed: ['unikernels' as const] };
    assert.deepEqual(whatNeedsIt({ hosts: [{ ...online, used }] }), [
      'Your policy on one is nearly used up: unikernels',
    ]);
  });

  it('is a channel by which nothing is told', () => {
    const channel = { id: 'c', name: 'ci', enabled: true, failingSince: null, unreadable: false };
    const named = (
      change: Partial<Overview['channels'][number]['channel']>,
      isServers = false,
    ) => ({
      channel: { ...channel, endedReason: null, ...change },
      isServers,
    });
    const channels = [
      named({}),
      named({ enabled: false, unreadable: true }),
      named({ enabled: false, endedReason: 'It answered 410.' }),
      named({ unreadable: true }),
      named({ failingSince: ago(60) }, true),
    ];
    assert.deepEqual(
      findAttention({ ...nothing, channels }, now).map(({ what, to }) => `${what} ${to}`),
      [
        'Channel ci was switched off /notifications',
        'Channel ci is unreadable /notifications',
        'Channel ci fails /administration/notifications',
      ],
    );
  });

  it('is what only its event tells, until that was seen', () => {
    const lost = happened('volume.lost', 'The content of data on one is lost.');
    const unseen = [
      { ...lost, object: 'hosts/one/volumes/data' },
      happened('unikernel.exited', 'web on one has exited.'),
    ];
    const [found, ...more] = findAttention({ ...nothing, unseen }, now);
    assert.deepEqual(more, []);
    assert.equal(found?.what, 'The content of data on one is lost');
    assert.equal(found?.to, '/volumes/one/data');
  });

  it('is a token that ends within 14 days', () => {
    const tokens = [token(ago(-13 * day - 60))];
    assert.deepEqual(whatNeedsIt({ tokens }), ['Token ci expires in 13 d']);
  });

  it('is an account that is waiting for approval', () => {
    assert.deepEqual(whatNeedsIt({ users: [user] }), ['bob is waiting for approval']);
  });
});
