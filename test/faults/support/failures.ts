import type { Fault } from '../../../src/emulator/faults.ts';
import type { ServerWorld } from '../../server/support/server-world.ts';
import { until } from '../../server/support/until.ts';
import type { Flow } from './flows.ts';

/** How the database can be taken away: stopped, or its disk filled. */
export interface Absence {
  readonly what: string;
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** One try of a flow: `send` asks, and resolves when there is an answer, or will be none. */
export interface Try {
  readonly world: ServerWorld;
  readonly flow: Flow;
  readonly database: Absence;
  send(): Promise<void>;
}

/** What goes wrong; when it resolves, all is well again. */
export interface Failure {
  readonly name: string;
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
    async happen({ database, send }) {
      await database.begin();
      await send();
      await database.end();
    },
  },
  {
    name: 'database gone before the host’s answer',
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
];
