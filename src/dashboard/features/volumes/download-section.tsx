import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { openDownload } from '../../api/volumes.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { saveAddress } from '../../components/save-address.ts';
import { formatMebibytes } from '../../format/quantities.ts';
import { useLastUpload } from './use-upload.ts';
import { HolderLink } from './volume-state.tsx';

const compressions = [
  { value: '0', label: 'Uncompressed' },
  { value: '1', label: 'Compressed (zlib), fast' },
  { value: '6', label: 'Compressed (zlib)' },
  { value: '9', label: 'Compressed (zlib), smallest' },
];

/** Has the browser save what a volume holds. */
export function DownloadSection({ volume }: { readonly volume: Schema['Volume'] }) {
  const [compression, setCompression] = useState('0');
  const filling = useLastUpload(volume)?.status === 'pending';
  const opening = useMutation({
    mutationFn: () => openDownload(volume, Number(compression)),
    onSuccess: saveAddress,
  });
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label="Compression"
          data={compressions}
          value={compression}
          onChange={(event) => setCompression(event.currentTarget.value)}
          style={{ flex: '1 1 12rem' }}
          maw={320}
        />
        <Button
          variant="default"
          leftSection={<Icon name="download" size={16} />}
          disabled={volume.inUse || filling}
          loading={opening.isPending}
          onClick={() => opening.mutate()}
        >
          Download
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {filling && 'Not available while it is being filled.'}
        {!filling && volume.inUse && (
          <>
            Not available while it is in use <HolderLink {...volume} />.
          </>
        )}
        {!filling && !volume.inUse && hint(volume.size, compression)}
      </Text>
      <ErrorAlert error={opening.error} />
    </Stack>
  );
}

const hint = (size: number, compression: string) =>
  compression === '0'
    ? `A file of ${formatMebibytes(size)}.`
    : 'The host compresses it; an upload from here unpacks it again.';
