import { sampleImage } from '../../src/emulator/sample-image.ts';
import { type Opened, startBesideFormer } from './beside-former.ts';
import { inTurn, timed } from './measure.ts';
import type { BenchOptions, Row } from './row.ts';

/** What a deployment costs that waits for nothing, against a creation that is forced: today's, and that of version 0.1. */
export async function benchDeploys({ quick }: BenchOptions): Promise<Row[]> {
  await using servers = await startBesideFormer();
  const { present, former } = servers;
  const rounds = quick ? 5 : 40;
  const image = sampleImage({});
  const deploy = () => timed(() => send(present, '/web/deployments', { settle: 0 }, image));
  const create = (server: Opened, name: string) => () =>
    timed(() => send(server, '', { config: { name, force: true } }, image));
  const rows: Row[] = [];
  for (const [against, bare] of [
    ['a forced creation', create(present, 'web')],
    ['a forced creation by version 0.1', create(former, 'former')],
  ] as const) {
    const { ours, bare: other, each } = await inTurn(rounds, deploy, bare);
    rows.push({
      what: `a deployment that waits for nothing, beside ${against}`,
      figure: `${ours.toFixed(1)} ms`,
      against: `${against}, ${other.toFixed(1)} ms`,
      ...{ measured: ours / other, each, bound: { atMost: 1.3 } },
    });
  }
  return rows;
}

async function send(
  { url, token }: Opened,
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
