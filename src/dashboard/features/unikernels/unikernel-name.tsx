import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { isOwn } from '../../components/owner.ts';
import { paths } from '../../components/paths.ts';
import classes from './unikernels.module.css';

interface UnikernelNameProps {
  readonly unikernel: Schema['Unikernel'];
  /** null: it is one's own. */
  readonly ownAccount: string | null;
}

/** The way to a unikernel's page, where it is one's own; else its name. */
export function UnikernelName({ unikernel, ownAccount }: UnikernelNameProps) {
  const { host, name } = unikernel;
  if (!isOwn(unikernel, ownAccount)) return <span title={name}>{name}</span>;
  return (
    <Link href={paths.unikernel(host, name)} className={classes.name ?? ''} title={name}>
      {name}
    </Link>
  );
}
