import type { Schema } from '../../api/schema.ts';
import { unikernelStates } from '../../components/unikernel-states.ts';
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
  readonly state: Schema['Unikernel']['state'];
  readonly health: Schema['Unikernel']['health'];
  /** What is being done to it. */
  readonly action: Act | undefined;
}

/** How a unikernel of the list does, or what is being done to it. */
export function UnikernelState({ state, health, action }: UnikernelStateProps) {
  const { word, tone } = action ? { word: words[action], tone: 'neutral' } : stateOf(state, health);
  return (
    <span className={classes.state}>
      <span className={classes.dot} data-tone={tone} />
      {word}
    </span>
  );
}

/** One that runs and fails its checks does not do well. */
function stateOf(state: UnikernelStateProps['state'], health: UnikernelStateProps['health']) {
  const isFailing = state === 'running' && health === 'failing';
  return isFailing ? { word: 'Checks fail', tone: 'bad' } : unikernelStates[state];
}
