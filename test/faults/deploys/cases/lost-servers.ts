import { setTimeout as sleep } from 'node:timers/promises';
import { formOf } from '../../../unikernels/deploy-form.ts';
import type { Attempt } from '../attempt.ts';
import { type DeployCase, imageBefore } from '../deploy-case.ts';
import { endsWatched, strikeHeld, strikeUndoing } from './lost-hosts.ts';

const kill = (attempt: Attempt) => () => attempt.world.killServer();

/** Waits behind another deployment, which is being watched; gives what ends with its answer. */
async function waitInTurn(attempt: Attempt): Promise<{ readonly sent: Promise<void> }> {
  const body = formOf([
    ['image', imageBefore()],
    ['settle', 8],
  ]);
  const headers = { prefer: 'wait=0' };
  await attempt.world.ask(`${attempt.path}/deployments`, { body, headers });
  const sent = attempt.send();
  await attempt.until('queued');
  return { sent };
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
    async happen(attempt) {
      const { sent } = await waitInTurn(attempt);
      await attempt.world.killServer();
      await sent;
    },
    ends: { state: 'succeeded', runs: 'new' },
  },
  {
    name: 'killed when the host has done it',
    happen: (attempt) => strikeHeld(attempt, 'hold-reply', kill(attempt)),
    ends: { state: 'succeeded', runs: 'new' },
  },
  {
    name: 'killed when the host has not done it',
    happen: (attempt) => strikeHeld(attempt, 'silent', kill(attempt)),
    ends: { state: 'failed', cause: /what was running before/, runs: 'before' },
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
    async happen(attempt) {
      const { sent } = await waitInTurn(attempt);
      {
        using _paused = attempt.world.pauseServer();
        await sleep(asleep);
      }
      await sent;
    },
    ends: { state: 'succeeded', runs: 'new' },
  },
];
