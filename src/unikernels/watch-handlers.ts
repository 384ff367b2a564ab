import { hostProblems } from '../host-client/host-problems.ts';
import { answerEvents, eventStreamType } from '../http/event-stream.ts';
import { accountQuery } from '../http/fields.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import { consoleList } from './answer-schema.ts';
import type { Deps } from './deps.ts';
import { findUnikernel } from './find-unikernel.ts';
import { mayBeBack } from './keep-looping.ts';
import { listConsoles } from './list-consoles.ts';
import type { UnikernelLocation } from './location.ts';
import * as schema from './request-schema.ts';
import { shownLines } from './shown-lines.ts';
import { consoleStart, watchConsole } from './watch-console.ts';
import { watchStats } from './watch-stats.ts';
import { watchUnikernel } from './watch-unikernel.ts';

const tag = 'Unikernels';

/** By which the console of one is asked for again that may start over and over; null: it does not. */
async function whileLooping({ registry, clock, timer }: Deps, { key }: UnikernelLocation) {
  return mayBeBack(await registry.find(key), clock()) ? timer : null;
}

/** The handlers that follow what a unikernel does. */
export function watchHandlers(deps: Deps) {
  const { places, clock, timer } = deps;
  return {
    console: defineHandler({
      operationId: 'watchConsole',
      tag,
      summary: 'Follow the console',
      description:
        'Server-Sent Events with the data `{"timestamp", "line"}` and the id `TIMESTAMP-N`, N ' +
        'counting within one timestamp; `Last-Event-ID` goes on after that. A line is what the ' +
        'unikernel wrote: do not trust it. One that has ended is shown as long as the host keeps it.',
      params: schema.unikernelParams,
      query: schema.consoleQuery,
      answers: { 200: eventStreamType },
      problems: [...hostProblems, 'unikernel-unknown'],
      handle: async (request) => {
        const { query, signal } = request;
        const start = consoleStart({ ...query, lastEventId: request.header('last-event-id') });
        const location = await findUnikernel(deps, request);
        const shown = await shownLines(deps, location, query);
        const again = await whileLooping(deps, location);
        const lines = await watchConsole(location, { start, shown, again }, signal);
        return answerEvents(lines, { timer, signal });
      },
    }),
    events: defineHandler({
      operationId: 'watchUnikernel',
      tag,
      summary: 'Follow the console and what is used, in one stream',
      description:
        'Server-Sent Events of the types `console` and `stats`, each with the data, and the first with ' +
        'the id, that the streams of these names have. `stats-problem`, with `{"code", "title", ' +
        '"detail"}`, says why there are no `stats` any more, while the console goes on.',
      params: schema.unikernelParams,
      query: schema.consoleQuery,
      answers: { 200: eventStreamType },
      problems: [...hostProblems, 'unikernel-unknown'],
      handle: async (request) => {
        const { query, signal } = request;
        const start = consoleStart({ ...query, lastEventId: request.header('last-event-id') });
        const location = await findUnikernel(deps, request);
        const shown = await shownLines(deps, location, query);
        const again = await whileLooping(deps, location);
        const events = await watchUnikernel(location, { start, shown, again, clock, signal });
        return answerEvents(events, { timer, signal });
      },
    }),
    consoles: defineHandler({
      operationId: 'listConsoles',
      tag,
      summary: 'List the consoles that outlived their unikernels',
      params: schema.hostParams,
      query: accountQuery,
      answers: { 200: consoleList },
      problems: hostProblems,
      handle: async (request) => {
        const { host } = request.params;
        const names = await listConsoles(await places.of(request), request.signal);
        return { status: 200, body: { data: names.map((name) => ({ host, name })) } };
      },
    }),
    stats: defineHandler({
      operationId: 'watchStats',
      tag,
      summary: 'Follow what a unikernel uses',
      description:
        'Server-Sent Events, one every 10 s while the unikernel runs: `{"timestamp", "cpu", ' +
        '"memory", "network"}`. Counters that no number holds exactly are text.',
      params: schema.unikernelParams,
      query: accountQuery,
      answers: { 200: eventStreamType },
      problems: hostProblems,
      handle: async (request) => {
        const { signal } = request;
        const samples = await watchStats(await findUnikernel(deps, request), clock, signal);
        return answerEvents(samples, { timer, signal });
      },
    }),
  };
}
