import { fuzzBodies, maxProcessorTime } from './bodies/fuzz.ts';
import type { BenchOptions, Row } from './row.ts';
import { startWorld } from './world.ts';

/** What the server's event loop does for bodies that are not as their routes ask for. */
export async function benchBodies({ quick }: BenchOptions): Promise<Row[]> {
  await using world = await startWorld({ hosts: 1, discardVolumes: true });
  const { requests, longest, tooLong, failed } = await fuzzBodies(world, quick ? 20 : 1);
  for (const each of [...tooLong, ...failed]) console.error(each);
  if (failed.length > 0)
    throw new Error(`${failed.length} requests were not answered as they should be`);
  return [
    {
      what: 'bodies that no route asks for (too many, too deep, too long, wrong kind)',
      figure: `${longest.milliseconds.toFixed(1)} ms of processor time for ${longest.what}`,
      against: `the longest of ${requests} requests`,
      measured: longest.milliseconds,
      unit: 'ms',
      bound: { atMost: maxProcessorTime },
    },
  ];
}
