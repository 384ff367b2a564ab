import { z } from 'zod';
import { runChild, startChild } from './child.ts';
import { inTurn } from './measure.ts';
import type { BenchOptions, Row } from './row.ts';
import { startWorld } from './world.ts';

const path = '/api/v1/tokens/current';

/** Requests a second for what a presented token is, against a bare Koa that answers the same body. */
export async function benchTokens({ quick }: BenchOptions): Promise<Row[]> {
  await using world = await startWorld({ hosts: 0, discardVolumes: true });
  const authorization = `Bearer ${world.token}`;
  const answer = await fetch(world.url + path, { headers: { authorization } });
  const body = await answer.json();
  await using koa = await startChild('bare-koa', { body }, z.string());
  const load = (url: string) => {
    const headers = [`Authorization: ${authorization}`];
    const milliseconds = quick ? 1_000 : 4_000;
    const options = { url: url + path, headers, connections: 32, warmUp: 500, milliseconds };
    return runChild('http-load', options, z.number());
  };
  const { ours, bare, each } = await inTurn(
    quick ? 2 : 5,
    () => load(world.url),
    () => load(koa.told),
  );
  return [
    {
      what: '`GET /api/v1/tokens/current` with a token, SQLite',
      figure: `${Math.round(ours)} requests/s`,
      against: `a bare Koa answering the same body, ${Math.round(bare)} requests/s`,
      measured: ours / bare,
      each,
      bound: { atLeast: 0.5 },
    },
  ];
}
