import type { Command } from '../albatross/commands.ts';
import type { Header, Payload, Success } from '../albatross/messages.ts';
import type { Name } from '../albatross/names.ts';
import type { Channel } from './channel.ts';
import { carryOutBlock } from './commands/block.ts';
import { dumpBlock } from './commands/block-dump.ts';
import { inactiveConsoles, subscribeToConsole } from './commands/console.ts';
import { subscribeToLog } from './commands/log.ts';
import { carryOutOldBlock } from './commands/old-block.ts';
import { policiesOf, removePolicy, setPolicy } from './commands/policy.ts';
import { subscribeToStats } from './commands/stats.ts';
import { carryOutUnikernel } from './commands/unikernel.ts';
import { HostFailure } from './host/failure.ts';
import type { Host } from './host/host.ts';

/** Carries out a command that one message answers. Throws `HostFailure` and `DaemonCrash`. */
export async function carryOut(host: Host, name: Name, command: Command): Promise<Success> {
  switch (command.type) {
    case 'unikernel-info':
    case 'unikernel-create':
    case 'unikernel-force-create':
    case 'unikernel-restart':
    case 'unikernel-destroy':
    case 'unikernel-get':
    case 'old-unikernel-info4':
    case 'old-unikernel-info5':
      return await carryOutUnikernel(host, name, command);
    case 'block-info':
    case 'block-add':
    case 'block-remove':
      return await carryOutBlock(host, name, command);
    case 'old-block-add':
    case 'old-block-set':
    case 'old-block-dump':
      return await carryOutOldBlock(host, name, command);
    case 'policy-info':
      return policiesOf(host, name);
    case 'policy-add':
      return setPolicy(host, name.path, command.policy);
    case 'policy-remove':
      return removePolicy(host, name.path);
    case 'console-list-inactive':
      return inactiveConsoles(host, name);
    default:
      throw new HostFailure('unknown command');
  }
}

/**
 * Answers with many messages, under the header of the first; gives the last one, null where the
 * daemon hangs up without it. Throws `HostFailure`, and the channel's reason once that is closed.
 */
export async function stream(
  host: Host,
  header: Header,
  command: Command,
  channel: Channel,
): Promise<Payload | null> {
  switch (command.type) {
    case 'block-dump':
      return await dumpBlock(host, header, command, channel);
    case 'console-subscribe':
      await subscribeToConsole(host, header, command, channel);
      return null;
    case 'stats-subscribe':
      await subscribeToStats(host, header, channel);
      return null;
    case 'log-subscribe':
      await subscribeToLog(host, header, channel);
      return null;
    default:
      throw new HostFailure('unknown command');
  }
}

/** What a host says where it does not carry a command out. */
export const failure = (words: string): Payload => ({ type: 'failure', words });
