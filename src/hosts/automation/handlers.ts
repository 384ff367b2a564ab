import { defineHandler } from '../../identity/access/define-handler.ts';
import type { Automation } from './automation.ts';
import { presentAutomation } from './presenter.ts';
import { automationAnswer, automationBody } from './schema.ts';

const tag = 'Automation';

export type AutomationHandlers = ReturnType<typeof automationHandlers>;

/** Whether Fulmar acts by itself, and how an administrator changes that. */
export function automationHandlers(automation: Automation) {
  return {
    get: defineHandler({
      operationId: 'getAutomation',
      tag,
      summary: 'Show whether Fulmar acts by itself',
      description:
        'A server that finds its database or its data folder restored or exchanged pauses ' +
        'everything that nobody asks for, on all servers of that database.',
      answers: { 200: automationAnswer },
      handle: async () => ({ status: 200, body: presentAutomation(await automation.pauseNow()) }),
    }),
    change: defineHandler({
      operationId: 'changeAutomation',
      tag,
      summary: 'Pause or resume what Fulmar does by itself',
      body: { kind: 'json', schema: automationBody },
      answers: { 200: automationAnswer },
      handle: async ({ actor, body }) => {
        if (body.paused) await automation.pause(`${actor.account.name} paused it.`);
        else await automation.resume();
        return { status: 200, body: presentAutomation(await automation.pauseNow()) };
      },
    }),
  };
}
