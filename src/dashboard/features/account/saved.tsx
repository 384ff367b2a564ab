import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../../components/icons.tsx';

/** Says beside its button that an act is done; a screen reader says it, too. */
export function Saved({
  when,
  children,
}: {
  readonly when: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Group gap={6} role="status" mih={24} wrap="nowrap">
      {when && (
        <>
          <Icon name="done" />
          <Text size="sm">{children}</Text>
        </>
      )}
    </Group>
  );
}
