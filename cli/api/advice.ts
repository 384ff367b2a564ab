import type { CliDeps } from '../output/cli-deps.ts';
import { ApiProblem } from './problem.ts';

/** What to do about some refusals, by their codes. */
const advices: Readonly<Record<string, string>> = {
  'scope-missing':
    '`fulmar whoami` shows what the token may do. Make one that may do this in the dashboard, under Tokens, and sign ' +
    'in with `fulmar login ADDRESS --token-prompt`.',
  'expiry-not-allowed': 'Give it less with --expires, or make it in the dashboard, under Tokens.',
  'not-found': 'Is it the address of the server, without /api/v1 or a page?',
};

/** What whoever called may do about a refusal, as a line; null where the server's own words have to do. */
export function adviceOn(error: unknown, { environment }: CliDeps): string | null {
  if (!(error instanceof ApiProblem)) return null;
  const { status, code, facts } = error;
  if (code === 'unikernel-busy' && facts.deployment) return '`fulmar cancel NAME` cancels it.';
  if (status !== 401) return advices[code] ?? null;
  return environment.FULMAR_TOKEN
    ? 'It is the token in FULMAR_TOKEN.'
    : 'Sign in with `fulmar login`.';
}
