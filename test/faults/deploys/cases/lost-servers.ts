import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt } from '../attempt.ts';
import type { DeployCase } from '../deploy-case.ts';
import { endsWatched, strikeHeld, strikeUndoing } from './lost-hosts.ts';

const kill = (attempt: Attempt) => () => attempt.world.killServer();

/** Nobody hears the end of a check before the host is told. */
const slowCheck = ({ world }: Pick<Attempt, 'world'>) => ({
  checks: [{ ...world.service.checks.http, timeout: 5 }],
});

async function untilQueued(attempt: Attempt): Promise<Promise<void>> {
  await attempt.world.service.set('silent');
  const sent = attempt.send();
  await attempt.until('queued');
  return sent;
}

/** Seconds for which a server that sleeps has lost its locks to the other. */
const asleep = 12_000;

/** The server is killed at each step, or sleeps while another takes over. */
export const lostServerCases: readonly DeployCase[] = [
  {
    name: 'killed while the image comes',
    async happen(attempt) {
      await attempt.sendHalf();
      await attempt.world.killServer();
    },
    ends: { state: null, runs: 'before' },
  },
  {
    name: 'killed before the host is told',
    parts: slowCheck,
    async happen(attempt) {
      const sent = await untilQueued(attempt);
      await attempt.world.killServer();
      await sent;
    },
    ends: { state: 'cancelled', cause: /before it was begun/, runs: 'before' },
  },
  {
    name: 'killed when the host has done it',
    happen: (attempt) => strikeHeld(attempt, 'hold-reply', kill(attempt)),
    ends: { state: 'succeeded', runs: 'new' },
  },
  {
    name: 'killed when the host has not done it',
    happen: (attempt) => strikeHeld(attempt, 'silent', kill(attempt)),
    ends: { state: 'failed', cause: /as it was before/, runs: 'before' },
  },
  {
    name: 'killed while it is watched',
    parts: () => ({ settle: 6 }),
    async happen(attempt) {
      const sent = attempt.send();
      await attempt.until('watching');
      await attempt.world.killServer();
      await sent;
    },
    ends: { state: 'succeeded', runs: 'new' },
  },
  {
    name: 'killed while it is watched, and it dies meanwhile',
    ...endsWatched,
    async happen(attempt) {
      const sent = attempt.send();
      await attempt.until('watching');
      await attempt.world.killServer();
      await sent;
    },
    ends: { state: 'rolled-back', runs: 'before' },
  },
  {
    name: 'killed when the host has gone back',
    ...endsWatched,
    happen: (attempt) => strikeUndoing(attempt, 'hold-reply', kill(attempt)),
    ends: { state: 'rolled-back', runs: 'before' },
  },
  {
    name: 'killed when the host has not gone back',
    ...endsWatched,
    happen: (attempt) => strikeUndoing(attempt, 'silent', kill(attempt)),
    ends: { state: 'rolled-back', runs: 'before' },
  },
  {
    name: 'stopped in order while it is watched',
    parts: () => ({ settle: 6 }),
    on: 'sqlite',
    async happen(attempt) {
      const sent = attempt.send();
      await attempt.until('watching');
      await attempt.world.world.server.terminate();
      await attempt.world.killServer();
      await sent;
    },
    ends: { state: 'succeeded', runs: 'new' },
  },
  {
    name: 'the server sleeps while it is watched, and another goes on',
    on: 'postgresql',
    parts: () => ({ settle: 4 }),
    async happen(attempt) {
      const sent = attempt.send();
      await attempt.until('watching');
      {
        using _paused = attempt.world.pauseServer();
        await sleep(asleep);
      }
      await sent;
    },
    ends: { state: 'succeeded', runs: 'new' },
  },
  {
    name: 'the server sleeps when the host has done it, and another goes on',
    on: 'postgresql',
    happen: (attempt) =>
      strikeHeld(attempt, 'hold-reply', async () => {
        using _paused = attempt.world.pauseServer();
        await sleep(asleep);
      }),
    ends: { state: 'succeeded', runs: 'new' },
  },
  {
    name: 'the server sleeps before the host is told, and another goes on',
    on: 'postgresql',
    parts: slowCheck,
    async happen(attempt) {
      const sent = await untilQueued(attempt);
      {
        using _paused = attempt.world.pauseServer();
        await sleep(asleep);
      }
      await sent;
    },
    ends: { state: 'cancelled', runs: 'before' },
  },
];
