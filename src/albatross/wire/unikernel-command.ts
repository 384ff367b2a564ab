import type { Command } from '../commands.ts';
import type { DerReader } from '../der/reader.ts';
import type { UnikernelArguments } from '../unikernel.ts';
import {
  readArgumentsV0,
  readArgumentsV1,
  readConfigV3,
  readConfigV4,
} from './old-unikernel-config.ts';
import { readArguments, readConfig } from './unikernel-config.ts';

const restartReaders: Record<number, (inner: DerReader) => UnikernelArguments | null> = {
  0: (inner) => inner.null(),
  1: readArgumentsV0,
  2: readArgumentsV1,
  3: readArguments,
};

const readers: Record<number, (inner: DerReader) => Command> = {
  3: (inner) => inner.nullAs({ type: 'unikernel-destroy' }),
  9: (inner) => ({ type: 'unikernel-create', config: readConfigV3(inner) }),
  10: (inner) => ({ type: 'unikernel-force-create', config: readConfigV3(inner) }),
  11: (inner) => ({ type: 'unikernel-get', compressionLevel: inner.safeInteger() }),
  14: (inner) => ({
    type: 'unikernel-restart',
    arguments: inner.choice('restart', restartReaders),
  }),
  15: (inner) => inner.nullAs({ type: 'old-unikernel-info4' }),
  16: (inner) => ({ type: 'unikernel-create', config: readConfigV4(inner) }),
  17: (inner) => ({ type: 'unikernel-force-create', config: readConfigV4(inner) }),
  18: (inner) => inner.nullAs({ type: 'old-unikernel-info5' }),
  19: (inner) => inner.nullAs({ type: 'unikernel-info' }),
  20: (inner) => ({ type: 'unikernel-create', config: readConfig(inner) }),
  21: (inner) => ({ type: 'unikernel-force-create', config: readConfig(inner) }),
};

/** `Unikernel`; the old forms of create and restart read as the newest ones. */
export const readUnikernelCommand = (reader: DerReader): Command =>
  reader.choice('unikernel command', readers);
