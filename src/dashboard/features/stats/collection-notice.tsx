import { Alert } from '@mantine/core';
import type { Metrics } from '../../api/metrics.ts';
import { RelativeTime } from '../../components/relative-time.tsx';

type Collection = NonNullable<Metrics['collection']>;

const words: Readonly<Record<Collection['state'], string | null>> = {
  starting: null,
  collecting: null,
  yielded: 'Another client is already receiving this account’s samples from the host.',
  refused: 'The host provides no usage samples.',
  off: 'An administrator has turned off usage recording for this host.',
};

/** Says why nothing new is kept, where that is so. */
export function CollectionNotice({ collection }: { readonly collection: Collection }) {
  const { state, nextAt } = collection;
  const why = words[state];
  if (why === null) return null;
  return (
    <Alert color="yellow" role="note" title="Usage is not being recorded">
      {why}
      {nextAt !== null && (
        <>
          {' '}
          Next try: <RelativeTime at={nextAt} />.
        </>
      )}
    </Alert>
  );
}
