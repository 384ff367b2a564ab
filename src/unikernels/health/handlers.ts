import { accountQuery } from '../../http/fields.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import type { Deps } from '../deps.ts';
import { findUnikernel } from '../find-unikernel.ts';
import { expectKnown, type UnikernelLocation } from '../location.ts';
import { isChecked } from '../registry/registered-unikernel.ts';
import { unikernelParams } from '../request-schema.ts';
import { presentHealth } from './present-health.ts';
import { checksBody, healthAnswer } from './schema.ts';

const tag = 'Unikernels';

/** What is checked of a unikernel while it runs. */
export function healthHandlers(deps: Deps) {
  return {
    checks: defineHandler({
      operationId: 'getUnikernelChecks',
      tag,
      summary: 'Show how the checks of a unikernel do',
      description:
        'They are tried every 30 s while it is to run and nobody changes it. Without the scope ' +
        '`unikernels:write` addresses are shown without what is behind the host.',
      params: unikernelParams,
      query: accountQuery,
      answers: { 200: healthAnswer },
      problems: ['no-policy', 'unikernel-unknown'],
      handle: async (request) => {
        const location = await findUnikernel(deps, request);
        return { status: 200, body: await presentAt(deps, location) };
      },
    }),
    setChecks: defineHandler({
      operationId: 'setUnikernelChecks',
      tag,
      summary: 'Set what is checked of a unikernel',
      description:
        'In place of all that were; an empty list ends it. A successful deployment with checks ' +
        'of its own sets those, except for console checks. Nothing is restarted by a check.',
      params: unikernelParams,
      query: accountQuery,
      body: { kind: 'json', schema: checksBody, size: 'large' },
      answers: { 200: healthAnswer },
      problems: ['no-policy', 'unikernel-unknown'],
      handle: async (request) => {
        const location = await findUnikernel(deps, request);
        expectKnown(location.key, await deps.registry.find(location.key));
        await deps.health.set(location.key, request.body.checks);
        return { status: 200, body: await presentAt(deps, location) };
      },
    }),
  };
}

async function presentAt(deps: Deps, { key, authority }: UnikernelLocation) {
  const areTried = isChecked(expectKnown(key, await deps.registry.find(key)));
  const whole = authority.allows('unikernels:write', key.name);
  return presentHealth(await deps.health.find(key), { whole, areTried, now: deps.clock() });
}
