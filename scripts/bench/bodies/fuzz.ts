import { z } from 'zod';
import type { World } from '../world.ts';
import { type HostileRequest, hostileRequests } from './hostile-requests.ts';
import { openApi } from './schema.ts';

/** The most that a request may take of the event loop's thread: milliseconds of processor time. */
export const maxProcessorTime = 50;

/** A thread collects and compiles now and then, whoever asks: what is too much is tried again. */
const tries = 3;

/** What the requests have taken, and been answered with. */
export interface Fuzzed {
  readonly requests: number;
  readonly longest: { readonly what: string; readonly milliseconds: number };
  /** Those that took too much each time. */
  readonly tooLong: readonly string[];
  /** Those that were answered with 500, or refused before their body was looked at. */
  readonly failed: readonly string[];
}

/**
 * Sends every nth body that no route asks for, one by one, to a server that tells its time; but for
 * those with nothing `about` them that is given.
 */
export async function fuzzBodies(world: World, every: number, about = ''): Promise<Fuzzed> {
  const document = openApi.parse(await (await fetch(`${world.url}/api/v1/openapi.json`)).json());
  let requests = 0;
  let index = 0;
  let longest = { what: 'none', milliseconds: 0 };
  const tooLong: string[] = [];
  const failed: string[] = [];
  for (const request of hostileRequests(document)) {
    if (!request.what.includes(about)) continue;
    if (index++ % every !== 0) continue;
    const { milliseconds, fault } = await minTime(world, request);
    requests += 1;
    const { what } = request;
    if (milliseconds > longest.milliseconds) longest = { what, milliseconds };
    if (milliseconds > maxProcessorTime) tooLong.push(`${milliseconds.toFixed(0)} ms: ${what}`);
    if (fault) failed.push(`${fault}: ${what}`);
  }
  return { requests, longest, tooLong, failed };
}

interface Taken {
  readonly milliseconds: number;
  readonly fault: string | null;
}

async function minTime(world: World, request: HostileRequest): Promise<Taken> {
  let min = await send(world, request);
  for (let n = 1; n < tries && min.milliseconds > maxProcessorTime; n += 1) {
    const again = await send(world, request);
    if (again.milliseconds < min.milliseconds) min = again;
  }
  return min;
}

/** Microseconds, in user and system mode, of the thread that has the event loop. */
const threadTime = z.object({ user: z.number(), system: z.number() });

async function send(world: World, request: HostileRequest): Promise<Taken> {
  const { method, path, body, type } = request;
  const headers = {
    cookie: world.api.cookie,
    'sec-fetch-site': 'same-origin',
    ...(type && { 'content-type': type }),
  };
  const before = await timeOf(world);
  const answer = await fetch(world.url + path, { method, headers, body });
  const text = await answer.text();
  return { milliseconds: (await timeOf(world)) - before, fault: faultOf(request, answer, text) };
}

/** What a request is answered with whose body was never looked at. */
const early =
  /"code":"(invalid-path|credential-[a-z]+|scope-missing|session-only|admin-only|cross-origin)"/;

/** The session's own limit comes before the body as well; others after it. */
const sessionLimit = /"Signed in, one may make/;

function faultOf({ open }: HostileRequest, { status }: Response, text: string): string | null {
  if (status === 500) return text;
  const limited = status === 429 && !open && sessionLimit.test(text);
  return limited || early.test(text) ? text : null;
}

async function timeOf({ server }: World): Promise<number> {
  const { user, system } = threadTime.parse(await server.ask('thread time'));
  return (user + system) / 1000;
}
