import { Alert, Button, Checkbox, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import type { VolumeUpload } from '../../api/volumes.ts';
import { Confirm } from '../../components/confirm.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { Icon } from '../../components/icons.tsx';
import { formatMebibytes } from '../../format/quantities.ts';
import { encodingOf, uploadFault } from './upload-faults.ts';

interface UploadFormProps {
  readonly volume: Schema['Volume'];
  readonly file: File | null;
  /** Whether there is nothing in the volume yet that could be replaced. */
  readonly fresh: boolean;
  onFile(file: File): void;
  onStart(upload: Omit<VolumeUpload, 'signal'>): void;
}

/** What becomes the content of a volume, and how it gets there. */
export function UploadForm({ volume, file, fresh, onFile, onStart }: UploadFormProps) {
  const [direct, setDirect] = useState(false);
  const [inflate, setInflate] = useState(true);
  const [asked, setAsked] = useState(false);
  const packing = file && encodingOf(file.name);
  const encoding = inflate ? packing : null;
  const fault = file && uploadFault(file, volume.size, encoding);
  const start = () => {
    setAsked(false);
    if (file) onStart({ file, direct, encoding });
  };
  return (
    <Stack>
      {!fresh && (
        <Alert color="yellow" icon={<Icon name="attention" />}>
          The file replaces everything on the volume. If it is smaller, the rest reads as zeros.
        </Alert>
      )}
      <FileDrop
        label="File"
        description={`At most ${formatMebibytes(volume.size)}, or compressed (.gz, .zst, .zz).`}
        file={file}
        error={fault}
        onFile={onFile}
      />
      {packing && (
        <Checkbox
          label={`Unpack it (${packing === 'deflate' ? 'zlib' : packing})`}
          description="If off, the volume gets the packed file as it is."
          checked={inflate}
          onChange={(event) => setInflate(event.currentTarget.checked)}
        />
      )}
      <Checkbox
        label="Send straight to the host"
        description="Faster, and takes no space on the server. If it breaks off, the volume is left with part of the new content: use it only if you have a copy."
        checked={direct}
        onChange={(event) => setDirect(event.currentTarget.checked)}
      />
      <Group>
        <Button
          leftSection={<Icon name="upload" size={16} />}
          disabled={!file || fault !== null}
          onClick={() => (fresh ? start() : setAsked(true))}
        >
          Upload
        </Button>
      </Group>
      <Confirm
        opened={asked}
        title={`Replace the content of ${volume.name}?`}
        act="Replace"
        pending={false}
        error={null}
        onConfirm={start}
        onClose={() => setAsked(false)}
      >
        The current content of {volume.name} on {volume.host} is lost. It is replaced with{' '}
        <strong>{file?.name}</strong>.
      </Confirm>
    </Stack>
  );
}
