import { z } from 'zod';
import { type Child, runChild, startChild } from './child.ts';
import { benchHostCertificate } from './fixtures.ts';
import { inTurn } from './measure.ts';
import type { BenchOptions, Row } from './row.ts';
import { createVolume, startWorld, type World } from './world.ts';

const mebibyte = 2 ** 20;

/** MiB a second into a host that discards, direct and spooled, against a bare pipe of Node's. */
export async function benchUploads({ quick }: BenchOptions): Promise<Row[]> {
  const size = quick ? 64 : 512;
  const rounds = quick ? 2 : 7;
  await using world = await startWorld({ hosts: 1, discardVolumes: true });
  const volume = await createVolume(world, 'bench', size);
  await using sink = await startChild('tls-sink', benchHostCertificate(), z.number());
  await using pipe = await startChild('bare-upload', { port: sink.told }, z.string());
  const against = { size, rounds, world, pipe };
  return [
    await compare({ ...against, what: 'direct', url: `${volume}/data?direct=true`, atLeast: 0.85 }),
    await compare({ ...against, what: 'spooled', url: `${volume}/data`, atLeast: 0.48 }),
  ];
}

interface Comparison {
  readonly what: string;
  readonly url: string;
  readonly atLeast: number;
  readonly size: number;
  readonly rounds: number;
  readonly world: World;
  readonly pipe: Child<string>;
}

async function compare({
  what,
  url,
  atLeast,
  size,
  rounds,
  world,
  pipe,
}: Comparison): Promise<Row> {
  const { token } = world;
  const send = async (target: string) => {
    const options = { url: target, token, octets: size * mebibyte, seed: 0 };
    const { milliseconds } = await runChild(
      'upload',
      options,
      z.object({ milliseconds: z.number() }),
    );
    return (size / milliseconds) * 1000;
  };
  const { ours, bare, each } = await inTurn(
    rounds,
    () => send(url),
    () => send(pipe.told),
  );
  return {
    what: `${what} upload of ${size} MiB into a host that discards`,
    figure: `${ours.toFixed(0)} MiB/s`,
    against: `a bare pipe of Node’s (HTTP, SHA-256, TLS), ${bare.toFixed(0)} MiB/s`,
    measured: ours / bare,
    each,
    bound: { atLeast },
  };
}
