import { Alert, Code, Stack, Text } from '@mantine/core';
import { ProblemError } from '../../api/problem-error.ts';
import type { Schema } from '../../api/schema.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { formatNumber, formatOctets } from '../../format/quantities.ts';
import type { UploadState } from './use-upload.ts';

const cancelledInWords =
  'Sent by way of the server, the volume is as it was, if not all was sent; sent straight ' +
  'through, it holds a part of the new content.';

/** What came of an upload. */
export function UploadOutcome({ upload }: { readonly upload: UploadState }) {
  const { status, result, error, cancelled, file } = upload;
  if (status === 'success' && result) return <Filled fileName={file.name} result={result} />;
  if (cancelled) return <Warning title="Upload cancelled">{cancelledInWords}</Warning>;
  if (status !== 'error') return null;
  if (isSessionOver(error)) {
    return (
      <Warning title="The session had ended">
        If the content was sent straight to the host, the volume may hold a part of it; otherwise it
        is unchanged. Upload it again.
      </Warning>
    );
  }
  return (
    <Stack gap="xs" mb="md">
      <ErrorAlert error={error} />
      {isKept(error) && (
        <Alert color="sea" icon={<Icon name="volume" />} title="The content is kept">
          The server has all of it and keeps sending it until the host has accepted it; there is
          nothing to do. Another upload replaces it; deleting the volume discards it.
        </Alert>
      )}
    </Stack>
  );
}

const isSessionOver = (error: unknown) => error instanceof ProblemError && error.status === 401;

const isKept = (error: unknown) => error instanceof ProblemError && error.facts.kept === true;

interface FilledProps {
  readonly fileName: string;
  readonly result: Schema['VolumeUpload'];
}

function Filled({ fileName, result: { sizeBytes, contentSizeBytes, sha256 } }: FilledProps) {
  return (
    <Alert
      color="green"
      icon={<Icon name="done" />}
      title="The volume is filled"
      mb="md"
      role="status"
    >
      <Stack gap={6} align="flex-start">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {fileName}: {formatOctets(sizeBytes)} received
          {contentSizeBytes !== sizeBytes && `, ${formatOctets(contentSizeBytes)} unpacked`} (
          {formatNumber(contentSizeBytes)} bytes of content)
        </Text>
        <Text size="sm">SHA-256 of the content:</Text>
        <Code style={{ overflowWrap: 'anywhere' }}>{sha256}</Code>
        <CopyButton value={sha256} what="the SHA-256" />
      </Stack>
    </Alert>
  );
}

interface WarningProps {
  readonly title: string;
  readonly children: string;
}

function Warning({ title, children }: WarningProps) {
  return (
    <Alert color="yellow" icon={<Icon name="attention" />} title={title} mb="md" role="status">
      {children}
    </Alert>
  );
}
