import type { Command, ConsoleStart, Tap } from '../commands.ts';
import type { DerReader } from '../der/reader.ts';
import { readBlockCommand } from './block-command.ts';
import { readLogForm } from './log.ts';
import { readPolicy } from './policy.ts';
import { readUnikernelCommand } from './unikernel-command.ts';

type Readers<T> = Record<number, (inner: DerReader) => T>;

const startReaders: Readers<ConsoleStart> = {
  0: (inner) => ({ since: inner.generalizedTime() }),
  1: (inner) => ({ count: inner.integer() }),
};

const consoleReaders: Readers<Command> = {
  0: (inner) => ({ type: 'console-add', maxUnikernels: inner.safeInteger() }),
  2: (inner) => ({
    type: 'console-subscribe',
    start: inner.choice('console start', startReaders),
  }),
  3: (inner) => inner.nullAs({ type: 'console-list-inactive' }),
};

const statsReaders: Readers<Command> = {
  0: (inner) =>
    inner.sequence((added) => ({
      type: 'stats-add',
      vmmdev: added.utf8String(),
      pid: added.safeInteger(),
      taps: added.sequenceOf(readTap),
    })),
  1: (inner) => inner.nullAs({ type: 'stats-remove' }),
  2: (inner) => inner.nullAs({ type: 'stats-subscribe' }),
  3: (inner) => inner.nullAs({ type: 'stats-initial' }),
};

function readTap(reader: DerReader): Tap {
  return reader.sequence((inner) => ({ bridge: inner.utf8String(), tap: inner.utf8String() }));
}

const policyReaders: Readers<Command> = {
  0: (inner) => inner.nullAs({ type: 'policy-info' }),
  1: (inner) => ({ type: 'policy-add', policy: readPolicy(inner) }),
  2: (inner) => inner.nullAs({ type: 'policy-remove' }),
};

const readers: Readers<Command> = {
  0: (inner) => inner.choice('console command', consoleReaders),
  1: (inner) => inner.choice('stats command', statsReaders),
  2: (inner) => ({ type: 'log-subscribe', form: readLogForm(inner) }),
  3: readUnikernelCommand,
  4: (inner) => inner.choice('policy command', policyReaders),
  5: readBlockCommand,
};

/** `Command`. */
export const readCommand = (reader: DerReader): Command => reader.choice('command', readers);
