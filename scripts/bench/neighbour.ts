import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { Api } from '../demo/api.ts';
import { startChild } from './child.ts';
import { median, timed } from './measure.ts';
import { residentDuring } from './resident.ts';
import type { BenchOptions, Row } from './row.ts';
import { startWorld, type World } from './world.ts';

const noisy = { name: 'noisy', email: 'noisy@example.org', password: 'no secret at all' } as const;
/** Milliseconds of noise before anything is measured. */
const warmUp = 2_000;
/** Milliseconds after which a deploy is given up, and nothing can be measured. */
const patience = 120_000;
const bounds = { delay: 100, memory: 400, deploy: 3 } as const;

/** What the server and another tenant's deploy suffer while one account without rights does its worst. */
export async function benchNeighbour({ quick }: BenchOptions): Promise<Row[]> {
  const settings = { FULMAR_TRUST_PROXY: '127.0.0.1' };
  await using world = await startWorld({ hosts: 1, discardVolumes: true, settings });
  const options = await noiseOptions(world);
  const deploys = quick ? 3 : 15;
  const usual = await medianDeploy(world, deploys);
  await using noise = await startChild('noise', options, z.string());
  await pause(warmUp);
  await world.server.ask('watch the loop');
  let meanwhile = Number.NaN;
  const { before, peak } = await residentDuring(world.server.pid, async () => {
    meanwhile = await medianDeploy(world, deploys);
  });
  const delay = z.number().parse(await world.server.ask('loop delay'));
  const answers = JSON.stringify(await noise.ask('answers'));
  return rows({ usual, meanwhile, before, peak, delay, answers });
}

interface Suffered {
  /** Milliseconds of a deploy, without noise and with it. */
  readonly usual: number;
  readonly meanwhile: number;
  /** MiB. */
  readonly before: number;
  readonly peak: number;
  /** Milliseconds. */
  readonly delay: number;
  readonly answers: string;
}

function rows({ usual, meanwhile, before, peak, delay, answers }: Suffered): Row[] {
  return [
    {
      what: 'delay of the event loop while one account without rights does its worst',
      figure: `${delay.toFixed(0)} ms at the 99th percentile`,
      against: `answers to it by status: ${answers}`,
      measured: delay,
      unit: 'ms',
      bound: { atMost: bounds.delay },
    },
    {
      what: 'memory of the server meanwhile',
      figure: `${peak.toFixed(0)} MiB at its peak`,
      against: `${before.toFixed(0)} MiB when it had begun`,
      measured: peak,
      unit: 'MiB',
      bound: { atMost: bounds.memory },
    },
    {
      what: 'another tenant’s deploy meanwhile',
      figure: `${meanwhile.toFixed(0)} ms`,
      against: `without, ${usual.toFixed(0)} ms`,
      measured: meanwhile / usual,
      bound: { atMost: bounds.deploy },
    },
  ];
}

/** An account that is active, and may use no host. */
async function noiseOptions({ api, url }: World) {
  const { id } = await api.send('POST', '/accounts', noisy);
  await api.send('PATCH', `/users/${id}`, { active: true });
  const own = new Api(url);
  await own.send('POST', '/session', { email: noisy.email, password: noisy.password });
  const scopes = ['unikernels:write', 'volumes:write', 'hosts:read', 'tokens:write'];
  const { secret } = await own.send('POST', '/tokens', { name: 'noise', scopes });
  return { url, cookie: own.cookie, token: `${secret}`, address: '192.0.2.1' };
}

async function medianDeploy(world: World, deploys: number): Promise<number> {
  const durations: number[] = [];
  for (let number = 0; number < deploys; number += 1) {
    durations.push(await timed(() => deploy(world)));
    await send(world, 'DELETE', '/web');
  }
  return median(durations);
}

async function deploy(world: World): Promise<void> {
  const body = new FormData();
  body.append('config', JSON.stringify({ name: 'web', memory: 32 }));
  body.append('image', new Blob([new Uint8Array(sampleImage())]), 'image');
  await send(world, 'POST', '', body);
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
