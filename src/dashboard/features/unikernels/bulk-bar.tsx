import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { DangerButton } from '../../components/danger-button.tsx';
import { type BulkAct, bulkActs } from './bulk-acts.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import type { Picked } from './use-picked.ts';
import { keyOf } from './use-running-actions.ts';

interface BulkBarProps {
  readonly unikernels: readonly Schema['Unikernel'][];
  readonly picked: Picked;
}

/** What can be done with the unikernels that are selected; each act is for those that it fits. */
export function BulkBar({ unikernels, picked }: BulkBarProps) {
  const [asked, setAsked] = useState<BulkAct | null>(null);
  const chosen = unikernels.filter((each) => picked.keys.has(keyOf(each)));
  const close = () => {
    setAsked(null);
    picked.clear();
  };
  return (
    <>
      {chosen.length > 0 && (
        <Group role="toolbar" aria-label="Selected unikernels" gap="xs" mb="sm">
          <Text size="sm" role="status">
            {chosen.length} selected
          </Text>
          {bulkActs.map((act) => {
            const Act = act.final ? DangerButton : Button;
            return (
              <Act
                key={act.label}
                size="compact-sm"
                variant="default"
                disabled={!chosen.some(act.fits)}
                onClick={() => setAsked(act)}
              >
                {act.label}
              </Act>
            );
          })}
          <Button size="compact-sm" variant="subtle" onClick={picked.clear}>
            Clear
          </Button>
        </Group>
      )}
      {asked && (
        <BulkDialog
          act={asked}
          unikernels={chosen.filter(asked.fits)}
          others={chosen.filter((each) => !asked.fits(each))}
          onClose={close}
        />
      )}
    </>
  );
}
