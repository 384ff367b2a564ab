import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { Dialog } from '../../components/dialog.tsx';
import { VerbatimInput } from '../../components/verbatim-input.tsx';
import { withLocalTimes } from '../../format/times.ts';
import type { BulkAct } from './bulk-acts.ts';
import { type BulkResult, useBulk } from './use-bulk.ts';
import { keyOf } from './use-running-actions.ts';

interface BulkDialogProps {
  readonly act: BulkAct;
  readonly unikernels: readonly Schema['Unikernel'][];
  /** Those that were chosen, too, and that it does not fit. */
  readonly others: readonly Schema['Unikernel'][];
  onClose(): void;
}

/** Asks before something is done with several unikernels, and says what came of it for each. */
export function BulkDialog({ act, unikernels, others, onClose }: BulkDialogProps) {
  const [targets] = useState(unikernels); // the list goes on changing meanwhile
  const [left] = useState(() => others.map(({ name }) => name).join(', '));
  const { state, results, begin } = useBulk(targets, act);
  const [typed, setTyped] = useState('');
  const count = targets.length === 1 ? '1 unikernel' : `${targets.length} unikernels`;
  const isSure = !act.final || typed === count;
  return (
    <Dialog onClose={onClose} title={`${act.label} ${count}`} closeOnClickOutside={false}>
      <Stack>
        {state === 'asking' && <Text size="sm">{act.about}</Text>}
        <List size="sm" aria-label="Unikernels" aria-live="polite">
          {targets.map((unikernel) => (
            <List.Item key={keyOf(unikernel)} style={{ overflowWrap: 'anywhere' }}>
              <strong>{unikernel.name}</strong> on {unikernel.host}
              <Outcome result={results.get(keyOf(unikernel))} />
            </List.Item>
          ))}
        </List>
        {left !== '' && (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            Left out, because this is not possible for them: {left}
          </Text>
        )}
        {state === 'asking' && act.final && (
          <VerbatimInput
            label={`Type ${count} to confirm`}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {state === 'asking' ? 'Cancel' : state === 'running' ? 'Stop here' : 'Close'}
          </Button>
          {state !== 'over' && (
            <Button
              {...(act.final && { color: 'red.9' })}
              disabled={!isSure}
              loading={state === 'running'}
              onClick={() => void begin()}
            >
              {act.label}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}

function Outcome({ result }: { readonly result: BulkResult | undefined }) {
  if (result === undefined) return null;
  if (result === null) return ': …';
  return (
    <Text span inherit {...(!result.ok && { c: 'var(--mantine-color-error)' })}>
      : {withLocalTimes(result.text)}
    </Text>
  );
}
