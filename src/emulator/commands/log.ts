import type { Header } from '../../albatross/messages.ts';
import type { Channel } from '../channel.ts';
import type { Host } from '../host/host.ts';

/**
 * Sends each event below a path as it happens; ends when another one subscribes to the same. Throws the channel's
 * reason once that is closed.
 */
export async function subscribeToLog(host: Host, header: Header, channel: Channel): Promise<void> {
  const events = host.log.subscribe(header.name, channel.closed);
  const success = { type: 'string', value: 'subscribed' } as const;
  await channel.send({ header, payload: { type: 'success', success } });
  for await (const { name, event } of events) {
    const data = { type: 'log', event } as const;
    await channel.send({ header: { sequence: 0n, name }, payload: { type: 'data', data } });
  }
}
