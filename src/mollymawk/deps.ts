import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import type { Sessions } from '../identity/sessions/sessions.ts';
import type { SignIn } from '../identity/sessions/sign-in.ts';
import type { Tokens } from '../identity/tokens/tokens.ts';
import type { Deps as UnikernelDeps } from '../unikernels/deps.ts';
import type { Deps as VolumeDeps } from '../volumes/deps.ts';

/** What version 1 stands on, too. */
export interface Deps {
  readonly identity: {
    readonly signIn: SignIn;
    readonly sessions: Sessions;
    readonly tokens: Tokens;
  };
  readonly unikernels: UnikernelDeps;
  readonly volumes: VolumeDeps;
  readonly logger: Logger;
  readonly clock: Clock;
}
