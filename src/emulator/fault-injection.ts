import type { Header } from '../albatross/messages.ts';
import type { Channel } from './channel.ts';
import type { ActiveFault } from './faults.ts';

/**
 * Injects faults before a command is carried out. Whether one of them took its place; those of
 * reading and writing are the channel's.
 */
export async function injectFaults(
  faults: readonly ActiveFault[],
  header: Header,
  channel: Channel,
): Promise<boolean> {
  for (const active of faults) {
    const { fault } = active;
    switch (fault.kind) {
      case 'slow':
        await active.wait(AbortSignal.timeout(fault.milliseconds), channel.closed);
        channel.closed.throwIfAborted();
        break;
      case 'silent':
        await active.wait(channel.closed);
        return true;
      case 'silent-close':
        return true;
      case 'garbage':
        await channel.write(fault.octets);
        return true;
      case 'failure':
        await channel.send({
          header,
          payload: { type: 'failure', words: fault.words },
        });
        return true;
    }
  }
  return false;
}
