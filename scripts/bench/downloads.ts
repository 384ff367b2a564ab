import { z } from 'zod';
import { runChild, startChild } from './child.ts';
import { benchHostCertificate } from './fixtures.ts';
import { inTurn } from './measure.ts';
import type { BenchOptions, Row } from './row.ts';
import { createVolume, startWorld } from './world.ts';

const mebibyte = 2 ** 20;

/** MiB a second of a dump, which a host sends in messages of 4 KiB, against a bare pipe of Node's. */
export async function benchDownloads({ quick }: BenchOptions): Promise<Row[]> {
  const size = quick ? 64 : 512;
  await using world = await startWorld({ hosts: 1, discardVolumes: true });
  const volume = await createVolume(world, 'bench', size);
  const dump = { ...benchHostCertificate(), octets: size * mebibyte };
  await using source = await startChild('tls-source', dump, z.number());
  await using pipe = await startChild('bare-download', { port: source.told }, z.string());
  const receive = async (url: string) => {
    const options = { url, token: world.token, hashed: false };
    const told = z.object({ milliseconds: z.number() });
    const { milliseconds } = await runChild('download', options, told);
    return (size / milliseconds) * 1000;
  };
  const { ours, bare, each } = await inTurn(
    quick ? 2 : 7,
    () => receive(`${volume}/data`),
    () => receive(pipe.told),
  );
  return [
    {
      what: `download of ${size} MiB, 4096 octets a message`,
      figure: `${ours.toFixed(0)} MiB/s`,
      against: `the same octets through a bare pipe of Node’s (TLS, HTTP), ${bare.toFixed(0)} MiB/s`,
      measured: ours / bare,
      each,
      bound: { atLeast: 0.75 },
    },
  ];
}
