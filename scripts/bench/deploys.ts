import { sampleImage } from '../../src/emulator/sample-image.ts';
import { inTurn, timed } from './measure.ts';
import type { BenchOptions, Row } from './row.ts';
import { startWorld, type World } from './world.ts';

/** What a deployment costs that waits for nothing, against a creation that is forced. */
export async function benchDeploys({ quick }: BenchOptions): Promise<Row[]> {
  await using world = await startWorld({ hosts: 1, discardVolumes: true });
  const image = sampleImage({});
  const { ours, bare, each } = await inTurn(
    quick ? 5 : 40,
    () => timed(() => send(world, '/web/deployments', { settle: 0 }, image)),
    () => timed(() => send(world, '', { config: { name: 'web', force: true } }, image)),
  );
  return [
    {
      what: 'a deployment that waits for nothing',
      figure: `${ours.toFixed(1)} ms`,
      against: `${bare.toFixed(1)} ms for a forced creation`,
      measured: ours / bare,
      each,
      bound: { atMost: 1.3 },
    },
  ];
}

async function send(
  { url, token }: World,
  path: string,
  parts: Readonly<Record<string, unknown>>,
  image: Buffer,
): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(parts)) body.set(name, JSON.stringify(value));
  body.set('image', new Blob([new Uint8Array(image)]), 'web.spt');
  const answer = await fetch(`${url}/api/v1/hosts/host-0/unikernels${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
}
