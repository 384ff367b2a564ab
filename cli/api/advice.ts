import type { CliDeps } from '../output/cli-deps.ts';
import { ApiProblem } from './problem.ts';

/** What to do about some refusals, by error code. */
const advices: Readonly<Record<string, string>> = {
  'scope-missing':
    '`fulmar whoami` shows what the token may do. Create one that may do this in the dashboard, under Tokens, and ' +
    'sign in with it: `fulmar login ADDRESS --token-prompt`.',
  'expiry-not-allowed':
    'Choose an earlier date with --expires, or create the token in the dashboard, under Tokens.',
  'command-unknown':
    'It is of another release: call the `fulmar` that came with it, or upgrade it and start it again.',
  'not-found': 'Check the address of the server: leave out /api/v1 and the path of a page.',
};

/** A line that says what the user can do about a refusal; null where there is nothing to add to the server's words. */
export function adviceOn(error: unknown, { environment }: CliDeps): string | null {
  if (!(error instanceof ApiProblem)) return null;
  const { status, code, facts } = error;
  if (code === 'unikernel-busy' && facts.deployment) return '`fulmar cancel NAME` cancels it.';
  if (status !== 401) return advices[code] ?? null;
  return environment.FULMAR_TOKEN
    ? 'The token comes from FULMAR_TOKEN.'
    : 'Sign in with `fulmar login`.';
}
