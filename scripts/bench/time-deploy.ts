import { sampleImage } from '../../src/emulator/sample-image.ts';
import { timed } from './measure.ts';
import type { World } from './world.ts';

/** Milliseconds after which a deploy is given up, and nothing can be measured. */
const patience = 120_000;

/** Milliseconds that a deploy takes on the first host; what it makes is removed again. */
export async function timeDeploy(world: World): Promise<number> {
  const body = new FormData();
  body.append('config', JSON.stringify({ name: 'web', memory: 32 }));
  body.append('image', new Blob([new Uint8Array(sampleImage())]), 'image');
  const duration = await timed(() => send(world, 'POST', '', body));
  await send(world, 'DELETE', '/web');
  return duration;
}

async function send({ url, token }: World, method: string, path: string, body?: FormData) {
  const answer = await fetch(`${url}/api/v1/hosts/host-0/unikernels${path}`, {
    ...{ method, headers: { authorization: `Bearer ${token}` } },
    ...(body && { body }),
    signal: AbortSignal.timeout(patience),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
}
