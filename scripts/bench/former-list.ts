import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { type Opened, startBesideFormer } from './beside-former.ts';
import { inTurn, timed } from './measure.ts';
import type { BenchOptions, Row } from './row.ts';

/** Unikernels on the host. */
const sizes = { quick: 100, whole: 1_000 } as const;

/** As little as an image runs with: all of them have to fit into the policy. */
const memory = 16;

/** Milliseconds for which a server may remember a list. */
const remembered = 5_100;

const told = z.object({ data: z.array(z.unknown()) });

/** The whole list of 1,000 unikernels on one host, against version 0.1 over the same host. */
export async function benchFormerList({ quick }: BenchOptions): Promise<Row[]> {
  const count = quick ? sizes.quick : sizes.whole;
  await using servers = await startBesideFormer();
  const { present, former } = servers;
  await fill(present, count);
  const time = (server: Opened) => async () => {
    await setTimeout(remembered);
    return await timed(() => readAll(server, count));
  };
  const { ours, bare, each } = await inTurn(quick ? 3 : 9, time(present), time(former));
  return [
    {
      what: `a list of ${count} unikernels on one host`,
      figure: `${ours.toFixed(0)} ms`,
      against: `version 0.1 from its sources, ${bare.toFixed(0)} ms`,
      ...{ measured: ours / bare, each, bound: { atMost: 1.3 } },
    },
  ];
}

async function fill({ url, token }: Opened, count: number): Promise<void> {
  const image = new Blob([new Uint8Array(sampleImage())]);
  const names = Array.from({ length: count }, (_, index) => `unikernel-${index}`).values();
  const makeNext = async () => {
    for (const name of names) {
      const body = new FormData();
      body.set('config', JSON.stringify({ name, memory }));
      body.set('image', image);
      const headers = { authorization: `Bearer ${token}` };
      const made = { method: 'POST', headers, body };
      const answer = await fetch(`${url}/api/v1/hosts/host-0/unikernels`, made);
      if (!answer.ok) throw new Error(`a unikernel was refused: ${await answer.text()}`);
      await answer.body?.cancel();
    }
  };
  await Promise.all(Array.from({ length: 2 }, makeNext));
}

async function readAll({ url, token }: Opened, count: number): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/unikernels`, { headers });
  const { length } = told.parse(await answer.json()).data;
  if (length !== count) throw new Error(`${length} unikernels were listed, not ${count}`);
}
