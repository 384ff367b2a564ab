import { type Command, repliesOf, serviceOf, takesData } from '../albatross/commands.ts';
import type { Payload, Success } from '../albatross/messages.ts';
import type { Name } from '../albatross/names.ts';
import { BrokenStream, type Channel } from './channel.ts';
import { carryOutBlock } from './commands/block.ts';
import { dumpBlock } from './commands/block-dump.ts';
import { setBlock } from './commands/block-set.ts';
import { inactiveConsoles, subscribeToConsole } from './commands/console.ts';
import { carryOutOldBlock } from './commands/old-block.ts';
import { applyPolicies, policiesOf } from './commands/policy.ts';
import { subscribeToStats } from './commands/stats.ts';
import { carryOutUnikernel } from './commands/unikernel.ts';
import { HostFailure } from './host/failure.ts';
import type { Host } from './host/host.ts';
import type { Request } from './tls/request.ts';

/**
 * Carries a command out and answers it: with one message, or with many and, where a daemon ends them,
 * one more (PROTOCOL.md section 4). Throws `BrokenStream` where an image breaks off, which gets no
 * answer, and the channel's reason once that is closed.
 */
export async function serve(host: Host, request: Request, channel: Channel): Promise<void> {
  const { name } = request;
  const command = await withImage(request.command, channel);
  const last = await answer(host, { ...request, command }, channel);
  if (last) await channel.send({ header: { sequence: 0n, name }, payload: last });
}

/** A create whose image is empty is followed by the image. */
async function withImage(command: Command, channel: Channel): Promise<Command> {
  if (!('config' in command) || !takesData(command)) return command;
  const image = Buffer.concat(await Array.fromAsync(channel.chunks()));
  return { ...command, config: { ...command.config, image } };
}

/** The last message, null where all is said. */
async function answer(host: Host, request: Request, channel: Channel): Promise<Payload | null> {
  const { name, command, policies } = request;
  try {
    if (serviceOf(command) === 'albatrossd') {
      await host.exclusively(async () => applyPolicies(host, policies));
    }
    if (repliesOf(command) !== 'single') return await stream(host, name, command, channel);
    const success =
      command.type === 'block-set'
        ? await setBlock(host, name, command, channel)
        : await host.exclusively(() => carryOut(host, name, command));
    return { type: 'success', success };
  } catch (error) {
    const isBlockSet = command.type === 'block-set';
    if (isBlockSet && error instanceof BrokenStream) return failure('reading tls chunk');
    if (error instanceof HostFailure) return failure(error.message);
    throw error;
  }
}

async function carryOut(host: Host, name: Name, command: Command): Promise<Success> {
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
    case 'console-list-inactive':
      return inactiveConsoles(host, name);
    default:
      throw new HostFailure('unknown command');
  }
}

/** Where the daemon hangs up, which it does after a failure too, the endpoint adds words of its own. */
async function stream(
  host: Host,
  name: Name,
  command: Command,
  channel: Channel,
): Promise<Payload | null> {
  const sequence = host.nextSequence();
  try {
    switch (command.type) {
      case 'block-dump':
        await dumpBlock(host, name, command, sequence, channel);
        return null;
      case 'console-subscribe':
        await subscribeToConsole(host, name, command, sequence, channel);
        break;
      case 'stats-subscribe':
        await subscribeToStats(host, name, sequence, channel);
        break;
    }
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    await channel.send({ header: { sequence, name }, payload: failure(error.message) });
  }
  return failure('exception while reading from fd');
}

const failure = (words: string): Payload => ({ type: 'failure', words });
