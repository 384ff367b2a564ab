import { Button, FileButton, Group, Textarea } from '@mantine/core';
import { type ClipboardEvent, type DragEvent, type ReactNode, useState } from 'react';
import { Icon } from '../../components/icons.tsx';

interface PemFieldProps {
  readonly label: string;
  readonly description: ReactNode;
  readonly value: string;
  readonly error: ReactNode;
  /** Called with what was typed. */
  onChange(text: string): void;
  /** Called with what was dropped, chosen or pasted whole; it may be more than this field's. */
  onText(text: string): void;
}

/** Larger than any chain of certificates. */
const largestFile = 64 * 1024;

/** A text in PEM: a file that is dropped on it or chosen, or what is pasted. */
export function PemField({ label, description, value, error, onChange, onText }: PemFieldProps) {
  const [fault, setFault] = useState<string | null>(null);
  const read = async (file: File | null | undefined) => {
    if (!file) return;
    if (file.size > largestFile) {
      setFault(`${file.name} is too large`);
      return;
    }
    setFault(null);
    onText(await file.text());
  };
  const drop = (event: DragEvent) => {
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    void read(file);
  };
  const paste = (event: ClipboardEvent) => {
    if (value !== '') return;
    event.preventDefault();
    onText(event.clipboardData.getData('text'));
  };
  return (
    <div>
      <Textarea
        label={label}
        description={description}
        placeholder="-----BEGIN …"
        value={value}
        error={fault ?? error}
        onChange={(event) => onChange(event.currentTarget.value)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
        onPaste={paste}
        autoComplete="off"
        spellCheck={false}
        minRows={3}
        maxRows={6}
        autosize
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
      />
      <Group mt={6}>
        <FileButton accept=".pem,.crt,.cert,.key" onChange={(file) => void read(file)}>
          {(chooser) => (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<Icon name="upload" size={14} />}
              aria-label={`Choose a file: ${label}`}
              {...chooser}
            >
              Choose a file
            </Button>
          )}
        </FileButton>
      </Group>
    </div>
  );
}
