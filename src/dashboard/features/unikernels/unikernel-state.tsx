import type { Schema } from '../../api/schema.ts';
import { unikernelStates } from '../../components/unikernel-states.ts';
import { explainState, shortReason } from './explain-state.ts';
import classes from './unikernels.module.css';

type Act = Schema['Deployment']['action'];

const words: Readonly<Record<Act, string>> = {
  create: 'Starting',
  update: 'Updating',
  restart: 'Restarting',
  stop: 'Stopping',
  start: 'Starting',
  rollback: 'Rolling back',
  deploy: 'Deploying',
  destroy: 'Ending',
};

interface UnikernelStateProps {
  readonly unikernel: Schema['Unikernel'];
  /** What is being done to it. */
  readonly action: Act | undefined;
}

/** How a unikernel of the list does and why, or what is being done to it. */
export function UnikernelState({ unikernel, action }: UnikernelStateProps) {
  const { word, tone } = action ? { word: words[action], tone: 'neutral' } : stateOf(unikernel);
  const reason = action ? null : shortReason(unikernel);
  return (
    <span className={classes.state} title={explainState(unikernel) ?? undefined}>
      <span className={classes.dot} data-tone={tone} />
      {word}
      {reason && <span className={classes.reason}>{reason}</span>}
    </span>
  );
}

/** One that runs and fails its checks does not do well. */
function stateOf({ state, health }: Schema['Unikernel']) {
  const isFailing = state === 'running' && health === 'failing';
  return isFailing ? { word: 'Checks fail', tone: 'bad' } : unikernelStates[state];
}
