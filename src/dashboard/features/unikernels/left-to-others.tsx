import { Alert } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { RelativeTime } from '../../components/relative-time.tsx';

type Left = Schema['UnikernelDetails']['leftToOthers'][number];

const words: Readonly<Record<Left['kind'], string | null>> = {
  console:
    'Other clients keep taking its place on the host, which sends a console to only a few. It is neither shown live nor kept for now.',
  log: 'Another client receives the host’s log of this account, or the host refuses it. Fulmar notices a few seconds later when a unikernel ends.',
  stats: null, // the charts say so
};

const titles: Readonly<Record<Left['kind'], string>> = {
  console: 'The console is left to other clients',
  log: 'The host’s log is left to another client',
  stats: '',
};

/** Says what of a unikernel is left to other clients. */
export function LeftToOthers({ left }: { readonly left: readonly Left[] }) {
  return left.map(({ kind, until }) => {
    const why = words[kind];
    if (why === null) return null;
    return (
      <Alert key={kind} color="yellow" role="note" title={titles[kind]}>
        {why} Next try: <RelativeTime at={until} />.
      </Alert>
    );
  });
}
