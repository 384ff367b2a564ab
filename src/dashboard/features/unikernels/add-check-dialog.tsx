import { NumberInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import type { Check } from './check-words.ts';

interface AddCheckDialogProps {
  readonly error: Error | null;
  readonly pending: boolean;
  onAdd(check: Check): void;
  onClose(): void;
}

const kinds = [
  { value: 'http', label: 'HTTP' },
  { value: 'tcp', label: 'TCP' },
] as const;
type Kind = (typeof kinds)[number]['value'];

/** Asks for one more check; the API takes all kinds of them. */
export function AddCheckDialog({ error, pending, onAdd, onClose }: AddCheckDialogProps) {
  const [kind, setKind] = useState<Kind>('http');
  const [url, setUrl] = useState('');
  const [host, setHost] = useState('');
  const [port, setPort] = useState(80);
  const pace = { every: 30, timeout: 5 };
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (kind === 'tcp') onAdd({ kind, host, port, ...pace });
    else onAdd({ kind, url, status: '200-299', verify: true, ...pace });
  };
  return (
    <Dialog onClose={onClose} title="Add a check">
      <form onSubmit={add}>
        <Stack>
          <SegmentedControl
            aria-label="Kind of check"
            data={[...kinds]}
            value={kind}
            onChange={(value) => setKind(value === 'tcp' ? 'tcp' : 'http')}
          />
          {kind === 'http' ? (
            <TextInput
              label="Address"
              description="Must answer with a status from 200 to 299 within 5 seconds."
              placeholder="https://hello.example.org/"
              type="url"
              required
              value={url}
              onChange={(event) => setUrl(event.currentTarget.value)}
            />
          ) : (
            <>
              <TextInput
                label="Host"
                description="A name or an address that accepts connections."
                required
                value={host}
                onChange={(event) => setHost(event.currentTarget.value)}
              />
              <NumberInput
                label="Port"
                required
                min={1}
                max={65535}
                allowDecimal={false}
                value={port}
                onChange={(value) => setPort(Number(value))}
              />
            </>
          )}
          <ErrorAlert error={error} />
          <DialogActions act="Add" pending={pending} onCancel={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}
