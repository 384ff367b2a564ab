import type { Name } from '../../albatross/names.ts';
import type { Channel } from '../channel.ts';
import type { Host } from '../host/host.ts';

/**
 * Sends a sample of every unikernel that the name covers, every so often; ends when another one
 * subscribes to the same name. Throws the channel's reason once that is closed.
 */
export async function subscribeToStats(
  host: Host,
  name: Name,
  sequence: bigint,
  channel: Channel,
): Promise<void> {
  const samples = host.statistics.subscribe(name, channel.closed);
  await channel.send({
    header: { sequence, name },
    payload: { type: 'success', success: { type: 'string', value: 'subscribed' } },
  });
  for await (const { name: relative, sample } of samples) {
    await channel.send({
      header: { sequence: 0n, name: relative },
      payload: { type: 'data', data: { type: 'stats', stats: sample } },
    });
  }
}
