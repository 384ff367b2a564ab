import { type Command, repliesOf, serviceOf, takesData } from '../../albatross/commands.ts';
import type { Payload, Success } from '../../albatross/messages.ts';
import { domainName, formatName, type Name, type Path } from '../../albatross/names.ts';
import { carryOut, failure, stream } from '../carry-out.ts';
import { BrokenStream, type Channel } from '../channel.ts';
import { emptyBlock, fillBlock } from '../commands/block-set.ts';
import { setPolicy } from '../commands/policy.ts';
import { DaemonCrash, HostFailure } from '../host/failure.ts';
import type { Host } from '../host/host.ts';
import type { PresentedPolicy, Request } from './request.ts';

/**
 * Carries a command out as the TLS endpoint has it done by the daemons, and answers it: with one
 * message, or with many and, where a daemon ends them, one more
 * (docs/albatross-protocol.md, section 4). Throws `BrokenStream` where an image breaks off, which
 * gets no answer, and the channel's reason once that is closed.
 */
export async function serve(host: Host, request: Request, channel: Channel): Promise<void> {
  const { name } = request;
  const command = await withImage(request.command, channel);
  const answered = await answer(host, { ...request, command }, channel);
  const last = channel.losesDaemon ? failure('error reading from fd') : answered;
  await channel.send({ header: { sequence: 0n, name }, payload: last });
}

/** A create whose image is empty is followed by the image. */
async function withImage(command: Command, channel: Channel): Promise<Command> {
  if (!('config' in command) || !takesData(command)) return command;
  const image = Buffer.concat(await Array.fromAsync(channel.chunks()));
  return { ...command, config: { ...command.config, image } };
}

/** The last message. */
async function answer(host: Host, request: Request, channel: Channel): Promise<Payload> {
  const { name, command, policies } = request;
  try {
    if (serviceOf(command) === 'albatrossd') {
      await host.exclusively(async () => applyPolicies(host, policies));
    }
    if (repliesOf(command) !== 'single') return await relay(host, name, command, channel);
    const success =
      command.type === 'block-set'
        ? await setBlock(host, name, command, channel)
        : await host.exclusively(() => carryOut(host, name, command));
    return { type: 'success', success };
  } catch (error) {
    const isBlockSet = command.type === 'block-set';
    if (isBlockSet && error instanceof BrokenStream) return failure('reading tls chunk');
    if (error instanceof DaemonCrash) return failure('error reading from fd');
    if (error instanceof HostFailure) return failure(error.message);
    throw error;
  }
}

/** Throws `HostFailure` in the words that the endpoint puts around the daemon's. */
function applyPolicies(host: Host, presented: readonly PresentedPolicy[]): void {
  for (const { path, policy } of presented) {
    try {
      host.nextSequence();
      setPolicy(host, path, policy);
    } catch (cause) {
      if (!(cause instanceof HostFailure)) throw cause;
      throw new HostFailure(refused(path, cause.message), { cause });
    }
  }
}

const refused = (path: Path, words: string) =>
  `expected success when adding policy, got: host [unikernel: ${formatName(domainName(path))}]: command failed ${words}`;

async function setBlock(
  host: Host,
  name: Name,
  command: Extract<Command, { type: 'block-set' }>,
  channel: Channel,
): Promise<Success> {
  const writer = await emptyBlock(host, name).catch((error: unknown) => hangUp(error, channel));
  return await fillBlock(writer, command, channel);
}

/** The endpoint learns that the daemon has hung up, and not why, where it writes data to it. */
async function hangUp(reason: unknown, channel: Channel): Promise<never> {
  if (!(reason instanceof HostFailure)) throw reason;
  let octets = 0;
  for await (const { chunkSize } of channel.parts()) octets += chunkSize;
  throw octets === 0 ? reason : new HostFailure('writing block data', { cause: reason });
}

/** Where the daemon hangs up, which it does after a failure too, the endpoint adds words of its own. */
async function relay(host: Host, name: Name, command: Command, channel: Channel): Promise<Payload> {
  const header = { sequence: host.nextSequence(), name };
  const hungUp = failure('exception while reading from fd');
  try {
    return (await stream(host, header, command, channel)) ?? hungUp;
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    await channel.send({ header, payload: failure(error.message) });
    return hungUp;
  }
}
