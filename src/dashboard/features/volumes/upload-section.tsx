import { Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import type { Schema } from '../../api/schema.ts';
import { paths } from '../../components/paths.ts';
import { isFreshVolume } from './fresh-volume.ts';
import { UploadForm } from './upload-form.tsx';
import { UploadOutcome } from './upload-outcome.tsx';
import { UploadProgressView } from './upload-progress.tsx';
import { useUpload } from './use-upload.ts';
import { HolderLink } from './volume-state.tsx';

/** Replaces the content of a volume: says what that takes away, how far it is, what came of it. */
export function UploadSection({ volume }: { readonly volume: Schema['Volume'] }) {
  const { last, start } = useUpload(volume);
  const [chosen, setChosen] = useState<File | null>(null);
  const [, navigate] = useLocation();
  const fresh = isFreshVolume(useHistoryState());
  if (last?.status === 'pending') return <UploadProgressView upload={last} />;
  // What was chosen is kept where it failed, also after the page was left.
  const file = chosen ?? (last?.status === 'error' ? last.file : null);
  const why = whyNot(volume);
  return (
    <>
      {last && <UploadOutcome upload={last} />}
      {why ? (
        <Text size="sm">{why}</Text>
      ) : (
        <UploadForm
          volume={volume}
          file={file}
          fresh={fresh}
          onFile={setChosen}
          onStart={(upload) => {
            setChosen(null);
            navigate(paths.volume(volume.host, volume.name), { replace: true });
            start(upload);
          }}
        />
      )}
    </>
  );
}

/** What keeps a volume from being filled now; null: nothing. */
function whyNot(volume: Schema['Volume']): ReactNode {
  if (volume.deletionProtection) return 'It is protected. Turn the protection off to fill it.';
  if (!volume.inUse) return null;
  return (
    <>
      It is in use <HolderLink {...volume} />. Destroy that unikernel first: it would not see that
      its disk changes.
    </>
  );
}
