import { ActionIcon, Code, CopyButton, Group } from '@mantine/core';
import { Icon } from '../../components/icons.tsx';

const shown = 12;

/** The beginning of an image's digest; the whole is copied. */
export function Digest({ digest }: { readonly digest: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      <Code title={digest}>{digest.slice(0, shown)}</Code>
      <CopyButton value={digest} timeout={2000}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            c="dimmed"
            size="sm"
            aria-label={copied ? 'Copied' : `Copy the digest ${digest.slice(0, shown)}`}
            onClick={copy}
          >
            <Icon name={copied ? 'done' : 'copy'} size={14} />
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
