import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseName } from '../../../../src/albatross/names.ts';
import { sampleImage } from '../../../../src/emulator/sample-image.ts';
import { formOf } from '../../../unikernels/deploy-form.ts';
import { type Attempt, eventually } from '../attempt.ts';
import { configBefore, type DeployCase, imageBefore } from '../deploy-case.ts';
import { theirMemory } from '../verdict.ts';
import { endsWatched, strikeHeld, strikeUndoing } from './lost-hosts.ts';

/** It ends as somebody acts, and nobody waits for as long. */
const watchedLong = () => ({ settle: 60 });

type Act = 'cancel' | 'stop' | 'destroy';

/** Somebody acts while the new one is watched. */
const whileWatched = (what: Act) => async (attempt: Attempt) => {
  const sent = attempt.send();
  await attempt.until('watching');
  const { status, text } = await attempt.act(what);
  assert.ok(status < 300, text);
  await sent;
};

/** Somebody acts while the checks are tried before anything is done. */
const whileQueued = (what: Act) => async (attempt: Attempt) => {
  await attempt.world.service.set('silent');
  const sent = attempt.send();
  await attempt.until('queued');
  const { status, text } = await attempt.act(what);
  // What was asked for may have its lock.
  assert.ok(status < 300 || status === 409, text);
  await sent;
};

const slowCheck = ({ world }: Pick<Attempt, 'world'>) => ({
  checks: [{ ...world.service.checks.http, timeout: 5 }],
});

async function leave(attempt: Attempt, when: () => Promise<unknown>): Promise<void> {
  const leaving = new AbortController();
  const sent = attempt.send({ signal: leaving.signal });
  await when();
  leaving.abort();
  await sent;
}

const theirImage = sampleImage({ filler: 'theirs' });

/** Another client starts something else. */
async function startTheirs({ world, thing }: Attempt): Promise<void> {
  const { unikernels } = world.world.emulator.host;
  await unikernels.forceCreate(parseName(`alice:${thing}`), {
    ...{ type: 'solo5', compressed: false, image: theirImage, failBehaviour: 'quit' },
    ...{ startup: null, addName: true, cpuids: [0], memory: theirMemory, blockDevices: [] },
    ...{ networkDevices: [], arguments: [], numcpus: 1, linuxBootPartition: null },
  });
}

/** Another client does something to it when it has run for longer than one lives that ends at once. */
const whileItRuns = (act: (attempt: Attempt) => unknown) => async (attempt: Attempt) => {
  const sent = attempt.send();
  await attempt.untilSeen();
  await sleep(5_000);
  await act(attempt);
  await sent;
};

const hostOf = ({ world }: Attempt) => world.world.emulator.host.unikernels;
const nameOf = ({ thing }: Attempt) => parseName(`alice:${thing}`);
const giveMemory = async (attempt: Attempt) => {
  const { config } = attempt.running ?? {};
  assert.ok(config);
  await hostOf(attempt).forceCreate(nameOf(attempt), { ...config, memory: theirMemory });
};
const leftAlone = { state: 'unknown', answer: 'outcome-unknown', cause: /nother client/ } as const;

const cancelled = { state: 'cancelled', answer: 'cancelled', runs: 'new' } as const;

