import { Button, FileButton, Group, Paper, Stack, Text } from '@mantine/core';
import { type DragEvent, type ReactNode, useState } from 'react';
import { formatOctets } from '../format/quantities.ts';
import { Icon } from './icons.tsx';

interface FileDropProps {
  /** What is to be chosen: `Image`. */
  readonly label: string;
  /** What can be chosen, shown while nothing is. */
  readonly description?: ReactNode;
  /** What is chosen. */
  readonly file: File | null;
  /** As a file input has it: `.pem,.crt`. */
  readonly accept?: string;
  readonly error?: ReactNode;
  readonly disabled?: boolean;
  onFile(file: File): void;
}

/** Takes a file that is dropped on it or chosen by its button. */
export function FileDrop(props: FileDropProps) {
  const { label, description, file, accept, error, disabled = false, onFile } = props;
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped && !disabled) onFile(dropped);
  };
  const allow = (event: DragEvent) => {
    event.preventDefault();
    setOver(!disabled);
  };
  return (
    <Stack gap={4} role="group" aria-label={label}>
      <Text size="sm" fw={600} aria-hidden>
        {label}
      </Text>
      <Paper
        p="md"
        style={{ borderStyle: 'dashed', borderColor: borderColor(over, Boolean(error)) }}
        onDragOver={allow}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Group gap="md">
          <FileButton
            onChange={(chosen) => chosen && onFile(chosen)}
            disabled={disabled}
            {...(accept && { accept })}
          >
            {(chooser) => (
              <Button
                variant="default"
                leftSection={<Icon name="upload" size={16} />}
                disabled={disabled}
                {...chooser}
              >
                {file ? 'Choose another' : 'Choose a file'}
              </Button>
            )}
          </FileButton>
          <Text size="sm" component="div" flex={1} miw={140} style={{ overflowWrap: 'anywhere' }}>
            {file ? <Chosen file={file} /> : <>or drop one here. {description}</>}
          </Text>
        </Group>
      </Paper>
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}

function Chosen({ file }: { readonly file: File }) {
  return (
    <>
      <strong>{file.name}</strong>, {formatOctets(file.size)}
    </>
  );
}

function borderColor(over: boolean, wrong: boolean): string {
  if (over) return 'var(--mantine-primary-color-filled)';
  return wrong ? 'var(--mantine-color-error)' : 'var(--mantine-color-default-border)';
}
