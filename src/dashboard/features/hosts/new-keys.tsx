import { Alert, Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { Confirm } from '../../components/confirm.tsx';
import { Icon } from '../../components/icons.tsx';
import { Fingerprint } from './host-connection.tsx';
import { useHostChange } from './use-host-change.ts';

/** Says that a host shows other keys than those it is known by, and has a person decide. */
export function NewKeys({ host }: { readonly host: Schema['Host'] }) {
  const { name, fingerprint = '', presentedFingerprint, hostKey = '', presentedHostKey } = host;
  return (
    <>
      {presentedFingerprint && (
        <NewKey
          host={name}
          believed={fingerprint}
          presented={presentedFingerprint}
          change={{ fingerprint: presentedFingerprint }}
        />
      )}
      {presentedHostKey && (
        <NewKey
          host={name}
          believed={hostKey}
          presented={presentedHostKey}
          change={{ hostKey: presentedHostKey }}
        />
      )}
    </>
  );
}

interface NewKeyProps {
  readonly host: string;
  readonly believed: string;
  readonly presented: string;
  /** What has the new key believed. */
  readonly change: Schema['ChangeHost'];
}

function NewKey({ host: name, believed, presented, change }: NewKeyProps) {
  const [asked, setAsked] = useState(false);
  const believing = useHostChange(name, () => setAsked(false));
  return (
    <Alert
      color="red"
      title="The host presents a different key"
      icon={<Icon name="attention" />}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Its owner may have renewed it, or someone else may be answering in its place. Nothing is
          sent to it until an administrator has confirmed the new key with the host’s owner.
        </Text>
        <Text size="sm">
          Pinned key: <Fingerprint value={believed} />
        </Text>
        <Text size="sm">
          Presented now: <Fingerprint value={presented} />
        </Text>
        <Button variant="default" onClick={() => setAsked(true)}>
          Accept the new key
        </Button>
      </Stack>
      <Confirm
        opened={asked}
        title={`Accept the new key of ${name}?`}
        act="Accept it"
        pending={believing.isPending}
        error={believing.error}
        onConfirm={() => believing.mutate(change)}
        onClose={() => setAsked(false)}
      >
        From now on, the host is whoever has the key <Fingerprint value={presented} />. Accept it
        only if the host’s owner confirms it.
      </Confirm>
    </Alert>
  );
}