/** Somebody leaves, cancels, stops, destroys or deploys meanwhile. */
export const interferedCases: readonly DeployCase[] = [
  {
    name: 'the client leaves while the image comes',
    async happen(attempt) {
      const sent = await attempt.sendHalf();
      sent.leave();
    },
    ends: { state: null, runs: 'before' },
  },
  {
    name: 'the client leaves while the host is told',
    async happen(attempt) {
      const held = attempt.fault({ kind: 'slow', milliseconds: 2_000 });
      await leave(attempt, () => eventually(async () => (held.waiting > 0 ? true : null)));
    },
    ends: { state: 'succeeded', runs: 'new' },
  },
  {
    name: 'the client leaves while it is watched, and it dies',
    ...endsWatched,
    happen: (attempt) => leave(attempt, () => attempt.until('watching')),
    ends: { state: 'rolled-back', runs: 'before' },
  },
  {
    name: 'cancelled while it is watched',
    parts: watchedLong,
    happen: whileWatched('cancel'),
    ends: cancelled,
  },
  {
    name: 'stopped while it is watched',
    parts: watchedLong,
    happen: whileWatched('stop'),
    ends: { ...cancelled, runs: 'nothing', shown: 'stopped' },
  },
  {
    name: 'destroyed while it is watched',
    parts: watchedLong,
    happen: whileWatched('destroy'),
    ends: { ...cancelled, answer: 'cancelled', runs: 'nothing' },
  },
  {
    name: 'cancelled before the host is told',
    parts: slowCheck,
    happen: whileQueued('cancel'),
    ends: { ...cancelled, runs: 'before' },
  },
  {
    name: 'cancelled while the host is told, which is not possible',
    happen: (attempt) =>
      strikeHeld(attempt, 'hold-reply', async () => {
        const { json } = await attempt.act('cancel');
        assert.equal(Object(json).code, 'not-cancellable');
      }),
    ends: { state: 'succeeded', answer: 200, runs: 'new' },
  },
  {
    name: 'stopped while the host is told, which has to wait',
    happen: (attempt) =>
      strikeHeld(attempt, 'hold-reply', async () => {
        const { json } = await attempt.act('stop');
        assert.equal(Object(json).code, 'unikernel-busy');
      }),
    ends: { state: 'succeeded', answer: 200, runs: 'new' },
  },
  {
    name: 'cancelled while it goes back, which is done first',
    ...endsWatched,
    happen: (attempt) =>
      strikeUndoing(attempt, 'hold-reply', async () => {
        const { status } = await attempt.act('cancel');
        assert.equal(status, 409);
      }),
    ends: { state: 'rolled-back', answer: 'rolled-back', runs: 'before' },
  },
  {
    name: 'a newer one waits for it, and follows',
    parts: () => ({ settle: 3 }),
    async happen(attempt) {
      const sent = attempt.send();
      await attempt.until('watching');
      const body = formOf([
        ['image', imageBefore()],
        ['config', configBefore],
        ['settle', 0],
      ]);
      const next = attempt.world.ask(`${attempt.path}/deployments`, { body });
      await sent;
      assert.equal((await next).status, 200);
    },
    ends: { state: 'succeeded', answer: 200, runs: 'before' },
  },
  {
    name: 'another client starts something else while it is watched',
    parts: watchedLong,
    async happen(attempt) {
      const sent = attempt.send();
      await attempt.until('watching');
      await startTheirs(attempt);
      await sent;
    },
    ends: { state: 'unknown', answer: 'outcome-unknown', cause: /another client/, runs: 'theirs' },
  },
  {
    name: 'another client destroys it while it is watched',
    parts: watchedLong,
    happen: whileItRuns((attempt) => hostOf(attempt).destroy(nameOf(attempt))),
    ends: { ...leftAlone, runs: 'nothing', shown: 'exited' },
  },
  {
    name: 'another client restarts it while it is watched',
    parts: () => ({ settle: 20 }), // which begins anew then, and is waited for
    happen: whileItRuns((attempt) => hostOf(attempt).restart(nameOf(attempt), null)),
    ends: { ...leftAlone, runs: 'new' },
  },
  {
    name: 'another client gives it more memory while it is watched',
    parts: watchedLong,
    happen: whileItRuns(giveMemory),
    ends: { ...leftAlone, runs: 'theirs' },
  },
  {
    name: 'another client starts something else after it has died',
    config: { arguments: ['--emulator-exit=1:2500'] },
    parts: () => ({ settle: 5 }),
    async happen(attempt) {
      const sent = attempt.send();
      await attempt.until('watching');
      await eventually(async () => (attempt.running === undefined ? true : null));
      await startTheirs(attempt);
      await sent;
    },
    ends: { state: 'unknown', cause: /another client/, runs: 'theirs' },
  },
];
