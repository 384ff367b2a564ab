import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { AskedConfig } from './asked-config.ts';
import { differencesFrom } from './differences.ts';
import type { Deployment } from './entity.ts';

/** What can be said of a deployment that nothing came back of. */
export interface Verdict {
  readonly state: 'succeeded' | 'failed' | 'unknown';
  readonly error: string | null;
}

/** As much of a deployment as tells what it should have led to. */
export interface Judged extends Pick<Deployment, 'action' | 'digest' | 'runningSince'> {
  readonly config: AskedConfig | null;
  /** SHA-256 of the image that ran before, hex; null: nothing did; left out: it is not known. */
  readonly digestBefore?: string | null;
}

/**
 * Concludes from what the host runs now under the unikernel's name whether the deployment has
 * happened. The host's own clock tells the unikernel from the one that ran before; a host that was
 * booted meanwhile has started that one anew, so all that it tells is held against what was asked.
 */
export function judgeDeployment(deployment: Judged, found: UnikernelInfo | null): Verdict {
  if (!found) return judgeAbsence(deployment);
  if (isAsBefore(deployment, found)) {
    return {
      state: 'failed',
      error: 'The host did not carry it out: it still shows what was running before.',
    };
  }
  if (ends(deployment)) return cannotTell('One of the same name runs.');
  const digest = found.digest.toString('hex');
  if (deployment.digest !== null && deployment.digest !== digest) {
    return cannotTell('One with another image runs.');
  }
  if (found.started === null && !isTelling(deployment)) {
    return cannotTell('The host does not say when it was started.');
  }
  const differences = deployment.config ? differencesFrom(deployment.config, found) : [];
  if (differences.length > 0) {
    return cannotTell(`What runs was started with other ${differences.join(', ')}.`);
  }
  return { state: 'succeeded', error: null };
}

/** Whether the image alone tells that it has happened: none, or another one, ran before. */
function isTelling({ action, digest, digestBefore }: Judged): boolean {
  if (action === 'create' || digestBefore === null) return true;
  return digestBefore !== undefined && digestBefore !== digest;
}

/** Whether nothing runs when it has happened. */
const ends = ({ action }: Pick<Judged, 'action'>) => action === 'destroy' || action === 'stop';

/** What is left to say where something else was done to the unikernel since. */
export const overtaken: Verdict = cannotTell('Something else was done to the unikernel since.');

/** What is left to say where nobody can read any more what was asked for. */
export const unreadable: Verdict = cannotTell(
  'The requested configuration is encrypted with a key that is not in FULMAR_SECRET_KEY.',
);

function judgeAbsence({ action, config, runningSince, digestBefore }: Judged): Verdict {
  if (ends({ action })) {
    // One that ends again and again is absent between two starts.
    const ran = runningSince !== null || typeof digestBefore === 'string';
    return ran ? { state: 'succeeded', error: null } : cannotTell('It did not run before, either.');
  }
  if (config?.failBehaviour === 'quit') return cannotTell('It does not run, or no longer runs.');
  return { state: 'failed', error: 'It does not run: it was not started, or it ended at once.' };
}

/** A host that does not tell since when its unikernels run says nothing that decides. */
function isAsBefore({ runningSince, digest, digestBefore }: Judged, found: UnikernelInfo): boolean {
  const running = found.digest.toString('hex');
  if (!found.started && digestBefore && digestBefore !== digest) return running === digestBefore;
  if (!runningSince) return false;
  if (found.started) return found.started.getTime() === runningSince.getTime();
  return digest !== null && digest !== running;
}

function cannotTell(observation: string): Verdict {
  return {
    state: 'unknown',
    error: `It is no longer possible to tell whether it happened. ${observation}`,
  };
}
