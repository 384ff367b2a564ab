import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt } from '../attempt.ts';
import { type DeployCase, endsWith } from '../deploy-case.ts';

const longSettle = () => ({ settle: 8 });

const emulatorOf = ({ world }: Attempt) => world.world.emulator;

/** Sends, and does `strike` when the host has it. */
export async function strikeHeld(
  attempt: Attempt,
  kind: 'hold-reply' | 'silent',
  strike: () => Promise<void>,
): Promise<void> {
  const held = attempt.fault({ kind });
  const sent = attempt.send();
  await attempt.untilHeld(held);
  await strike();
  held.release();
  await sent;
}

/** The same for what is sent back. */
export async function strikeUndoing(
  attempt: Attempt,
  kind: 'hold-reply' | 'silent',
  strike: () => Promise<void>,
): Promise<void> {
  const sent = attempt.send();
  await attempt.until('watching');
  const held = attempt.fault({ kind });
  await attempt.untilHeld(held);
  await strike();
  held.release();
  await sent;
}

/** Ends when it is watched, and a fault is in place for what is sent back. */
export const endsWatched = { config: endsWith(1, 4_000), parts: longSettle };

/** The host is lost before, while and after it is told. */
export const lostHostCases: readonly DeployCase[] = [
  {
    name: 'the host is away before',
    async happen(attempt) {
      await emulatorOf(attempt).stop();
      await attempt.send();
      await emulatorOf(attempt).start();
    },
    ends: { state: 'failed', answer: 'host-unreachable', runs: 'before' },
  },
  {
    name: 'the host takes no connection before',
    async happen(attempt) {
      emulatorOf(attempt).faults.connection = 'reset';
      await attempt.send();
      emulatorOf(attempt).faults.clear();
    },
    ends: { state: 'failed', runs: 'before' },
  },
  {
    name: 'the host breaks off while it gets the image',
    async happen(attempt) {
      attempt.fault({ kind: 'reset-request', afterOctets: 200 });
      await attempt.send();
    },
    ends: { state: 'failed', runs: 'before' },
  },
  {
    name: 'the host is lost when it has done it',
    async happen(attempt) {
      attempt.fault({ kind: 'reset-reply', afterOctets: 0 });
      await attempt.send();
    },
    ends: { state: 'succeeded', runs: 'new' },
  },
  {
    name: 'the host is lost, and has not done it',
    async happen(attempt) {
      attempt.fault({ kind: 'silent-close' });
      await attempt.send();
    },
    ends: { state: 'failed', cause: /what was running before/, runs: 'before' },
  },
  {
    name: 'the host answers garbage',
    async happen(attempt) {
      attempt.fault({ kind: 'garbage', octets: Buffer.from('no, not TLS records') });
      await attempt.send();
    },
    ends: { state: 'failed', cause: /what was running before/, runs: 'before' },
  },
  {
    name: 'the host boots when it has done it',
    happen: (attempt) => strikeHeld(attempt, 'hold-reply', () => emulatorOf(attempt).restart()),
    ends: { state: 'succeeded', runs: 'new' },
  },
  {
    name: 'the host is away for 5 s when it has done it',
    happen: (attempt) =>
      strikeHeld(attempt, 'hold-reply', async () => {
        await emulatorOf(attempt).stop();
        await sleep(5_000);
        await emulatorOf(attempt).start();
      }),
    ends: { state: 'succeeded', runs: 'new' },
  },
  {
    name: 'the host takes no connection for 3 s while it is watched',
    parts: longSettle,
    async happen(attempt) {
      const sent = attempt.send();
      await attempt.until('watching');
      emulatorOf(attempt).faults.connection = 'reset';
      await sleep(3_000);
      emulatorOf(attempt).faults.clear();
      await sent;
    },
    ends: { state: 'succeeded', answer: 200, runs: 'new' },
  },
  {
    name: 'the host boots while it is watched',
    parts: longSettle,
    async happen(attempt) {
      const sent = attempt.send();
      await attempt.untilSeen();
      await emulatorOf(attempt).stop();
      await sleep(2_500);
      await emulatorOf(attempt).start();
      await sent;
    },
    ends: { state: 'unknown', answer: 'outcome-unknown', cause: /left as it is/, runs: 'new' },
  },
  {
    name: 'the host stays away while it is watched',
    parts: longSettle,
    async happen(attempt) {
      const sent = attempt.send();
      await attempt.untilSeen();
      await emulatorOf(attempt).stop();
      await attempt.until('over');
      await emulatorOf(attempt).start();
      await sent;
    },
    ends: { state: 'unknown', cause: /does not answer/, runs: 'new' },
  },
  {
    name: 'the host is lost when it has gone back',
    ...endsWatched,
    async happen(attempt) {
      const sent = attempt.send();
      await attempt.until('watching');
      attempt.fault({ kind: 'reset-reply', afterOctets: 0 });
      await sent;
    },
    ends: { state: 'rolled-back', answer: 'rolled-back', runs: 'before' },
  },
  {
    name: 'the host is lost, and has not gone back',
    ...endsWatched,
    async happen(attempt) {
      const sent = attempt.send();
      await attempt.until('watching');
      attempt.fault({ kind: 'silent-close' });
      await sent;
    },
    ends: { state: 'rolled-back', runs: 'before' },
  },
];
