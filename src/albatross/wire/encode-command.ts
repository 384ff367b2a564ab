import type { Command, ConsoleStart, Tap } from '../commands.ts';
import {
  boolean,
  explicit,
  generalizedTime,
  integer,
  nullValue,
  octetString,
  optional,
  sequence,
  sequenceOf,
  utf8String,
} from '../der/writer.ts';
import type { UnikernelArguments } from '../unikernel.ts';
import { encodeLogForm } from './log.ts';
import { encodePolicy } from './policy.ts';
import { encodeArguments, encodeConfig } from './unikernel-config.ts';

/** The alternatives of `Command`, each of them a CHOICE in itself. */
const consoleCommand = (number: number, body: Buffer) => explicit(0, explicit(number, body));
const statsCommand = (number: number, body: Buffer) => explicit(1, explicit(number, body));
const unikernelCommand = (number: number, body: Buffer) => explicit(3, explicit(number, body));
const policyCommand = (number: number, body: Buffer) => explicit(4, explicit(number, body));
const blockCommand = (number: number, body: Buffer) => explicit(5, explicit(number, body));

/** `Command`, always in its newest form. */
export function encodeCommand(command: Command): Buffer {
  switch (command.type) {
    case 'console-add':
      return consoleCommand(0, integer(command.maxUnikernels));
    case 'console-subscribe':
      return consoleCommand(2, encodeStart(command.start));
    case 'console-list-inactive':
      return consoleCommand(3, nullValue());
    case 'stats-add':
      return statsCommand(
        0,
        sequence(
          utf8String(command.vmmdev),
          integer(command.pid),
          sequenceOf(command.taps, encodeTap),
        ),
      );
    case 'stats-remove':
      return statsCommand(1, nullValue());
    case 'stats-subscribe':
      return statsCommand(2, nullValue());
    case 'stats-initial':
      return statsCommand(3, nullValue());
    case 'log-subscribe':
      return explicit(2, encodeLogForm(command.form));
    case 'unikernel-destroy':
      return unikernelCommand(3, nullValue());
    case 'unikernel-get':
      return unikernelCommand(11, integer(command.compressionLevel));
    case 'unikernel-restart':
      return unikernelCommand(14, encodeRestart(command.arguments));
    case 'old-unikernel-info4':
      return unikernelCommand(15, nullValue());
    case 'old-unikernel-info5':
      return unikernelCommand(18, nullValue());
    case 'unikernel-info':
      return unikernelCommand(19, nullValue());
    case 'unikernel-create':
      return unikernelCommand(20, encodeConfig(command.config));
    case 'unikernel-force-create':
      return unikernelCommand(21, encodeConfig(command.config));
    case 'policy-info':
      return policyCommand(0, nullValue());
    case 'policy-add':
      return policyCommand(1, encodePolicy(command.policy));
    case 'policy-remove':
      return policyCommand(2, nullValue());
    case 'block-info':
      return blockCommand(0, nullValue());
    case 'block-add':
      return blockCommand(1, integer(command.size));
    case 'block-remove':
      return blockCommand(2, nullValue());
    case 'old-block-add':
      return blockCommand(3, encodeOldAdd(command));
    case 'old-block-set':
      return blockCommand(4, sequence(boolean(command.compressed), octetString(command.data)));
    case 'old-block-dump':
      return blockCommand(5, integer(command.compressionLevel));
    case 'block-dump':
      return blockCommand(6, integer(command.compressionLevel));
    case 'block-set':
      return blockCommand(7, boolean(command.compressed));
  }
}

function encodeStart(start: ConsoleStart): Buffer {
  if ('since' in start) return explicit(0, generalizedTime(start.since));
  return explicit(1, integer(start.count));
}

const encodeTap = (tap: Tap) => sequence(utf8String(tap.bridge), utf8String(tap.tap));

function encodeRestart(given: UnikernelArguments | null): Buffer {
  return given === null ? explicit(0, nullValue()) : explicit(3, encodeArguments(given));
}

function encodeOldAdd(command: Extract<Command, { type: 'old-block-add' }>): Buffer {
  return sequence(
    integer(command.size),
    boolean(command.compressed),
    ...optional(command.data, octetString),
  );
}
