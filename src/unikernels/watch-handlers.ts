import { answerEvents, eventStreamType } from '../http/event-stream.ts';
import { accountQuery } from '../http/fields.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import { consoleList } from './answers.ts';
import { hostProblems, tag, type UnikernelHandlerDeps } from './handler-deps.ts';
import * as schema from './schema.ts';
import { consoleStart } from './watch-console.ts';

/** The handlers that follow what a unikernel does. */
export function watchHandlers({ unikernels, domains, timer }: UnikernelHandlerDeps) {
  return {
    console: defineHandler({
      operationId: 'watchConsole',
      tag,
      summary: 'Follow the console',
      description:
        'Server-Sent Events with the data `{"timestamp", "line"}` and the id `TIMESTAMP-N`, N ' +
        'counting within one timestamp; `Last-Event-ID` goes on after that. A line is what the ' +
        'unikernel wrote: do not trust it. A unikernel that does not run yet is waited for.',
      params: schema.unikernelParams,
      query: schema.consoleQuery,
      answers: { 200: eventStreamType },
      problems: hostProblems,
      handle: async ({ actor, params, query, signal, header }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const start = consoleStart({ ...query, lastEventId: header('last-event-id') });
        const place = { ...params, account };
        const lines = await unikernels.console(actor, place, start, signal);
        return answerEvents(lines, { timer, signal });
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
      handle: async ({ actor, params: { host }, query, signal }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const names = await unikernels.consoles(actor, host, account, signal);
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
      handle: async ({ actor, params, query, signal }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const events = await unikernels.stats(actor, { ...params, account }, signal);
        return answerEvents(events, { timer, signal });
      },
    }),
  };
}
