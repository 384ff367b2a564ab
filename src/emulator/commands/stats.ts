import type { Data, Header } from '../../albatross/messages.ts';
import type { StatsSample } from '../../albatross/stats.ts';
import { encodeNewStats } from '../../albatross/wire/stats-by-shape.ts';
import type { Channel } from '../channel.ts';
import type { Host } from '../host/host.ts';

/**
 * Sends a sample of every unikernel that the name covers, every so often; ends when another one
 * subscribes to the same name. Throws the channel's reason once that is closed.
 */
export async function subscribeToStats(
  host: Host,
  header: Header,
  channel: Channel,
): Promise<void> {
  const samples = host.statistics.subscribe(header.name, channel.closed);
  await channel.send({
    header,
    payload: { type: 'success', success: { type: 'string', value: 'subscribed' } },
  });
  for await (const { name: relative, sample } of samples) {
    await channel.send({
      header: { sequence: 0n, name: relative },
      payload: { type: 'data', data: dataOf(host, sample) },
    });
  }
}

/** The likely one (docs/albatross-protocol.md, section 8.6). */
const newTag = 5;

const dataOf = ({ series }: Host, stats: StatsSample): Data =>
  series === '2.8'
    ? { type: 'unknown', tag: newTag, octets: encodeNewStats(stats) }
    : { type: 'stats', stats };
