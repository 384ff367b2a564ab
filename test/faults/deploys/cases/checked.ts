import type { Attempt } from '../attempt.ts';
import type { CheckedService } from '../checked-service.ts';
import { configBefore, type DeployCase } from '../deploy-case.ts';

const kinds = ['http', 'tcp', 'dns'] as const;
const watched = { settle: 1, deadline: 4 };
const pace = { every: 1, timeout: 2 };

type Kind = keyof CheckedService['checks'];

const checkOf = (kind: Kind) => (attempt: Pick<Attempt, 'world'>) => ({
  ...watched,
  checks: [attempt.world.service.checks[kind]],
});

/** What was well before fails from the moment on in which the host has the new one. */
async function failWithIt(attempt: Attempt): Promise<void> {
  const { world } = attempt;
  const reply = attempt.fault({ kind: 'hold-reply' });
  const sent = attempt.send();
  await attempt.until('sending');
  await attempt.untilHeld(reply);
  await world.service.set('failing');
  reply.release();
  await sent;
}

const rolledBack = { state: 'rolled-back', answer: 'rolled-back', runs: 'before' } as const;
const kept = { state: 'failed', answer: 'check-failed', runs: 'new' } as const;

const ofKind = (kind: Kind): readonly DeployCase[] => [
  {
    name: `a check passes, ${kind}`,
    parts: checkOf(kind),
    ends: { state: 'succeeded', answer: 200, runs: 'new' },
  },
  {
    name: `a check fails, ${kind}`,
    parts: checkOf(kind),
    happen: failWithIt,
    ends: { ...rolledBack, cause: /Check 1/ },
  },
  {
    name: `a check fails as it did before, ${kind}`,
    parts: checkOf(kind),
    async happen(attempt) {
      await attempt.world.service.set('failing');
      await attempt.send();
    },
    ends: { ...kept, cause: /Check 1/ },
  },
];

const console = (check: object) => () => ({
  ...watched,
  checks: [{ kind: 'console', ...pace, ...check }],
});

/** Each check fails. */
export const checkedCases: readonly DeployCase[] = [
  ...kinds.flatMap(ofKind),
  {
    name: 'a console line comes',
    parts: console({ text: '--still-here' }),
    config: { arguments: [...configBefore.arguments, '--still-here'] },
    ends: { state: 'succeeded', answer: 200, runs: 'new' },
  },
  {
    name: 'a console line does not come',
    parts: console({ text: 'listening on port 80' }),
    ends: { ...rolledBack, cause: /has not come/ },
  },
  {
    name: 'a console line comes that must not',
    parts: console({ text: '--faulty', must: 'not-come' }),
    config: { arguments: [...configBefore.arguments, '--faulty'] },
    ends: { ...rolledBack, cause: /must not come/ },
  },
  {
    name: 'a check fails, with a volume',
    before: 'with a volume',
    parts: checkOf('tcp'),
    happen: failWithIt,
    ends: kept,
  },
  {
    name: 'a check fails, with a volume, to be rolled back',
    before: 'with a volume',
    parts: (attempt) => ({ ...checkOf('tcp')(attempt), onFailure: 'rollback' }),
    happen: failWithIt,
    ends: rolledBack,
  },
  {
    name: 'a check fails, to be stopped',
    parts: (attempt) => ({ ...checkOf('http')(attempt), onFailure: 'stop' }),
    happen: failWithIt,
    ends: { state: 'failed', answer: 'check-failed', runs: 'nothing', shown: 'stopped' },
  },
  {
    name: 'a check fails, as the first',
    before: 'nothing',
    parts: checkOf('http'),
    happen: failWithIt,
    ends: kept,
  },
];
