import type { Schema } from '../../api/schema.ts';
import classes from './unikernels.module.css';

type Act = Schema['Deployment']['action'];

const words: Readonly<Record<Act, string>> = {
  create: 'Starting',
  update: 'Updating',
  restart: 'Restarting',
  destroy: 'Ending',
};

/** How a unikernel of the list is: it runs, or something is being done to it. */
export function UnikernelState({ action }: { readonly action: Act | undefined }) {
  return (
    <span className={classes.state}>
      <span className={classes.dot} data-good={action === undefined || undefined} />
      {action ? words[action] : 'Running'}
    </span>
  );
}
