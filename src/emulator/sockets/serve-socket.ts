import { type Command, repliesOf, type Service, serviceOf } from '../../albatross/commands.ts';
import { AlbatrossError } from '../../albatross/errors.ts';
import type { Header, Message, Payload } from '../../albatross/messages.ts';
import { decodeMessage } from '../../albatross/wire/message.ts';
import { carryOut, failure, stream } from '../carry-out.ts';
import type { Channel } from '../channel.ts';
import { emptyBlock, fillBlock } from '../commands/block-set.ts';
import { DaemonCrash, HostFailure } from '../host/failure.ts';
import type { Host } from '../host/host.ts';
import { type MessageHead, readMessageHead } from './message-head.ts';

/** What a daemon says to a message that is none for it; console closes without a word. */
const wordsToStrangers: Readonly<Record<Service, string | null>> = {
  albatrossd: 'unknown command',
  console: null,
  stats: 'unexpected command',
};

/**
 * Answers a client on a daemon's own socket until one of both hangs up
 * (docs/albatross-protocol.md, section 3.2): the client after a policy was set, the daemon after
 * all else. What the daemons tell one another is not carried out. `prevents` is asked for every
 * command whether something else happens to it. Throws `BrokenStream`, and the channel's reason
 * once that is closed.
 */
export async function serveSocket(
  service: Service,
  host: Host,
  channel: Channel,
  injectFaults: (head: MessageHead) => Promise<boolean>,
): Promise<void> {
  for (;;) {
    const message = await nextMessage(channel, injectFaults);
    if (!message) return;
    const { header, payload } = message;
    const last = await answer(service, host, message, channel);
    if (channel.losesDaemon) return;
    if (last) await channel.send({ header, payload: last });
    const isPolicy = payload.type === 'command' && payload.command.type === 'policy-add';
    if (!isPolicy || last?.type !== 'success') return;
  }
}

/** Null where no more comes, or nothing that could be answered. */
async function nextMessage(
  channel: Channel,
  injectFaults: (head: MessageHead) => Promise<boolean>,
): Promise<Message | null> {
  const octets = await channel.beginMessage();
  try {
    if (!octets || (await injectFaults(readMessageHead(octets)))) return null;
    return decodeMessage(await channel.takeMessage());
  } catch (error) {
    if (error instanceof AlbatrossError) return null;
    throw error;
  }
}

/** The last message; null where the daemon hangs up without it. */
async function answer(
  service: Service,
  host: Host,
  { header, payload }: Message,
  channel: Channel,
): Promise<Payload | null> {
  if (payload.type === 'command' && !host.understands(payload.command)) return null;
  if (payload.type !== 'command' || serviceOf(payload.command) !== service) {
    const words = wordsToStrangers[service];
    return words === null ? null : failure(words);
  }
  try {
    return await obey(host, header, payload.command, channel);
  } catch (error) {
    if (error instanceof DaemonCrash) return null;
    if (error instanceof HostFailure) return failure(error.message);
    throw error;
  }
}

async function obey(
  host: Host,
  header: Header,
  command: Command,
  channel: Channel,
): Promise<Payload | null> {
  const { name } = header;
  if (repliesOf(command) !== 'single') {
    // A subscriber who says anything more, or leaves, is let go.
    if (repliesOf(command) === 'stream') channel.endWhenHeard();
    return await stream(host, header, command, channel);
  }
  const success =
    command.type === 'block-set'
      ? await fillBlock(await emptyBlock(host, name), command, channel)
      : await host.exclusively(() => carryOut(host, name, command));
  return { type: 'success', success };
}
