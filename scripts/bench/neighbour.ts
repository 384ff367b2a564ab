import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { attackNames } from './attacks.ts';
import { startChild } from './child.ts';
import { loopDelay } from './loop-watch.ts';
import { median } from './measure.ts';
import { newNoise } from './new-noise.ts';
import { residentDuring } from './resident.ts';
import type { BenchOptions, Row } from './row.ts';
import { type Suffered, sufferedRows } from './suffered-rows.ts';
import { timeDeploy } from './time-deploy.ts';
import { startWorld, type World } from './world.ts';

/** Milliseconds of noise before anything is measured. */
const warmUp = 1_000;

/**
 * What the server and another tenant's deploy suffer while one account without rights does its worst: each
 * attack by itself, and all at once, each against a server of its own. The attacks rest for every other
 * deploy, so that the machine's moods meet those with them and those without.
 */
export async function benchNeighbour({ quick }: BenchOptions): Promise<Row[]> {
  const rounds = quick ? 5 : 15;
  const rows: Row[] = [];
  for (const name of attackNames) {
    rows.push(...sufferedRows(name, await suffer([name], rounds)));
  }
  rows.push(...sufferedRows('all at once', await suffer(attackNames, rounds)));
  return rows;
}

async function suffer(attacks: readonly string[], rounds: number): Promise<Suffered> {
  const settings = { FULMAR_TRUST_PROXY: '127.0.0.1' };
  await using world = await startWorld({ hosts: 1, discardVolumes: true, settings });
  const options = { ...(await newNoise(world)), attacks };
  await deploys(world, rounds);
  await using noise = await startChild('noise', options, z.string());
  const atRest: number[] = [];
  const meanwhile: number[] = [];
  const { before, peak } = await residentDuring(world.server.pid, async () => {
    for (let round = 0; round < rounds; round += 1) {
      await noise.ask('rest');
      await world.server.ask('watch at rest');
      atRest.push(await timeDeploy(world));
      await world.server.ask('look away');
      await noise.ask('go on');
      await pause(warmUp);
      await world.server.ask('watch the attack');
      meanwhile.push(await timeDeploy(world));
      await world.server.ask('look away');
    }
  });
  return {
    ...{ atRest: median(atRest), meanwhile: median(meanwhile), before, peak },
    calm: loopDelay.parse(await world.server.ask('delays at rest')),
    loop: loopDelay.parse(await world.server.ask('delays of the attack')),
    answers: JSON.stringify(await noise.ask('answers')),
  };
}

async function deploys(world: World, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) await timeDeploy(world);
}
