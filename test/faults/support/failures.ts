import type { Fault } from '../../../src/emulator/faults.ts';
import type { ServerWorld } from '../../server/support/server-world.ts';
import { until } from '../../server/support/until.ts';
import type { Absence } from './absences.ts';
import type { Flow } from './flow.ts';
import type { OffClock } from './off-clock.ts';

/** One try of a flow: `send` asks, and resolves when there is an answer, or will be none. */
export interface Try {
  readonly world: ServerWorld;
  readonly flow: Flow;
  readonly database: Absence;
  readonly clock: OffClock;
  send(): Promise<void>;
}

/** What goes wrong; when it resolves, all is well again. */
export interface Failure {
  readonly name: string;
  /** With which ways in which the database can be taken away it is tried; with the first where nothing is said. */
  readonly takes?: 'each absence' | 'full disks' | 'lost answers';
  happen(attempt: Try): Promise<void>;
}

/** Sends, and does `strike` while the host has done it and not said so, where it is asked at all. */
async function held(attempt: Try, strike: (release: () => void) => Promise<void>): Promise<void> {
  const { world, flow } = attempt;
  const scope = flow.command === null ? {} : { command: flow.command };
  const reply = world.emulator.faults.add({ kind: 'hold-reply' }, { ...scope, times: 1 });
  let isOver = false;
  const sent = attempt.send().finally(() => {
    isOver = true;
  });
  await until(() => reply.waiting > 0 || isOver);
  await strike(() => reply.release());
  world.emulator.faults.clear();
  await sent;
}

const ofHost = (name: string, fault: Fault): Failure => ({
  name,
  async happen({ world, flow, send }) {
    const scope = flow.command === null ? {} : { command: flow.command };
    world.emulator.faults.add(fault, { ...scope, times: 1 });
    await send();
    world.emulator.faults.clear();
  },
});

const hour = 3600_000;

/** How many writes a disk takes before it is full. */
const writesBefore = [1, 2, 3, 5, 8] as const;

const fullAfter = (writes: number): Failure => ({
  name: `disk full after ${writes} writes`,
  takes: 'full disks',
  async happen({ database, send }) {
    await database.begin(writes);
    await send();
    await database.end();
  },
});

const answerLost = (nth: number): Failure => ({
  name: `the answer to commit ${nth} lost`,
  takes: 'lost answers',
  async happen({ database, send }) {
    await database.begin(nth);
    await send();
    await database.end();
  },
});

const clockOff = (way: string, ahead: number): readonly Failure[] => [
  {
    name: `clock an hour ${way}, and right again`,
    async happen({ world, clock, send }) {
      await clock.set(world, ahead);
      await send();
      await clock.set(world, 0);
    },
  },
  {
    name: `clock set an hour ${way} before the host’s answer, and right again`,
    async happen(attempt) {
      const { world, clock } = attempt;
      await held(attempt, async (release) => {
        await clock.set(world, ahead);
        release();
      });
      await clock.set(world, 0);
    },
  },
];

export const failures: readonly Failure[] = [
  {
    name: 'host gone before',
    async happen({ world, send }) {
      await world.emulator.stop();
      await send();
      await world.emulator.start();
    },
  },
  {
    name: 'host gone before its answer, and back',
    happen: (attempt) => held(attempt, () => attempt.world.emulator.restart()),
  },
  ofHost('host answers garbage', { kind: 'garbage', octets: Buffer.from('no, not TLS records') }),
  ofHost('host breaks its answer off', { kind: 'reset-reply', afterOctets: 0 }),
  {
    name: 'database gone at begin',
    takes: 'each absence',
    async happen({ database, send }) {
      await database.begin();
      await send();
      await database.end();
    },
  },
  {
    name: 'database gone before the host’s answer',
    takes: 'each absence',
    happen: (attempt) =>
      held(attempt, async (release) => {
        await attempt.database.begin();
        release();
        await new Promise((resolve) => setTimeout(resolve, 300));
        await attempt.database.end();
      }),
  },
  {
    name: 'database gone after the host’s answer',
    takes: 'each absence',
    happen: (attempt) =>
      held(attempt, async (release) => {
        release();
        await attempt.database.begin();
        await attempt.database.end();
      }),
  },
  {
    name: 'server killed',
    happen: (attempt) => held(attempt, () => attempt.world.start()),
  },
  ...writesBefore.map(fullAfter),
  ...[1, 2, 3, 4].map(answerLost),
  ...clockOff('ahead', hour),
  ...clockOff('behind', -hour),
];
