import type { Schema } from '../../api/schema.ts';
import classes from './unikernels.module.css';

/** That there is a newer image of a unikernel of the list. */
export function UpdateMark({ update }: Pick<Schema['Unikernel'], 'update'>) {
  if (!update) return null;
  const which = update.version === null ? '' : `: ${update.version}`;
  return (
    <span className={classes.update} title={`Update available${which}`}>
      Update
    </span>
  );
}
