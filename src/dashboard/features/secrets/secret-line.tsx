import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { removeSecret, secretsQuery } from '../../api/secrets.ts';
import { Confirm } from '../../components/confirm.tsx';
import { DangerButton } from '../../components/danger-button.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';

interface SecretLineProps {
  readonly secret: Schema['Secret'];
  onReplace(): void;
}

/** A secret by its name: begins to replace it, and removes it. */
export function SecretLine({ secret: { name, changedAt }, onReplace }: SecretLineProps) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const removing = useMutation({
    mutationFn: () => removeSecret(name),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries(secretsQuery);
    },
  });
  return (
    <Group justify="space-between" gap="sm">
      <Stack gap={2} miw={200} flex={1}>
        <Text ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          saved <RelativeTime at={changedAt} />
        </Text>
      </Stack>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onReplace} aria-label={`Replace ${name}`}>
          Replace
        </Button>
        <DangerButton size="xs" onClick={() => setAsking(true)} aria-label={`Remove ${name}`}>
          Remove
        </DangerButton>
      </Group>
      <Confirm
        opened={asking}
        title={`Remove the secret ${name}?`}
        act="Remove"
        pending={removing.isPending}
        error={removing.error}
        onConfirm={() => removing.mutate()}
        onClose={() => setAsking(false)}
      >
        Unikernels that use it keep running, but cannot be restarted or updated until the secret is
        saved again or their arguments no longer refer to it.
      </Confirm>
    </Group>
  );
}
